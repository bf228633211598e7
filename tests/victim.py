"""What the soak kills: one change to an archive, in a process of its own that may die at a given step.

A step is a call that makes something durable, or the beginning or end of one of our own functions that
does; the process dies just before the call.
"""

import os
import signal
import sys
from collections.abc import Callable
from ctypes import c_int
from pathlib import Path
from types import FrameType

from rag.archive import Archive
from rag.indexing.snapshots import Snapshot, Snapshots
from rag.indexing.store import Store
from rag.indexing.words import Words
from rag.opened import DATABASE
from tests.fakes import PairEmbedder

_CALLS = {"fsync", "replace", "unlink", "rmdir"}
_FUNCTIONS = {"transaction", "change", "save", "seal", "_finish"}


class WidePairs(PairEmbedder):
    """Another encoder, to change to."""

    name, dim = "pairs-96", 96


ENCODERS = {encoder.name: encoder for encoder in (PairEmbedder, WidePairs)}


def opened(folder: Path) -> Archive:
    """The archive with whichever encoder it has now."""
    encoder = PairEmbedder.name
    if (folder / DATABASE).exists():
        store = Store(folder / DATABASE)
        encoder = store.remembered("encoder")
        store.close()
    return Archive(folder, create=True, embedder=ENCODERS[encoder]())


def change(
    verb: str, folder: Path, pages: Path, files: list[str], die_at: int, fault: bool, steps: c_int
) -> None:
    """Do one change; at step `die_at` (0: never) the process kills itself. `steps` counts them."""
    if fault:
        _swap_commits()
    with opened(folder) as archive:
        sys.setprofile(_counter(die_at, steps))
        if verb == "index":
            archive.index([pages], remove_missing=True)
        elif verb == "remove":
            archive.remove(files)
        elif verb == "reembed":
            (other,) = set(ENCODERS) - {archive.embedder.name}
            archive.reembed(ENCODERS[other]())
        else:
            archive.doctor(repair=True)
        sys.setprofile(None)


def _counter(die_at: int, steps: c_int) -> Callable[[FrameType, str, object], None]:
    def count(frame: FrameType, event: str, called: object) -> None:
        if event == "c_call":
            name, module = getattr(called, "__name__", ""), getattr(called, "__module__", "")
            is_step = name == "commit" or (module == "posix" and name in _CALLS)  # not str.replace
        else:
            is_step = frame.f_code.co_name in _FUNCTIONS
        if is_step:
            steps.value += 1
            if steps.value == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    return count


def _swap_commits() -> None:
    """The planted fault: the mark of the words' revision is written before the words are committed."""
    commit, sweep, late = Words.commit, Snapshots.sweep, []

    def commit_later(words: Words) -> None:
        late.append(words)

    def commit_now(snapshots: Snapshots, current: Snapshot) -> None:
        for words in late:
            commit(words)
        sweep(snapshots, current)

    Words.commit, Snapshots.sweep = commit_later, commit_now  # type: ignore[method-assign, assignment]
