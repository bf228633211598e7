"""The chunks' rows: what the two legs are made from, and which of them a filter allows."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.found import Filters
from rag.indexing import codec
from rag.indexing.database import Database
from rag.types import Chunk

# An unknown date, paper or page is "" and fails a filter on it.
_ABOUT = """EXISTS (
    SELECT 1 FROM mentions WHERE mentions.article = articles.id AND mentions.until >= :about_since
    AND (:about_until = '' OR mentions.since <= :about_until))"""
_CONDITIONS = {
    "since": "articles.date >= :since AND articles.date <> ''",
    "until": "articles.date <= :until AND articles.date <> ''",
    "paper": "articles.paper = :paper",
    "page": "articles.page = :page",
    "article": """articles.id = :article OR articles.id IN (
        SELECT part FROM joins WHERE article = (SELECT article FROM joins WHERE part = :article))""",
    "file": """articles.id IN (
        SELECT parts.article FROM parts JOIN sources ON sources.page = parts.source
        JOIN files ON files.id = sources.file
        WHERE files.path = :file OR substr(files.path, -length(:file) - 1) = '/' || :file)""",
    "about_since": _ABOUT,
    "about_until": _ABOUT,
}
_DATES = ("since", "until")
_BATCH = 10_000  # rows
_WHOLE = "FROM chunks LEFT JOIN joins ON joins.part = chunks.article"
_IN_THE_WHOLE = f"""SELECT coalesce(joins.article, chunks.article), chunks.first + coalesce(joins.first, 0),
    chunks.past + coalesce(joins.first, 0) {_WHOLE}"""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A chunk's text in the article, or the part of one, that it lies in."""

    article: str
    start: int
    end: int
    body: str

    @property
    def text(self) -> str:
        return self.body[self.start : self.end]

    @property
    def around(self) -> str:
        """What stands before and after it."""
        return self.body[: self.start] + self.body[self.end :]

    @property
    def begins(self) -> bool:
        """Whether the article, or its part, begins with it."""
        return self.start == 0


