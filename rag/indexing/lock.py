"""One writer at a time: a lock on the archive that tells the others who holds it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import ArchiveLocked, ArchiveReadOnly

PATIENCE = 5.0  # seconds that a second writer waits before it gives up


@contextmanager
def writing(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the archive's lock; its folder is made where there is none.

    Raises ArchiveLocked, which names the holder, or ArchiveReadOnly.
    """
    lock, holder = FileLock(folder / "lock"), folder / "lock.holder"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=patience)
    except Timeout as exc:
        who = "another process"
        with suppress(OSError):  # it may be done this moment
            who = holder.read_text() or who
        raise ArchiveLocked(f"{folder} is being written by {who}; wait for it, or stop it") from exc
    except OSError as exc:
        message = f"{folder} cannot be written ({exc.strerror}); name another folder, or mend its permissions"
        raise ArchiveReadOnly(message) from exc
    try:
        with suppress(OSError):  # it only says who; a full disk must not stop a removal
            holder.write_text(f"process {os.getpid()} (since {time.strftime('%H:%M:%S')})")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()
