"""The pages as they were read: their raw text, and what their sources said of themselves."""

import hashlib
import sqlite3
from collections.abc import Sequence

from rag.indexing import codec
from rag.indexing.database import Database
from rag.indexing.files import Files
from rag.types import Page

_COLUMNS = "pages.id, pages.format, pages.raw, pages.given"


def page_hash(page: Page) -> bytes:
    """The identity of a page's content, wherever it comes from."""
    given: object = ""
    if page.format in ("record", "html"):
        given = page.given
    elif page.format == "pdf":
        given = page.given.headings
    content = f"{page.format}\0{given}\0{page.raw}"
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class RawPages:
    """Rows of pages. Each is kept once, wherever it stands."""

    def __init__(self, database: Database, files: Files) -> None:
        self._database, self._files = database, files

    def _rows(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._database.rows(sql, values)

    def id_of(self, content_hash: bytes) -> int | None:
        """The id of the page with this hash, None if it is not known."""
        row = self._rows("SELECT id FROM pages WHERE hash = ?", (content_hash,)).fetchone()
        return int(row[0]) if row else None

    def put(self, page: Page) -> int:
        """Write a page and return its id."""
        values = (page_hash(page), page.format, codec.pack_text(page.raw), codec.pack_given(page.given))
        sql = "INSERT INTO pages (hash, format, raw, given) VALUES (?, ?, ?, ?) RETURNING id"
        return int(self._rows(sql, values).fetchone()[0])

    def ids(self) -> list[int]:
        """Every page's id, in the order in which they came."""
        return [row[0] for row in self._rows("SELECT id FROM pages ORDER BY id")]

    def get(self, page_id: int) -> Page:
        """The page as it was read. Raises ArchiveForeign where it is damaged."""
        for row in self._rows(f"SELECT {_COLUMNS} FROM pages WHERE id = ?", (page_id,)).fetchall():
            return self._page(*row)
        raise codec.damaged(f"page {page_id} is gone")

    def of_part(self, part: str) -> list[Page]:
        """The page that this part of an article, or article of one part, lies in."""
        sql = f"""SELECT {_COLUMNS} FROM parts JOIN pages ON pages.id = parts.source
                  WHERE article = ? ORDER BY ordinal"""
        return [self._page(*row) for row in self._rows(sql, (part,)).fetchall()]

    def below(self, path: str) -> list[Page]:
        """The pages that stand in the files at or below this relative path, in their order."""
        sql = f"""SELECT {_COLUMNS} FROM files JOIN sources ON sources.file = files.id
                  JOIN pages ON pages.id = sources.page WHERE path = ? OR (path > ? AND path < ?)
                  ORDER BY files.id, line, length(record), record"""
        return [self._page(*row) for row in self._rows(sql, (path, f"{path}/", f"{path}0")).fetchall()]

    def _page(self, page_id: int, form: str, raw: bytes, given: str) -> Page:
        source, text = self._files.first_source(page_id), codec.unpack_text(raw)
        return Page(source.path, text, form, source.record, source.line, codec.unpack_given(given))  # type: ignore[arg-type]
