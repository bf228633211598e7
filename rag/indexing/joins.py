"""The rows that join articles: which are parts of one, worked out anew for an issue that changed."""

import sqlite3
from collections.abc import Callable, Sequence

from rag.indexing.continuations import chains
from rag.indexing.database import Database
from rag.types import Article

_FOLDER = "folder "
# CROSS JOIN begins with the table before it, which has few rows: SQLite would begin with all articles.
# What the articles of a page are looked for together with: the folder that a user declared one issue,
# else the paper and its date, else the page alone.
_ISSUES = f"""
UPDATE articles SET issue = known.issue FROM (
    SELECT parts.article, CASE
        WHEN max(issues.folder) IS NOT NULL THEN '{_FOLDER}' || max(issues.folder)
        WHEN articles.paper <> '' AND articles.date <> '' THEN articles.paper || char(10) || articles.date
        ELSE 'page ' || parts.source END AS issue
    FROM loose CROSS JOIN parts ON parts.source = loose.page JOIN articles ON articles.id = parts.article
    JOIN sources ON sources.page = loose.page JOIN files ON files.id = sources.file
    LEFT JOIN issues ON substr(files.root || '/' || files.path, 1, length(folder) + 1) = folder || '/'
    GROUP BY parts.article) AS known
WHERE articles.id = known.article AND articles.issue <> known.issue"""


class Joins:
    """Rows of joins. An article of one part has none."""

    def __init__(self, database: Database, part: Callable[[str], Article]) -> None:
        """`part` reads one part as an article."""
        self._database, self._part = database, part

    def _rows(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._database.rows(sql, values)

    def parts(self, article: str) -> list[str]:
        """The ids of the parts of the article that this id names, or a part of it, in their order."""
        sql = """SELECT part FROM joins WHERE article = (SELECT article FROM joins WHERE part = ?)
                 ORDER BY ordinal"""
        return [row[0] for row in self._rows(sql, (article,))] or [article]

    def note_issues(self) -> None:
        """Note for the pages whose places changed which issue they belong to now."""
        self._rows(_ISSUES)

    def follow(self) -> None:
        """Join anew what belongs to the issues that changed."""
        self._rows(
            "DELETE FROM joins WHERE part IN (SELECT id FROM unsettled CROSS JOIN articles USING (issue))"
        )
        noted = """SELECT DISTINCT issue FROM unsettled CROSS JOIN articles USING (issue)
                   WHERE continued_from <> '' OR continued_on <> ''"""
        for (issue,) in self._rows(noted).fetchall():
            for ordinal, (part, article, first) in self.of_issue(issue):
                self._rows("INSERT INTO joins VALUES (?, ?, ?, ?)", (part, article, ordinal, first))
        self._rows("DELETE FROM unsettled")

    def of_issue(self, issue: str) -> list[tuple[int, tuple[str, str, int]]]:
        """What the joins of an issue must be: (ordinal, (part, article, where it begins))."""
        ids = [row[0] for row in self._rows("SELECT id FROM articles WHERE issue = ?", (issue,)).fetchall()]
        found = []
        for run in chains([self._part(part) for part in ids], declared=issue.startswith(_FOLDER)):
            first = 0
            for ordinal, part in enumerate(run):
                found.append((ordinal, (part.id, run[0].id, first)))
                first += len(part.text) + 1  # the paragraph break at the seam
        return found

    def wrong(self) -> list[str]:
        """The issues whose joins are not what they must be, for `doctor`."""
        kept: dict[str, set[tuple[object, ...]]] = {}
        sql = "SELECT issue, ordinal, part, article, first FROM joins JOIN articles ON articles.id = part"
        for issue, *row in self._rows(sql).fetchall():
            kept.setdefault(issue, set()).add(tuple(row))
        noted = "SELECT DISTINCT issue FROM articles WHERE continued_from <> '' OR continued_on <> ''"
        issues = {row[0] for row in self._rows(noted).fetchall()} | set(kept)
        return sorted(
            issue
            for issue in issues
            if {(ordinal, *row) for ordinal, row in self.of_issue(issue)} != kept.get(issue, set())
        )
