"""Where some terms stand in texts, in far less time than it takes to cut the texts into all of theirs.

A search looks closely at the passages that it has found: for a few terms of the question, among thousands
of others. So the characters of all texts are compared at once, as numbers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rag.indexing.terms import SPACED_RUN, UNSPACED, fold, spaced_term

_LAST = 0x3FFFF  # of the characters that are told apart; none of those above is written without spaces
_PAIR = 2
_ALL_UNSPACED = re.compile(f"[{UNSPACED}]+")
_NO_WORDS = (range(0x80), range(0x2000, 0x2070), range(0x3000, 0x3005), range(0x3008, 0x3040))
_IN_NUMBERS = ".,"

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a text has of the terms that are sought."""

    folded: str
    terms: list[tuple[int, str]]  # each with the number of the text's terms before it, in order
    count: int  # terms that the text has, those that are not sought among them

    @property
    def held(self) -> set[str]:
        return {term for _, term in self.terms}


class Sought:
    """Some terms, to be found in any texts."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._wanted = frozenset(wanted)
        pairs = _codes("".join(term for term in self._wanted if _is_pair(term))).reshape(-1, _PAIR)
        self._pairs = np.sort(_as_one(pairs[:, 0], pairs[:, 1]))
        self._first = np.zeros(_LAST + 1, np.bool_)
        self._first[pairs[:, 0]] = True

    def within(self, texts: Sequence[str]) -> list[Standing]:
        """What each of the texts has of them, as if all of its terms were cut."""
        folded = fold("\n".join(text.replace("\n", " ") for text in texts))
        codes = _codes(folded)
        unspaced = _unspaced().take(codes, mode="clip")
        pairs, alone = _runs(unspaced)
        words = list(_words(codes, unspaced))
        begins = pairs | alone
        begins[[at for at, _ in words]] = True
        found = [(at, folded[at : at + _PAIR]) for at in self._pairs_at(codes, pairs)]
        found += [(at, folded[at]) for at in np.flatnonzero(alone).tolist()]
        placed = sorted((at, term) for at, term in found + words if term in self._wanted)
        return list(_parted(folded, placed, np.cumsum(begins))) if texts else []

    def _pairs_at(self, codes: Codes, begins: Flags) -> list[int]:
        at = np.flatnonzero(begins & self._first.take(codes, mode="clip"))
        there = _as_one(codes[at], codes[at + 1])
        # `np.isin` would sort what stands there, and imports numpy.ma for it.
        sought = self._pairs.take(np.searchsorted(self._pairs, there), mode="clip") == there
        found: list[int] = at[sought].tolist()
        return found


def _parted(folded: str, placed: Sequence[tuple[int, str]], begun: NDArray[np.int64]) -> Iterator[Standing]:
    """What was found, by the lines in which it was; `begun` terms have begun up to each character."""
    left, start, before = iter([*placed, (len(folded) + 1, "")]), 0, 0
    at, term = next(left)
    for line in folded.split("\n"):
        end = start + len(line)
        terms = []
        while at < end:
            terms.append((int(begun[at]) - 1 - before, term))
            at, term = next(left)
        after = int(begun[end - 1]) if end else 0
        yield Standing(line, terms, after - before)
        start, before = end + 1, after


def _runs(unspaced: Flags) -> tuple[Flags, Flags]:
    """Where a pair of characters without a space between begins, and where one stands alone."""
    followed = unspaced & np.append(unspaced[1:], False)
    preceded = unspaced & np.append(False, unspaced[:-1])
    return followed, unspaced & ~followed & ~preceded


def _words(codes: Codes, unspaced: Flags) -> Iterator[tuple[int, str]]:
    """The words and numbers, and where they begin. What holds none is taken out of their way first."""
    between = unspaced | _no_word().take(codes, mode="clip")
    kept = np.flatnonzero(~between | np.append(False, ~between[:-1]))
    left = codes[kept].astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    for match in SPACED_RUN.finditer(left):
        yield int(kept[match.start()]), spaced_term(match[0])


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)


def _as_one(first: Codes, second: Codes) -> Codes:
    return first << 32 | second


def _is_pair(term: str) -> bool:
    return len(term) == _PAIR and _ALL_UNSPACED.fullmatch(term) is not None


@cache
def _unspaced() -> Flags:
    """Of each character: whether it is written without spaces."""
    table = np.zeros(_LAST + 1, np.bool_)
    for first, last in re.findall("(.)-(.)", UNSPACED):
        table[ord(first) : ord(last) + 1] = True
    return table


@cache
def _no_word() -> Flags:
    """Of each character: whether it is one that surely stands in no word and no number."""
    table = np.zeros(_LAST + 1, np.bool_)
    for codes in _NO_WORDS:
        for code in codes:
            table[code] = re.match(rf"[\w{_IN_NUMBERS}]", chr(code)) is None
    return table
