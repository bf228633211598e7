"""The files that were indexed, and which pages stand in which of them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from rag.errors import UsageError
from rag.indexing.codec import damaged
from rag.indexing.database import Database
from rag.types import Page


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as it was when it was last read; `hash` is empty if that was never to its end."""

    id: int
    root: str
    path: str
    size: int
    mtime: int  # nanoseconds
    hash: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """One place where a page stands."""

    root: str
    path: str
    record: str
    line: int


class Files:
    """Rows of files and sources. The same page may have several sources; it goes with the last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _rows(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._database.rows(sql, values)

    def all(self) -> list[FileRow]:
        return [FileRow(*row) for row in self._rows("SELECT * FROM files ORDER BY root, path")]

    def get(self, root: str, path: str) -> FileRow | None:
        """The file of this path below that folder; None if it is not known."""
        row = self._rows("SELECT * FROM files WHERE root = ? AND path = ?", (root, path)).fetchone()
        return FileRow(*row) if row else None

    def below(self, path: str) -> list[FileRow]:
        """The files at or below a path, absolute or as they are listed. Raises UsageError."""
        wanted = PurePosixPath(path)
        found = [
            row
            for row in self.all()
            if PurePosixPath(row.root, row.path).is_relative_to(wanted)
            or PurePosixPath(row.path).is_relative_to(wanted)
        ]
        if not found:
            raise UsageError(f"The archive has no file {path}; `jianbao list` shows what it has")
        roots = sorted({row.root for row in found})
        if len(roots) > 1 and not wanted.is_absolute():
            named = " and ".join(str(PurePosixPath(root, path)) for root in roots)
            raise UsageError(f"{path} stands for {named}; name the one that you mean")
        return found

    def put(self, root: str, path: str, size: int, mtime: int, content_hash: bytes) -> int:
        """Note a file, or note it anew, and return its id."""
        sql = """INSERT INTO files (root, path, size, mtime, hash) VALUES (?, ?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET size = excluded.size, mtime = excluded.mtime, hash = excluded.hash
                 RETURNING id"""
        return int(self._rows(sql, (root, path, size, mtime, content_hash)).fetchone()[0])

    def within(self, root: str, path: str) -> list[FileRow]:
        """The files in a .zip, as they were when it was last read."""
        sql = "SELECT * FROM files WHERE root = ? AND path > ? AND path < ?"
        return [FileRow(*row) for row in self._rows(sql, (root, f"{path}/", f"{path}0"))]  # "0" follows "/"

    def drop(self, file: int) -> None:
        """Forget a file; a .zip that it stood in has not been read to its end any more."""
        rows = self._rows("DELETE FROM files WHERE id = ? RETURNING root, path", (file,)).fetchall()
        for root, path in rows:
            for parent in PurePosixPath(path).parents:
                self._rows("UPDATE files SET hash = x'' WHERE root = ? AND path = ?", (root, str(parent)))

    def sources(self, page_id: int) -> list[Source]:
        """Where a page stands, the place that was indexed first before the others."""
        sql = """SELECT root, path, record, line FROM sources JOIN files ON files.id = sources.file
                 WHERE sources.page = ? ORDER BY files.id, record"""
        return [Source(*row) for row in self._rows(sql, (page_id,))]

    def first_source(self, page_id: int) -> Source:
        """Raises ArchiveForeign where a page stands nowhere, which no page does in a sound archive."""
        for source in self.sources(page_id):
            return source
        raise damaged(f"page {page_id} stands in no file")

    def places(self, page_id: int) -> list[tuple[int, str, int]]:
        """Where a page stands, as (file, record, line), in the order of `sources`."""
        sql = "SELECT file, record, line FROM sources WHERE page = ? ORDER BY file, record"
        return self._rows(sql, (page_id,)).fetchall()

    def put_source(self, file: int, page: Page, page_id: int) -> None:
        """Note that a page stands in a file, in the place of whatever stood there."""
        sql = """INSERT INTO sources (file, record, line, page) VALUES (?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET line = excluded.line, page = excluded.page"""
        self._rows(sql, (file, page.record, page.line, page_id))

    def drop_source(self, file: int, record: str) -> None:
        self._rows("DELETE FROM sources WHERE file = ? AND record = ?", (file, record))

    def records(self, file: int) -> set[str]:
        """The records that a file holds: {""} for a file that is one page."""
        return {row[0] for row in self._rows("SELECT record FROM sources WHERE file = ?", (file,))}
