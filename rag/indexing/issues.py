"""Folders that were declared one issue of a paper."""

from collections.abc import Iterable

from rag.indexing.database import Database

# Whether a file stands below a folder.
_BELOW = "substr(files.root || '/' || files.path, 1, length({0}) + 1) = {0} || '/'"


class Issues:
    """The declared folders; writing happens inside the store's `change`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def declare(self, folders: Iterable[str]) -> None:
        """Note that the pages below each of these folders are one issue, now and when more come."""
        for folder in folders:
            self._database.rows("INSERT OR IGNORE INTO issues VALUES (?)", (folder,))
            self._database.rows(
                f"""INSERT OR IGNORE INTO loose SELECT page FROM sources
                           JOIN files ON files.id = sources.file WHERE {_BELOW.format("?1")}""",
                (folder,),
            )

    def all(self) -> list[str]:
        """The folders that were declared one issue."""
        return [row[0] for row in self._database.rows("SELECT folder FROM issues ORDER BY folder")]

    def forget_empty(self) -> None:
        """Forget the folders declared one issue below which nothing is left."""
        self._database.rows(
            f"DELETE FROM issues WHERE NOT EXISTS (SELECT 1 FROM files WHERE {_BELOW.format('folder')})"
        )
