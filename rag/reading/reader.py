"""A file to its pages, by its suffix."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from rag.errors import InputError
from rag.reading.pdf import read_pdf
from rag.reading.plain import read_plain
from rag.reading.records import read_records
from rag.reading.webpage import read_html
from rag.reading.zipped import DAMAGE, FREE, LARGEST_RATIO, member, members, opened
from rag.types import Page

Pages = Iterator[Page | InputError]
_TEXT: dict[str, Callable[[BinaryIO, str], Pages]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".jsonl": read_records,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}
_FORMATS = {**_TEXT, **{f"{suffix}.gz": read for suffix, read in _TEXT.items()}, ".pdf": read_pdf}


def is_readable(path: Path) -> bool:
    """Whether the file's name says a format that can be read: text, web page, PDF, or .zip of these."""
    return _suffix(path.name) in _FORMATS or is_zip(path.name)


def is_zip(file: str) -> bool:
    """Whether the file's name says that it holds other files."""
    return _suffix(file) == ".zip"


def read_pages(path: Path, file: str) -> Pages:
    """Yield the pages of a file lazily; what cannot be read comes as an InputError among them.

    `file` is the path relative to the indexed folder, by which pages and errors name it; pages from a
    .zip are named `papers.zip/02.txt`, as if it were a folder.
    """
    try:
        with path.open("rb") as stream:
            yield from _read_zip(stream, file) if is_zip(file) else _read(stream, file, path.stat().st_size)
    except OSError as error:
        yield InputError(file, error.strerror or str(error))


def open_again(path: Path) -> BinaryIO:
    """A file that pages were read from, or one in a `.zip` as if that were a folder.

    Raises OSError, ValueError.
    """
    packed = next((parent for parent in path.parents if is_zip(parent.name) and parent.is_file()), None)
    if packed is None:
        return path.open("rb")
    with packed.open("rb") as stream, opened(stream) as archive:
        return io.BytesIO(member(archive, path.relative_to(packed).as_posix()))


def _read(stream: BinaryIO, file: str, size: int) -> Pages:
    """The pages of one file, of `size` bytes, on the disk or in a .zip."""
    suffix = _suffix(file)
    if suffix not in _FORMATS:
        yield InputError(file, f"is of a format that is not read ({Path(file).suffix or 'no suffix'})")
    elif suffix.endswith(".gz"):
        limit = max(FREE, LARGEST_RATIO * size)
        try:
            with gzip.open(stream, "rb") as unpacked:
                bounded = io.BufferedReader(_Bounded(cast(BinaryIO, unpacked), limit))
                yield from _FORMATS[suffix](cast(BinaryIO, bounded), file)
        except _TooLarge:
            yield InputError(file, f"unpacks to more than {LARGEST_RATIO} times its size")
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield InputError(file, f"is a damaged .gz ({error})")
    else:
        yield from _FORMATS[suffix](stream, file)


def _read_zip(stream: BinaryIO, file: str) -> Pages:
    try:
        archive = opened(stream)
    except ValueError as error:
        yield InputError(file, str(error))
        return
    with archive:
        for member in members(archive, file):
            if isinstance(member, InputError):
                yield member
                continue
            name, info = member
            if not is_readable(Path(name)):
                continue
            try:
                with archive.open(info) as inside:
                    # PDFs are read from many places at once, which costs a .zip the whole way each time.
                    unpacked = io.BytesIO(inside.read()) if name.lower().endswith(".pdf") else inside
                    yield from _read(cast(BinaryIO, unpacked), f"{file}/{name}", info.file_size)
            except DAMAGE as error:
                yield InputError(f"{file}/{name}", f"is damaged ({error})")


class _TooLarge(Exception):
    """A stream gave more bytes than it may."""


class _Bounded(io.RawIOBase):
    """A stream that raises _TooLarge after so many bytes."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream, self._left = stream, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise _TooLarge
        buffer[: len(data)] = data
        return len(data)


def _suffix(name: str) -> str:
    *_, before, last = ["", "", *Path(name.lower()).suffixes]
    return before + last if last == ".gz" else last
