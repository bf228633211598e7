"""Memory: what malloc and the collector of garbage must be told of a process that serves for long."""

import ctypes
import gc

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


def keep_what_is_loaded() -> None:
    """Leave what is there now out of later collections of garbage, each of which stops all answers.

    Looking through all that the libraries hold takes some 50 ms, every few hundred answers.
    """
    gc.collect()
    gc.freeze()
