"""Rows of articles: a table on a terminal, tab-separated fields in a pipe, comma-separated values."""

import csv
import io
import sys
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from rag.cli.console import line, plain, safe, terminal, warn
from rag.cli.references import left_out, opening, pages, place, ranges
from rag.found import Listing
from rag.types import Article

_TABLE_WIDTH = 80  # columns of a terminal; the table's cells fold to nothing in fewer


def print_articles(listed: Sequence[Article]) -> None:
    """A row for each article."""
    names = ("id", "date", "paper", "page", "headline", "file")
    _print_rows(names, [(*_about(item), item.file) for item in listed])


def print_listing(listed: Listing) -> None:
    """A row for each article that mentions what was asked for, then how many there are."""
    names = ("id", "date", "paper", "page", "headline", "place", "count", "passage")
    rows = [
        (*_about(row.article), place(row.file, row.lines, row.pdf_page), str(row.count), row.text)
        for row in listed.rows
    ]
    _print_rows(names, rows)
    shown = f"{listed.offset + 1} to {listed.offset + len(rows)} of " if len(rows) < listed.total else ""
    warn(f"{shown if rows else ''}{listed.total} articles mention {', '.join(listed.words)}", "dim")
    if listed.offset + len(rows) < listed.total:
        warn(f"--offset {listed.offset + len(rows)} goes on", "dim")
    for note in left_out(listed.left_out):
        line(note, "dim")


def write_csv(listed: Listing) -> None:
    """The same as comma-separated values, RFC 4180, in UTF-8."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("id", "date", "paper", "page", "headline", "file", "lines", "count", "passage"))
    for row in listed.rows:
        fields = (*_about(row.article), row.file, ranges(row.lines), str(row.count), row.text)
        rows.writerow(map(safe, fields))
    plain(text.getvalue())


def _about(item: Article) -> tuple[str, ...]:
    return item.id, item.date, item.paper, pages(item), item.headline.text or opening(item)


def _print_rows(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows that begin with an id, for whatever reads them; two lines each on a narrow terminal."""
    cells = [[safe(" ".join(cell.split())) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        plain("".join("\t".join(row) + "\n" for row in cells))
    elif terminal().width < _TABLE_WIDTH:
        for name, date, paper, page, headline, *rest in cells:
            line(f"{name}  {headline}")
            line("    " + "  ".join(filter(None, (date, paper, page, *rest))), "dim")
    else:
        terminal().print(_table(names, cells))


def _table(names: Sequence[str], cells: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in names:
        table.add_column(name, no_wrap=name in ("id", "date"), overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    return table
