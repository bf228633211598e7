"""What the threads of a server share."""

import ctypes
import gc
import subprocess
import sys

import pytest

from api.memory import keep_what_is_loaded

# Threads that allocate at once, each in a heap of its own if it gets one; then glibc lists its heaps.
ALLOCATING = """
import ctypes, sys, threading
from api.memory import share_heaps
{first}
together = threading.Barrier(12)
def allocate():
    for _ in range(50):
        together.wait()
        ctypes.create_string_buffer(50_000)
threads = [threading.Thread(target=allocate) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
out = libc.fdopen(1, b"w")
libc.malloc_info(0, ctypes.c_void_p(out))
libc.fflush(ctypes.c_void_p(out))
"""


def heaps(first: str) -> int:
    command = [sys.executable, "-c", ALLOCATING.format(first=first)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.count("<heap ")


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="malloc is not glibc's")
def test_threads_share_few_heaps() -> None:
    assert heaps("share_heaps()") == 2 < heaps("")


def test_what_is_loaded_is_left_out_of_collections() -> None:
    try:
        kept = [object() for _ in range(3)]
        keep_what_is_loaded()
        assert gc.get_freeze_count() > 1000
        assert all(other is not kept for other in gc.get_objects())
    finally:
        gc.unfreeze()