class Passages:
    """Rows of chunks. Their ids grow and are never used again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _rows(self, sql: str, values: Sequence[object] | dict[str, str] = ()) -> sqlite3.Cursor:
        return self._database.rows(sql, values)

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM chunks").fetchone()[0])

    def put(self, chunks: Sequence[Chunk], vectors: NDArray[np.float32], revision: int) -> None:
        """Write chunks with their vectors, shape (len(chunks), dim)."""
        rows = [
            (chunk.article, chunk.start, chunk.end, revision, codec.pack_vector(vector))
            for chunk, vector in zip(chunks, vectors, strict=True)
        ]
        sql = "INSERT INTO chunks (article, first, past, revision, vector) VALUES (?, ?, ?, ?, ?)"
        self._database.connection.executemany(sql, rows)

    def get(self, chunk: int) -> Chunk | None:
        """A chunk as a span of the whole article, of which it lies in one part."""
        row = self._rows(f"{_IN_THE_WHOLE} WHERE chunks.id = ?", (chunk,)).fetchone()
        return Chunk(*row) if row else None

    def of(self, article: str) -> list[Chunk]:
        """The chunks of an article, in their order."""
        sql = f"""{_IN_THE_WHOLE} WHERE chunks.article = :article
                  OR chunks.article IN (SELECT part FROM joins WHERE article = :article) ORDER BY 2"""
        return [Chunk(*row) for row in self._rows(sql, {"article": article})]

    def of_articles(self, articles: Iterable[str]) -> NDArray[np.int64]:
        """The ids of the chunks of these whole articles, in order."""
        sql = f"""SELECT chunks.id {_WHOLE} WHERE coalesce(joins.article, chunks.article) IN
                  (SELECT value FROM json_each(?)) ORDER BY chunks.id"""
        return _ids(self._rows(sql, (json.dumps(list(articles)),)))

    def articles_of(self, chunks: Iterable[int]) -> set[str]:
        """The whole articles that these chunks are of."""
        sql = f"""SELECT DISTINCT coalesce(joins.article, chunks.article) {_WHOLE}
                  WHERE chunks.id IN (SELECT value FROM json_each(?))"""
        return {row[0] for row in self._rows(sql, (json.dumps(list(chunks)),))}

    def texts(self, chunks: Iterable[int]) -> dict[int, PassageText]:
        """The text of each of these chunks that is there; all in one query, as a search needs many."""
        sql = """SELECT chunks.id, chunks.article, chunks.first, chunks.past, raw, origin, others
                 FROM chunks JOIN fields ON fields.article = chunks.article AND name = 'body'
                 JOIN parts ON parts.article = chunks.article AND ordinal = 0
                 JOIN pages ON pages.id = parts.source WHERE chunks.id IN (SELECT value FROM json_each(?))"""
        rows = self._rows(sql, (json.dumps(list(chunks)),)).fetchall()
        return {
            chunk: PassageText(
                article, start, end, codec.unpack_traced(origin, others, codec.unpack_text(raw)).text
            )
            for chunk, article, start, end, raw, origin, others in rows
        }

    def vectors(self) -> Iterator[tuple[int, bytes]]:
        """Every chunk's id and its vector as it is kept."""
        return ((row[0], row[1]) for row in self._rows("SELECT id, vector FROM chunks"))

    def added_since(self, revision: int) -> Iterator[tuple[int, Chunk]]:
        """The chunks that came after a revision and are still there, a part's together, as spans of it."""
        sql = "SELECT id, article, first, past FROM chunks WHERE revision > ? ORDER BY revision, id"
        return ((row[0], Chunk(*row[1:])) for row in self._rows(sql, (revision,)))

    def removed_since(self, revision: int) -> list[int]:
        return [row[0] for row in self._rows("SELECT chunk FROM removed WHERE revision > ?", (revision,))]

    def vectors_since(self, revision: int, dim: int) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """The ids and vectors, shape (ids, dim), of the chunks that came after a revision, in batches."""
        rows = self._rows(
            "SELECT id, vector FROM chunks WHERE revision > ? ORDER BY revision, id", (revision,)
        )
        while batch := rows.fetchmany(_BATCH):
            yield [row[0] for row in batch], codec.unpack_vectors([row[1] for row in batch], dim)

    def vectors_of(self, chunks: Sequence[int], dim: int) -> dict[int, NDArray[np.float32]]:
        """The vectors of these chunks, by chunk; one that is gone is left out."""
        sql = "SELECT id, vector FROM chunks WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._rows(sql, (json.dumps(list(chunks)),)).fetchall()
        vectors = codec.unpack_vectors([vector for _, vector in rows], dim)
        return {row[0]: vector for row, vector in zip(rows, vectors, strict=True)}

    def some_vectors(self, count: int, dim: int) -> NDArray[np.float32]:
        """About so many vectors, shape (about count, dim), from all over the archive."""
        sql = "SELECT vector FROM chunks WHERE id % ? = 0 ORDER BY id"
        rows = self._rows(sql, (max(1, len(self) // count),)).fetchall()
        return codec.unpack_vectors([row[0] for row in rows], dim)

    def allowed(self, filters: Filters) -> NDArray[np.int64]:
        """The ids of the chunks that pass every filter; all of them where there is none."""
        conditions = [sql for name, sql in _CONDITIONS.items() if getattr(filters, name)] or ["TRUE"]
        sql = f"""SELECT chunks.id FROM chunks JOIN articles ON articles.id = chunks.article
                  WHERE {" AND ".join(f"({condition})" for condition in conditions)} ORDER BY chunks.id"""
        return _ids(self._rows(sql, _values(filters)))

    def undated(self, filters: Filters) -> int:
        """How many articles a date filter leaves out only because their date is unknown."""
        if not (filters.since or filters.until):
            return 0
        others = [sql for name, sql in _CONDITIONS.items() if getattr(filters, name) and name not in _DATES]
        conditions = " AND ".join(f"({condition})" for condition in ["articles.date = ''", *others])
        sql = f"""SELECT count(DISTINCT coalesce(joins.article, articles.id)) FROM articles
                  LEFT JOIN joins ON joins.part = articles.id WHERE {conditions}"""
        return int(self._rows(sql, _values(filters)).fetchone()[0])


def _ids(rows: sqlite3.Cursor) -> NDArray[np.int64]:
    return np.array([row[0] for row in rows], np.int64)


def _values(filters: Filters) -> dict[str, str]:
    return {name: getattr(filters, name) for name in _CONDITIONS}
