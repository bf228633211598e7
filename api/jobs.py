"""Jobs: indexing what was sent, one job after another; any worker can tell how far one is."""

import json
import logging
import shutil
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.faults import fault_of
from rag.archive import Archive
from rag.errors import ArchiveLocked, InputError, JianbaoError
from rag.wire import report_json

if TYPE_CHECKING:
    from rag.candidates import Candidate
    from rag.intake import Report

_FOLDER = "jobs"  # in the archive's: workers share it
_KEPT = 24 * 3600.0  # seconds that the outcome of a job can be asked for
_PATIENCE = 600.0  # seconds that a job waits for another process to finish writing
_BEAT = 0.3  # seconds between two notes of its progress
_log = logging.getLogger("jianbao")


class Jobs:
    """The jobs of one worker; each is a folder with the files to index and `job.json`, how far it is."""

    def __init__(self, archive: Archive) -> None:
        self._archive, self._folder = archive, archive.folder / _FOLDER
        self._executor = ThreadPoolExecutor(1, "indexing")

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
    ) -> "Future[dict[str, Any]]":
        """Index these files, by the names that they shall have; the result is the job's last state.

        `refused` is what was sent besides and not taken, for the report.
        """
        _note(folder, state="waiting", total=len(files))
        return self._executor.submit(self._work, folder, files, refused)

    def state(self, job: str) -> dict[str, Any] | None:
        """How far a job is, None if there is none of this id."""
        known = self._folder / job / "job.json"
        state: dict[str, Any] | None = json.loads(known.read_text("utf-8")) if known.is_file() else None
        return state

    def remove(self, files: Sequence[str]) -> int:
        """Take files out of the archive at once; returns how many. Raises UsageError, ArchiveLocked."""
        with self._writer() as writer:
            return writer.remove(files)

    def _writer(self) -> Archive:
        """An archive of its own: the one that answers goes on meanwhile, and follows what is committed."""
        return Archive(self._archive.folder, self._archive.settings, False, self._archive.embedder)

    def close(self) -> None:
        """Finish what is waiting."""
        self._executor.shutdown(wait=True)

    def _work(self, folder: Path, files: dict[str, Path], refused: Sequence[InputError]) -> dict[str, Any]:
        noted = 0.0

        def progress(report: "Report", _: "Candidate", total: int) -> None:
            nonlocal noted
            if time.monotonic() - noted > _BEAT:
                noted = time.monotonic()
                _note(folder, state="running", total=total, report=report_json(report))

        try:
            with self._writer() as writer:
                report = _patiently(lambda: writer.add(files, progress))
                each = [_outcome(writer, name, report) for name in files]
            report.failures[:0] = refused
            each += [{"file": one.file, "articles": 0, "failures": [one.reason]} for one in refused]
            return _note(folder, state="done", total=len(files), report=report_json(report), files=each)
        except JianbaoError as error:
            _log.error("%s: %s", type(error).__name__, error)
            return _note(folder, state="failed", total=len(files), error=fault_of(error).message)
        finally:
            for path in files.values():
                path.unlink(missing_ok=True)


def _outcome(archive: Archive, file: str, report: "Report") -> dict[str, Any]:
    """What became of one file: the articles that the archive has of it now, and what could not be read."""
    reasons = [
        str(failure).removeprefix(f"{file}: ")
        for failure in report.failures
        if failure.file == file or failure.file.startswith(f"{file}/")
    ]
    return {"file": file, "articles": len(archive.articles_of(file)), "failures": reasons}


def _patiently(write: Callable[[], "Report"]) -> "Report":
    """Wait for another process that writes, up to a limit. Raises ArchiveLocked after that."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return write()
        except ArchiveLocked:
            if time.monotonic() > deadline:
                raise


def _note(folder: Path, **state: Any) -> dict[str, Any]:
    """Write down how far a job is, so that no reader sees half of it."""
    noted = {"id": folder.name, "object": "job", **state}
    temporary = folder / "job.new"
    temporary.write_text(json.dumps(noted, ensure_ascii=False), "utf-8", "replace")
    temporary.replace(folder / "job.json")
    return noted
