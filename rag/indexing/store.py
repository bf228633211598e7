"""The truth: pages, articles and chunks in SQLite. Every other index is made from it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.errors import ArticleNotFound
from rag.indexing import codec
from rag.indexing.continuations import as_one
from rag.indexing.database import Database
from rag.indexing.files import Files
from rag.indexing.issues import Issues
from rag.indexing.joins import Joins
from rag.indexing.passages import Passages
from rag.indexing.rawpages import RawPages
from rag.indexing.reprints import Reprints
from rag.types import Article, Chunk, Garbled, Mention, Page, Part, Traced

_FIELDS = ("body", "headline", "kicker", "subtitle", "byline")


@dataclass(frozen=True, slots=True)
class Embedded:
    """An article with its chunks and their vectors, shape (chunks, dim): written as one."""

    article: Article
    chunks: Sequence[Chunk]
    vectors: NDArray[np.float32]


class Store:
    """Verbs on an archive's rows. Writing happens inside `change`, which is all or nothing."""

    def __init__(self, path: Path, read_only: bool = False, create: bool = False) -> None:
        self.database = Database(path, read_only, create)
        self.files = Files(self.database)
        self.pages = RawPages(self.database, self.files)
        self.passages = Passages(self.database)
        self.joins = Joins(self.database, self._part)
        self.reprints = Reprints(self.database, lambda article: self.texts(article)["body"])
        self.issues = Issues(self.database)

    def change(self) -> AbstractContextManager[int]:
        """One transaction; yields the revision that it makes."""
        return self.database.change()

    def snapshot(self) -> AbstractContextManager[None]:
        """Reads inside see one revision."""
        return self.database.snapshot()

    def close(self) -> None:
        self.database.close()

    def _rows(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self.database.rows(sql, values)

    # ── what the archive remembers of itself ──

    def remembered(self, key: str) -> str:
        """A value kept under a key, "" if there is none."""
        row = self._rows("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def remember(self, key: str, value: str) -> None:
        self._rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def revision(self) -> int:
        with self.database.errors():
            return int(self.remembered("revision"))

    def token(self, revision: int) -> str:
        """What tells this revision from one of the same number in another history, "" if there was none.

        There are several histories where an older `archive.db` was put back and written on.
        """
        row = self._rows("SELECT token FROM commits WHERE revision = ?", (revision,)).fetchone()
        return str(row[0]) if row else ""

    # ── written ──

    def put_page(self, page: Page, articles: Iterable[Embedded], revision: int) -> int:
        """Write a page with all that was made of it, and return its id."""
        page_id = self.pages.put(page)
        for embedded in articles:
            self._put_article(page_id, page.raw, embedded.article)
            self.reprints.put(embedded.article.id, embedded.article.text)
            self.passages.put(embedded.chunks, embedded.vectors, revision)
        return page_id

    def drop_orphans(self) -> None:
        """Drop the pages that no source holds any more, with all that was made of them."""
        orphans = "SELECT page FROM loose WHERE page NOT IN (SELECT page FROM sources)"
        made = f"SELECT article FROM parts WHERE source IN ({orphans})"
        self.reprints.drop([row[0] for row in self._rows(made).fetchall()])
        self._rows(f"DELETE FROM articles WHERE id IN ({made})")
        self._rows(f"DELETE FROM pages WHERE id IN ({orphans})")

    def settle(self) -> None:
        """What every change ends with: drop orphans, and join what goes together now."""
        self.drop_orphans()
        self.joins.note_issues()
        self._rows("DELETE FROM loose")
        self.joins.follow()

    def _put_article(self, page_id: int, raw: str, article: Article) -> None:
        identity = (article.paper, article.date, article.page, article.url)
        garbled = json.dumps([(it.start, it.end, it.mended) for it in article.garbled])
        state = (article.continued_from, article.continued_on, garbled)
        sql = """INSERT INTO articles (id, paper, date, page, url, continued_from, continued_on, garbled)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
        self._rows(sql, (article.id, *identity, *state))
        for ordinal, part in enumerate(article.parts):
            values = (article.id, ordinal, page_id, part.page, json.dumps(part.lines), part.start, part.end)
            self._rows("INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        for name in _FIELDS:
            if field := getattr(article, name):
                packed = codec.pack_traced(field, raw)
                self._rows("INSERT INTO fields VALUES (?, ?, ?, ?)", (article.id, name, *packed))
        rows = [(article.id, it.start, it.end, it.since, it.until) for it in article.mentions]
        self.database.connection.executemany("INSERT INTO mentions VALUES (?, ?, ?, ?, ?)", rows)

    # ── read ──

    def article_ids(self) -> list[str]:
        """Every article's id, newest first, then by paper, page and id."""
        sql = """SELECT id FROM articles WHERE id NOT IN (SELECT part FROM joins WHERE ordinal > 0)
                 ORDER BY date DESC, paper, page, id"""
        return [row[0] for row in self._rows(sql)]

    def articles_of(self, path: str) -> set[str]:
        """The ids of what stands in files at or below a path; each part of a joined article has its own."""
        sql = """SELECT DISTINCT article FROM files JOIN sources ON sources.file = files.id
                 JOIN parts ON parts.source = sources.page WHERE path = ? OR (path > ? AND path < ?)"""
        return {row[0] for row in self._rows(sql, (path, f"{path}/", f"{path}0"))}

    def has_article(self, article: str) -> bool:
        return self._rows("SELECT 1 FROM articles WHERE id = ?", (article,)).fetchone() is not None

    def article(self, article: str) -> Article:
        """The article of this id, or of which this is a part, whole. Raises ArticleNotFound."""
        with self.snapshot():  # else a writer may join or part it while it is read
            parts = self.joins.parts(article)
            return replace(as_one([self._part(part) for part in parts]), reprints=self.reprints.of(parts))

    def _part(self, article: str) -> Article:
        sql = """SELECT id, paper, date, page, url, continued_from, continued_on, garbled
                 FROM articles WHERE id = ?"""
        row = self._rows(sql, (article,)).fetchone()
        if row is None:
            raise ArticleNotFound(f"No article {article} in this archive; `jianbao list` shows what there is")
        _, paper, date, page, url, continued_from, continued_on, garbled = row
        sql = "SELECT first, past, since, until FROM mentions WHERE article = ? ORDER BY first"
        mentions = self._rows(sql, (article,)).fetchall()
        traced = self._fields(article)
        return Article(
            id=article,
            body=traced.pop("body", Traced()),
            parts=tuple(self._parts(article)),
            paper=paper,
            date=date,
            page=page,
            url=url,
            continued_from=continued_from,
            continued_on=continued_on,
            garbled=tuple(Garbled(*passage) for passage in codec.unpack_rows(garbled)),
            mentions=tuple(Mention(*row) for row in mentions),
            reprints=(),  # they are the whole article's
            **traced,
        )

    def record(self, article: str) -> str:
        """The record that an article's first part comes from, "" where its page is a whole file."""
        sql = """SELECT record FROM parts JOIN sources ON sources.page = parts.source
                 WHERE article = ? AND ordinal = 0"""
        return str(self._rows(sql, (article,)).fetchone()[0])

    def texts(self, article: str) -> dict[str, str]:
        """The fields of one part as plain text, by name; those that are empty are left out."""
        return {name: traced.text for name, traced in self._fields(article).items()}

    def _fields(self, article: str) -> dict[str, Traced]:
        sql = """SELECT raw, name, origin, others FROM fields JOIN parts USING (article)
                 JOIN pages ON pages.id = parts.source WHERE article = ? AND ordinal = 0"""
        rows = self._rows(sql, (article,)).fetchall()
        raw = codec.unpack_text(rows[0][0]) if rows else ""
        return {name: codec.unpack_traced(origin, others, raw) for _, name, origin, others in rows}

    def _parts(self, article: str) -> Iterator[Part]:
        sql = """SELECT source, page, format, lines, first, past FROM parts JOIN pages ON pages.id = source
                 WHERE article = ? ORDER BY ordinal"""
        for page_id, page, form, lines, first, past in self._rows(sql, (article,)).fetchall():
            source = self.files.first_source(page_id)
            # A record's line moves when its file is edited above it: it is told by its source.
            spans = ((source.line, source.line),) if form == "record" else codec.unpack_rows(lines)
            pdf_page = int(source.record) if form == "pdf" else 0
            yield Part(source.path, source.record, page, spans, first, past, pdf_page)

    def articles_on(self, page_id: int) -> list[str]:
        """The ids of a page's articles that have a chunk, in their order on it."""
        sql = """SELECT parts.article FROM parts JOIN chunks ON chunks.article = parts.article
                 WHERE parts.source = ? GROUP BY parts.article ORDER BY min(chunks.id)"""
        return [row[0] for row in self._rows(sql, (page_id,))]

    def part_pages(self, article: str) -> list[Page]:
        """The pages that an article's parts lie in, in their order."""
        with self.snapshot():
            return [page for part in self.joins.parts(article) for page in self.pages.of_part(part)]
