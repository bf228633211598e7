"""Reprints: the same story in several papers, whatever OCR made of it.

Articles are compared by their runs of three characters and their numbers, as MinHash sketches in bands
(A. Broder, On the resemblance and containment of documents, 1997; Leskovec et al., Mining of Massive
Datasets, ch. 3). A number counts as much as ten runs: stories by one template, as stock reports, differ
in nothing else. numpy and an SQLite index do what `datasketch` would, without scipy, which that needs.
"""

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from rag.indexing.database import Database
from rag.indexing.terms import fold

BANDS, ROWS = 20, 4
ALIKE = 0.46  # by this share of equal rows; a copy with every twelfth character wrong has .62
SHORTEST = 100  # characters; a shorter text has too few runs to tell
COMPARED = 200  # articles that share a band with one; where more do, it is by a template
PAIRED = 50  # of these, the first that it is like
TOLD = 200  # reprints of one article
_NUMBER_COUNTS = 10
_SAME_NUMBERS = 0.35  # of both texts' numbers; copies with every twelfth character wrong share more, 49 of 50
_FEW_NUMBERS = 4
_MARKS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_RANDOM = np.random.default_rng(20240828)  # fixed: sketches are kept
_FACTORS = _RANDOM.integers(0, 2**32, (BANDS * ROWS, 1), dtype=np.uint32) | np.uint32(1)
_SHIFTS = _RANDOM.integers(0, 2**32, (BANDS * ROWS, 1), dtype=np.uint32)


def sketch(text: str) -> bytes:
    """The MinHash sketch of a text, BANDS * ROWS numbers of 16 bits; empty for one that is too short."""
    folded = fold(text)
    letters = _code_points(_MARKS.sub("", folded))
    if len(letters) < SHORTEST:
        return b""
    runs = _mixed(_mixed(_mixed(letters[:-2]) + letters[1:-1]) + letters[2:])
    numbers = np.array([zlib.crc32(number.encode()) for number in _numbers(folded)], np.uint32)
    copies = np.tile(np.arange(_NUMBER_COUNTS, dtype=np.uint32), len(numbers))
    hashes = np.concatenate([runs, _mixed(np.repeat(numbers, _NUMBER_COUNTS) + copies)])
    # The low halves: the high ones of so small numbers are nearly all zero.
    rows: NDArray[np.uint32] = (_FACTORS * hashes + _SHIFTS).min(axis=1)
    return rows.astype("<u2").tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """How alike two sketches are, 0 to 1: about the share of their texts' runs and numbers in common."""
    return float(np.mean(np.frombuffer(one, "<u2") == np.frombuffer(other, "<u2")))


def same_numbers(one: str, other: str) -> bool:
    """Whether two texts that are alike give the same numbers; true where one gives hardly any."""
    numbers, others = _numbers(fold(one)), _numbers(fold(other))
    few = min(len(numbers), len(others)) < _FEW_NUMBERS
    return few or len(numbers & others) >= _SAME_NUMBERS * len(numbers | others)


def _numbers(folded: str) -> set[str]:
    return set(_NUMBER.findall(folded))


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Spread the differences of values over all bits (the finaliser of MurmurHash3)."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))


class Reprints:
    """Rows of sketches, of their bands, and of the pairs that are alike.

    Two articles decide each pair, but where hundreds are alike: there each is paired with the first of them,
    for pairs of all would take time and space by the square.
    """

    def __init__(self, database: Database, text: Callable[[str], str]) -> None:
        """`text` gives the text of an article that is here."""
        self._database, self._text = database, text

    def _rows(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._database.rows(sql, values)

    def put(self, article: str, text: str) -> None:
        """Note an article by its sketch, and which of those that are here it is like."""
        made = sketch(text)
        if not made:
            return
        keys = _keys(made)
        pairs = [(article, other) for other in self._like(made, keys, text)]
        sql = "INSERT INTO sketches (article, sketch) VALUES (?, ?) RETURNING id"
        number = self._rows(sql, (article, made)).fetchone()[0]
        connection = self._database.connection
        connection.executemany("INSERT INTO bands VALUES (?, ?)", [(key, number) for key in keys])
        both_ways = pairs + [(other, one) for one, other in pairs]
        connection.executemany("INSERT INTO likenesses VALUES (?, ?)", both_ways)

    def drop(self, articles: Sequence[str]) -> None:
        """Forget articles; call it before they go."""
        connection = self._database.connection
        for article in articles:
            for number, made in self._rows("SELECT id, sketch FROM sketches WHERE article = ?", (article,)):
                rows = [(key, number) for key in _keys(made)]
                connection.executemany("DELETE FROM bands WHERE key = ? AND sketch = ?", rows)

    def of(self, parts: Sequence[str]) -> tuple[str, ...]:
        """The ids of the articles in one cluster with the article of these parts, itself left out.

        They are TOLD at most, those first that it is like itself.
        """
        marks = ", ".join("?" * len(parts))
        sql = f"""WITH RECURSIVE cluster (article) AS (
                      SELECT other FROM likenesses WHERE article IN ({marks})
                      UNION SELECT other FROM likenesses JOIN cluster USING (article) LIMIT {TOLD})
                  SELECT DISTINCT coalesce(joins.article, cluster.article) FROM cluster
                  LEFT JOIN joins ON joins.part = cluster.article ORDER BY 1"""
        return tuple(row[0] for row in self._rows(sql, parts) if row[0] not in parts)

    def wrong(self, article: str, text: str) -> bool:
        """Whether what is kept of a part is not what its text makes, for `doctor`."""
        row = self._rows("SELECT sketch FROM sketches WHERE article = ?", (article,)).fetchone()
        sql = """SELECT other, sketch FROM likenesses JOIN sketches ON sketches.article = other
                 WHERE likenesses.article = ?"""
        kept = self._rows(sql, (article,)).fetchall()
        made = sketch(text)
        return (row[0] if row else b"") != made or len(list(self._alike(made, text, kept))) < len(kept)

    def _like(self, made: bytes, keys: Sequence[int], text: str) -> list[str]:
        """The articles that are here and like this one, the first of them."""
        sql = f"""SELECT article, sketch FROM sketches WHERE id IN (SELECT DISTINCT sketch FROM bands
                  WHERE key IN ({", ".join("?" * len(keys))}) LIMIT {COMPARED}) ORDER BY id"""
        return list(islice(self._alike(made, text, self._rows(sql, keys).fetchall()), PAIRED))

    def _alike(self, made: bytes, text: str, others: Sequence[tuple[str, bytes]]) -> Iterator[str]:
        """Those of the others, each with its sketch, that are like a text."""
        alike = (article for article, other in others if likeness(made, other) >= ALIKE)
        return (article for article in alike if same_numbers(text, self._text(article)))


def _keys(made: bytes) -> list[int]:
    """A number of 32 bits, as SQLite keeps it, for each band of a sketch: of its four rows of 16 bits."""
    first, second = np.frombuffer(made, "<u4").reshape(BANDS, 2).T
    return sorted(set(_mixed(_mixed(first) + second).view(np.int32).tolist()))
