"""The files that a user means by the paths that were named."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import UsageError
from rag.reading import is_readable


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
        return self.name or _storable(self.path.relative_to(self.root).as_posix())

    @property
    def folder(self) -> str:
        """The root's own place on the disk."""
        return _storable(str(self.root))

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
        for file in sorted(_readable_below(root)) if path.is_dir() else [path.resolve()]:
            candidates.setdefault(file, Candidate(root, file))
    return list(candidates.values())


def _storable(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8, which Linux allows, are written as \\xff."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _root(path: Path) -> Path:
    """A folder is its own root. A single file keeps the folders it was named with: they may be its date."""
    if path.is_dir():
        return path.resolve()
    here = Path.cwd()
    return here if not path.is_absolute() and path.resolve().is_relative_to(here) else path.resolve().parent


def _readable_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if is_readable(path) and path.is_file() and not hidden:
            yield path
