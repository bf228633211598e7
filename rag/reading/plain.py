"""`.txt` and `.md`: a file is a page."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from rag.errors import InputError
from rag.reading.dates import given_by
from rag.reading.decoding import decode
from rag.types import Page

LARGEST_FILE = 20_000_000  # bytes; a newspaper page has some 20,000
LONGEST_LINE = 1_000_000  # characters
_BREAK = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def read_plain(stream: BinaryIO, file: str) -> Iterator[Page | InputError]:
    """Yield the one page of a text file, or why it cannot be read."""
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        yield InputError(file, f"is larger than {LARGEST_FILE:,} bytes: no newspaper page is")
        return
    try:
        raw = with_plain_breaks(decode(data))
    except ValueError as error:
        yield InputError(file, str(error))
        return
    yield _page(raw, file)


def with_plain_breaks(text: str) -> str:
    """The text with every kind of line break as one `\\n`, so that lines are counted as editors do.

    Form feeds and the separators that only `str.splitlines` breaks at become spaces.
    """
    return _BREAK.sub(lambda match: "\n" if match[0][0] == "\r" else " ", text)


def _page(raw: str, file: str) -> Page | InputError:
    if not raw.strip():
        return InputError(file, "is empty")
    for number, line in enumerate(raw.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            return InputError(file, f"has a line of {len(line):,} characters", number)
    controls = sum(raw.count(control) for control in map(chr, (*range(1, 9), *range(14, 28))))
    if controls > len(raw) / 50:
        return InputError(file, "is not text (it holds control characters)")
    name = PurePosixPath(file.removesuffix(".gz"))
    return Page(
        file=file,
        raw=raw,
        format="markdown" if name.suffix.lower() == ".md" else "text",
        given=given_by(file, raw),
    )
