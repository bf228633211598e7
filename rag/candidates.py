"""The files that a user means by the paths that were named."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import UsageError
from rag.reading import is_readable

_ARCHIVE = {"archive.db", "lock"}  # the files by which the folder of an archive is known
_KEPT_THERE = {"derived", "jobs", "originals", "questions.jsonl"}  # beside them, and no pages of anybody's


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be indexed: the folder that was named, and its path below that.

    `name` stands in the path's place where the file has come without one of its own.
    """

    root: Path
    path: Path
    name: str = ""

    @property
    def relative(self) -> str:
        return self.name or storable(self.path.relative_to(self.root))

    @property
    def folder(self) -> str:
        """The root's own place on the disk."""
        return storable(self.root)

    @property
    def known_as(self) -> Path:
        """The whole path, as the archive writes it."""
        return Path(self.folder, self.relative)


def find_files(paths: Sequence[Path]) -> list[Candidate]:
    """The files named, and those below the folders named, in order. Raises UsageError."""
    candidates: dict[Path, Candidate] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist; name a file or a folder")
        if not (path.is_dir() or path.is_file()):
            raise UsageError(f"{path} is neither a file nor a folder")
        root = _root(path)
        for file in _readable_below(root) if path.is_dir() else [path.resolve()]:
            candidates.setdefault(file, Candidate(root, file))
    return list(candidates.values())


def storable(path: Path) -> str:
    """A path as text: bytes that are no UTF-8, which Linux allows, are written as \\xff."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _root(path: Path) -> Path:
    """A folder is its own root. A single file keeps the folders it was named with: they may be its date."""
    if path.is_dir():
        return path.resolve()
    here = Path.cwd()
    return here if not path.is_absolute() and path.resolve().is_relative_to(here) else path.resolve().parent


def _readable_below(folder: Path) -> list[Path]:
    """The files below a folder that can be read by their names, and the folders that cannot be looked into.

    The latter are told as files that cannot be read, and what was indexed from them is not taken for gone.
    """
    found: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=lambda error: found.append(Path(error.filename))):
        apart = _KEPT_THERE if set(names) >= _ARCHIVE else set()
        folders[:] = [name for name in folders if not name.startswith(".") and name not in apart]
        paths = [Path(here, name) for name in names if not name.startswith(".") and name not in apart]
        found.extend(path for path in paths if is_readable(path) and _is_file(path))
    return sorted(found)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # why, is said when it is read
        return True
