"""A file of words and what they mean: a line for each word, sorted by its bytes.

It is searched where it lies, not loaded: a question needs a few of its 100,000 lines.
"""

import mmap
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files

Weighed = dict[str, float]


def line(name: str, word: str) -> list[str]:
    """The fields after a word in a glossary of this package, by binary search; [] if it has no such word."""
    lines = _lines(name)
    found, *fields = _from(lines, _place(lines, word.encode()))
    return fields if found == word else []


def beside(name: str, word: str, reach: int) -> Iterator[list[str]]:
    """The lines about where a word would stand: those that begin as it does are among them."""
    lines = _lines(name)
    before = after = _place(lines, word.encode())
    for _ in range(reach):
        if after < len(lines):
            yield _from(lines, after)
            after = lines.find(b"\n", after) + 1
        if before:
            before = lines.rfind(b"\n", 0, before - 1) + 1
            yield _from(lines, before)


def weighed(fields: list[str]) -> Weighed:
    """Translations that end with a digit, from 1 to 9, for how likely each is beside the likeliest.

    >>> weighed(["bridge9", "deck3"])["bridge"]
    1.0
    """
    return {field[:-1]: int(field[-1]) / 9 for field in fields}


def _place(lines: mmap.mmap, word: bytes) -> int:
    """Where the first line begins whose word is not before this one."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
        end = lines.find(b"\n", start)
        low, high = (end + 1, high) if lines[start : lines.find(b"\t", start)] < word else (low, start)
    return low


def _from(lines: mmap.mmap, start: int) -> list[str]:
    return lines[start : lines.find(b"\n", start)].decode().split("\t") if start < len(lines) else [""]


@cache
def _lines(name: str) -> mmap.mmap:
    with as_file(files(__package__).joinpath(name)) as path, path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
