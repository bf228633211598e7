"""Memory: what glibc's malloc must be told of a process with many threads that come and go."""

import ctypes

_ARENA_MAX = -8  # M_ARENA_MAX of <malloc.h>
_HEAPS = 2


def share_heaps() -> None:
    """Let all threads share few heaps; does nothing where malloc is not glibc's.

    glibc gives nearly every thread a heap of its own, and what one thread frees stays in its heap. A server
    that answers and is written to at once then takes twice the memory, and goes on growing for minutes.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, _HEAPS)
