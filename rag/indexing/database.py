"""The SQLite file under the store: its connections, its transactions, its errors."""

import secrets
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from rag.errors import (
    ArchiveError,
    ArchiveForeign,
    ArchiveFull,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveReadOnly,
)
from rag.indexing.schema import SCHEMA

APPLICATION_ID = 0x6A62_6131  # "jba1" in the header of the file
FORMAT = 3
_WRITING = 64 * 1024  # kilobytes of pages that stay in memory while much is written; SQLite's own are 2,000
_WAITING = 16_384  # pages of 4 KB in the log before they are put in their places, many at once


class Database:
    """One archive file, with a connection for each thread that asks for one."""

    def __init__(self, path: Path, read_only: bool = False, create: bool = False) -> None:
        """Open the file; only with `create` is one made. Raises ArchiveError."""
        self.path, self.read_only = path.absolute(), read_only
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        with self.errors():
            if create:
                self._create()
            self._check_format()
        self._identity = _identity(path)

    def is_in_place(self) -> bool:
        """Whether what is open is still the file of this name, and not one that was moved or deleted."""
        return _identity(self.path) == self._identity

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        if not hasattr(self._local, "connection"):
            self._local.connection = self._connect()
            self._open.append(self._local.connection)
        connection: sqlite3.Connection = self._local.connection
        return connection

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> sqlite3.Cursor:
        """Execute one statement. Raises ArchiveError."""
        try:  # `errors` says the same, and takes longer than many a statement
            return self.connection.execute(sql, values)
        except sqlite3.DatabaseError as exc:
            raise _in_our_words(exc, self.path) from exc

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of what is written inside, or nothing. Readers learn of it only if `change` counts it."""
        with self.errors(), self.connection as connection:  # commits at its end, rolls back on any error
            connection.execute(f"PRAGMA cache_size = -{_WRITING}")  # of readers there are many
            connection.execute(f"PRAGMA wal_autocheckpoint = {_WAITING}")
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def change(self) -> Iterator[int]:
        """A transaction that readers follow; yields the revision that it makes."""
        with self.transaction() as connection:
            connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
            (revision,) = connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
            connection.execute("INSERT INTO commits VALUES (?, ?)", (revision, secrets.token_hex(4)))
            yield int(revision)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one revision, whatever a writer does meanwhile; one inside another is the same."""
        if self.connection.in_transaction:
            yield
            return
        with self.errors():
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("COMMIT")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Say SQLite's errors in our words."""
        try:
            yield
        except sqlite3.DatabaseError as exc:
            raise _in_our_words(exc, self.path) from exc

    def close(self) -> None:
        """Close the connections of all threads; whoever asks again gets a new one."""
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._local = threading.local()

    def _connect(self) -> sqlite3.Connection:
        uri = f"{self.path.resolve().as_uri()}?mode={'ro' if self.read_only else 'rw'}"
        if self.read_only and not _has_wal(self.path):
            uri += "&immutable=1"  # nobody can write here, and WAL's own files cannot be made
        # Each thread has its own; `close` may come from another one.
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=10, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _create(self) -> None:
        self.path.touch()
        if self._is_empty():  # another's database is left as it is
            connection = self.connection
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(
                f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION_ID};"
                f" PRAGMA user_version = {FORMAT}; COMMIT;"
            )

    def _is_empty(self) -> bool:
        return bool(self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,))

    def _check_format(self) -> None:
        (application,) = self.connection.execute("PRAGMA application_id").fetchone()
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        if not application and self._is_empty():  # killed before it was made
            raise ArchiveMissing(
                f"There is no archive in {self.path.parent}; make one with `jianbao index PATH`"
            )
        if application != APPLICATION_ID:
            raise ArchiveForeign(f"{self.path} is a database, but not a jianbao archive; name another folder")
        if version < FORMAT:
            raise ArchiveForeign(
                f"{self.path} has format {version} of an older jianbao; index the pages into another folder"
            )
        if version > FORMAT:
            raise ArchiveForeign(
                f"{self.path} has format {version}, this jianbao reads up to {FORMAT}; upgrade jianbao"
            )


def _identity(path: Path) -> tuple[int, int] | None:
    """What a file is on its disk, whatever its name; None where there is none."""
    with suppress(OSError):
        stat = path.stat()
        return stat.st_dev, stat.st_ino
    return None


def _has_wal(path: Path) -> bool:
    """Whether commits wait beside the file that are not in it yet."""
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0


def _in_our_words(exc: sqlite3.DatabaseError, path: Path) -> ArchiveError:
    code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return ArchiveFull(f"The disk that holds {path} is full; free some space and run the command again")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveLocked(f"{path} is locked by another process; try again when it has finished")
    if code == sqlite3.SQLITE_IOERR:  # also where a reader finds no room for the few bytes that it shares
        return ArchiveFull(f"{path} could not be read or written ({exc}); free some space and try again")
    if code == sqlite3.SQLITE_CANTOPEN and _has_wal(path):
        return ArchiveReadOnly(
            f"{path} cannot be opened: {path.name}-wal beside it holds changes that are not in it yet;"
            " open the archive once where it can be written"
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return ArchiveReadOnly(f"{path} cannot be opened or written ({exc}); check its permissions")
    if code == sqlite3.SQLITE_NOTADB:
        return ArchiveForeign(f"{path} is damaged or not a jianbao archive ({exc}); name another folder")
    return ArchiveForeign(
        f"{path} is damaged ({exc}); put a copy of it back, or index the pages into another folder"
    )
