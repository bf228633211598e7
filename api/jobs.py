"""Jobs: indexing what was sent, one job after another; any worker can tell how far one is."""

import fcntl
import json
import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.faults import Fault, fault_of, note
from rag.archive import Archive
from rag.errors import ArchiveLocked, InputError
from rag.wire import report_json

if TYPE_CHECKING:
    from rag.candidates import Candidate
    from rag.intake import Report

_FOLDER = "jobs"  # in the archive's: workers share it
_KEPT = 24 * 3600.0  # seconds that the outcome of a job can be asked for
_PATIENCE = 600.0  # seconds that a job waits for another process to finish writing
_BEAT = 0.3  # seconds between two notes of its progress
_UNDER_WAY = ("waiting", "running")
_STOPPED = "The server was stopped before all of it was read; send it again"
State = dict[str, Any]


class Jobs:
    """The jobs of one worker; each is a folder with the files to index and `job.json`, how far it is.

    A worker keeps the folders of its jobs locked: whatever ends it, the others see that they are over.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive, self._folder = archive, archive.folder / _FOLDER
        self._executor = ThreadPoolExecutor(1, "indexing")
        self._over = threading.Event()

    def new(self) -> Path:
        """A folder for the files of a job to come; what is old beside it goes."""
        for old in self._folder.glob("*"):
            if old.stat().st_mtime < time.time() - _KEPT:
                shutil.rmtree(old, ignore_errors=True)
        folder = self._folder / f"job-{uuid.uuid4().hex}"
        folder.mkdir(parents=True, mode=0o700)
        return folder

    def start(
        self, folder: Path, files: dict[str, Path], refused: Sequence[InputError] = ()
    ) -> "Future[State]":
        """Index these files, by the names that they shall have; the result is the job's last state.

        `refused` is what was sent besides and not taken, for the report.
        """
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        _write_down(folder, state="waiting", total=len(files))
        return self._executor.submit(self._work, folder, lock, files, refused)

    def state(self, job: str) -> State | None:
        """How far a job is, None if there is none of this id."""
        folder = self._folder / job
        state = _read(folder)
        if state and state["state"] in _UNDER_WAY and not _is_locked(folder):
            state = _read(folder)  # it may have ended between these two looks
            if state and state["state"] in _UNDER_WAY:
                return {**state, "state": "failed", "error": _STOPPED}
        return state

    def remove(self, files: Sequence[str]) -> int:
        """Take files out of the archive at once; returns how many. Raises UsageError, ArchiveLocked."""
        with self._writer() as writer:
            return writer.remove(files)

    def _writer(self) -> Archive:
        """An archive of its own: the one that answers goes on meanwhile, and follows what is committed."""
        return Archive(self._archive.folder, self._archive.settings, False, self._archive.embedder)

    def close(self) -> None:
        """End what is under way at the next page: the pages before it are in, and stay."""
        self._over.set()
        self._executor.shutdown(wait=True)

    def _work(self, folder: Path, lock: int, files: dict[str, Path], refused: Sequence[InputError]) -> State:
        noted = 0.0

        def progress(report: "Report", _: "Candidate", total: int) -> None:
            nonlocal noted
            self._go_on()
            if time.monotonic() - noted > _BEAT:
                noted = time.monotonic()
                _write_down(folder, state="running", total=total, report=report_json(report))

        try:
            with self._writer() as writer:
                report = self._patiently(lambda: writer.add(files, progress))
                each = [_outcome(writer, name, report) for name in files]
            report.failures[:0] = refused
            each += [{"file": one.file, "articles": 0, "failures": [one.reason]} for one in refused]
            return _write_down(folder, state="done", total=len(files), report=report_json(report), files=each)
        except Exception as error:  # noqa: BLE001 -- whatever it is, who sent the files shall know
            note(error)
            return _write_down(folder, state="failed", total=len(files), error=fault_of(error).message)
        finally:
            for path in files.values():
                path.unlink(missing_ok=True)
            os.close(lock)

    def _go_on(self) -> None:
        """Raises Fault when the server ends."""
        if self._over.is_set():
            raise Fault(503, _STOPPED, "stopped")

    def _patiently(self, write: Callable[[], "Report"]) -> "Report":
        """Wait for another process that writes, up to a limit. Raises ArchiveLocked after that."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            self._go_on()
            try:
                return write()
            except ArchiveLocked:
                if time.monotonic() > deadline:
                    raise


def _outcome(archive: Archive, file: str, report: "Report") -> dict[str, Any]:
    """What became of one file: the articles that the archive has of it now, and what could not be read."""
    reasons = [
        str(failure).removeprefix(f"{file}: ")
        for failure in report.failures
        if failure.file == file or failure.file.startswith(f"{file}/")
    ]
    return {"file": file, "articles": len(archive.articles_of(file)), "failures": reasons}


def _is_locked(folder: Path) -> bool:
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def _read(folder: Path) -> State | None:
    known = folder / "job.json"
    state: State | None = json.loads(known.read_text("utf-8")) if known.is_file() else None
    return state


def _write_down(folder: Path, **state: Any) -> State:
    """Write down how far a job is, so that no reader sees half of it."""
    noted = {"id": folder.name, "object": "job", **state}
    temporary = folder / "job.new"
    temporary.write_text(json.dumps(noted, ensure_ascii=False), "utf-8", "replace")
    temporary.replace(folder / "job.json")
    return noted
