"""A file to its pages, by its suffix."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from rag.errors import InputError
from rag.reading.plain import read_plain
from rag.reading.records import read_records
from rag.types import Page

_FORMATS = {".txt": read_plain, ".md": read_plain, ".jsonl": read_records}


def is_readable(path: Path) -> bool:
    """Whether the file's name says a format that can be read: .txt, .md, .jsonl, or .gz of these."""
    return _suffix(path) in _FORMATS


def read_pages(path: Path, file: str) -> Iterator[Page | InputError]:
    """Yield the pages of a file lazily; what cannot be read comes as an InputError among them.

    `file` is the path relative to the indexed folder, by which pages and errors name it.
    """
    read = _FORMATS.get(_suffix(path))
    if read is None:
        yield InputError(file, f"is of a format that is not read ({path.suffix or 'no suffix'})")
        return
    try:
        with _opened(path) as stream:
            yield from read(stream, file)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield InputError(file, f"is a damaged .gz ({error})")
    except OSError as error:
        yield InputError(file, error.strerror or str(error))


def _suffix(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def _opened(path: Path) -> BinaryIO:
    if path.suffix.lower() == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")
