"""What the command line prints. Colour only on terminals; nothing of a source reaches one raw."""

import csv
import io
import json as json_
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rag.answers import Answer, Citation, Verified
from rag.link import Standing
from rag.types import Article, Found, Lines, Listing, ReadPage, part_at
from rag.wire import report_json

if TYPE_CHECKING:
    from rag.intake import Report

# Control characters, and the marks that turn the direction of writing round.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TABLE_WIDTH = 80  # columns of a terminal; the table's cells fold to nothing in fewer


def json(value: object) -> None:
    """One JSON object, and nothing else, on standard output."""
    text = json_.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")


def line(text: str, style: str = "") -> None:
    _console().print(Text(_one_line(text), style), soft_wrap=True)


def warn(text: str, style: str = "yellow") -> None:
    """One line on standard error."""
    _console(stderr=True).print(Text(_one_line(f"jianbao: {text}"), style), soft_wrap=True)


def safe(text: str) -> str:
    """A source's text with what could command a terminal made visible."""
    return _UNSAFE.sub("\ufffd", text)


def _one_line(text: str) -> str:
    return safe(text).replace("\n", "␊")  # a file's name may hold one


def pairs(values: dict[str, object]) -> None:
    table = Table.grid(padding=(0, 2))
    for name, value in values.items():
        table.add_row(Text(name, "dim"), safe(str(value)))
    _console().print(table)


def report(done: "Report", as_json: bool) -> None:
    """What `index` did; each failure is one line on standard error."""
    for failure in done.failures:
        warn(str(failure), "red")
    if as_json:
        json(report_json(done))
        return
    parts = [f"{done.files} files", f"{done.unchanged} unchanged", f"{done.articles} articles new or changed"]
    parts += [f"{done.removed} files removed"] * bool(done.removed)
    parts += [f"{len(done.failures)} not read"] * bool(done.failures)
    line(", ".join(parts) + ".")


def answer(events: Iterable[Verified | Answer]) -> Answer:
    """Each sentence as it comes, then where each quotation stands; the answer, for whoever needs more."""
    console = _console()
    for event in events:
        if isinstance(event, Answer):
            console.print()
            _sources(console, event)
            return event
        console.print(_sentence(event), end="", soft_wrap=True)
        sys.stdout.flush()
    raise AssertionError("an answer ends with itself")


def _sentence(event: Verified) -> Text:
    sentence = event.sentence
    text = Text(safe(sentence.text), "red" if sentence.supported is False else "")
    text.highlight_words([f"[{marker}]" for marker in sentence.markers], "bold cyan")
    if event.answer_span:
        start, end = event.answer_span
        text.stylize("bold", start - sentence.start, end - sentence.start)
    return text


def _sources(console: Console, given: Answer) -> None:
    if given.citations:
        console.print()
    for citation in given.citations:
        console.print(Text(safe(f"[{citation.marker}] {_reference(citation)}"), "dim"), soft_wrap=True)
        if given.model != "extractive":
            console.print(Text(safe(f"    {citation.quote}")), soft_wrap=True)
        for note in _notes(citation.article):
            line(f"    ({note})", "dim")
    _left_out(given.left_out, given.language)
    if given.searched_as and given.searched_as != given.question:
        line(f"Searched as: {given.searched_as}", "dim")
    if unsupported := sum(sentence.supported is False for sentence in given.sentences):
        line(f"{unsupported} of {len(given.sentences)} sentences are not supported by what they cite.", "red")
    for warning in given.warnings:
        warn(warning)


def found(result: Found) -> None:
    """A line of where, and the passage below it, for each hit."""
    for hit in result.hits:
        page = part_at(hit.article, hit.start).page
        where = f"{_title(hit.article, page)}  {place(hit.file, hit.lines, hit.pdf_page)}"
        line(f"{hit.rank}. {where}  evidence {hit.evidence:.2f}  {hit.article.id}", "bold")
        line(f"   {' '.join(hit.text.split())}")
        for note in _notes(hit.article):
            line(f"   ({note})", "dim")
    if not result.hits:
        line("Nothing was found.")
    _left_out(result.left_out)
    for warning in result.warnings:
        warn(warning)


def _left_out(count: int, language: str = "en") -> None:
    if count:
        zh = f"有 {count} 篇文章日期不明，未列入。"
        line(zh if language == "zh" else f"{count} articles without a known date were left out.", "dim")


def articles(listed: Sequence[Article]) -> None:
    """A table on a terminal, or two lines each where it is narrow; tab-separated fields in a pipe."""
    names = ("id", "date", "paper", "page", "headline", "file")
    rows = [(*_about(item), item.file) for item in listed]
    _tabulate(names, rows)


def listing(listed: Listing) -> None:
    """A row for each article that mentions what was asked for, then how many there are."""
    names = ("id", "date", "paper", "page", "headline", "place", "count", "passage")
    rows = [
        (*_about(row.article), place(row.file, row.lines, row.pdf_page), str(row.count), row.text)
        for row in listed.rows
    ]
    _tabulate(names, rows)
    shown = f"{listed.offset + 1} to {listed.offset + len(rows)} of " if len(rows) < listed.total else ""
    warn(f"{shown if rows else ''}{listed.total} articles mention {', '.join(listed.words)}", "dim")
    if listed.offset + len(rows) < listed.total:
        warn(f"--offset {listed.offset + len(rows)} goes on", "dim")
    _left_out(listed.left_out)


def listing_csv(listed: Listing) -> None:
    """The same as comma-separated values, RFC 4180, in UTF-8."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("id", "date", "paper", "page", "headline", "file", "lines", "count", "passage"))
    for row in listed.rows:
        rows.writerow((*_about(row.article), row.file, _ranges(row.lines), row.count, row.text))
    sys.stdout.buffer.write(text.getvalue().encode("utf-8", "backslashreplace"))


def _about(item: Article) -> tuple[str, ...]:
    return item.id, item.date, item.paper, _pages(item), item.headline.text or _opening(item)


def _tabulate(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows that begin with an id, for whatever reads them."""
    cells = [[safe(" ".join(cell.split())) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        lines = ("\t".join(row) + "\n" for row in cells)
        sys.stdout.buffer.writelines(row.encode("utf-8", "backslashreplace") for row in lines)
    elif _console().width < _TABLE_WIDTH:
        for name, date, paper, page, headline, *rest in cells:
            line(f"{name}  {headline}")
            line("    " + "  ".join(filter(None, (date, paper, page, *rest))), "dim")
    else:
        _table(names, cells)


def _pages(item: Article) -> str:
    """The 版次 of each part: `1+4`."""
    return "+".join(filter(None, (part.page for part in item.parts))) or item.page


def _table(names: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in names:
        table.add_column(name, no_wrap=name in ("id", "date"), overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    _console().print(table)


def article(shown: Article, quote: str = "") -> None:
    """The whole article, with a quotation highlighted."""
    console = _console()
    for field, style in (
        (shown.kicker, ""),
        (shown.headline, "bold"),
        (shown.subtitle, ""),
        (shown.byline, "dim"),
    ):
        if field:
            console.print(Text(safe(field.text), style), soft_wrap=True)
    console.print(Text(safe(_imprint(shown, shown.page)), "dim"), soft_wrap=True)
    for part in shown.parts:
        console.print(Text(safe(place(part.file, part.lines, part.pdf_page)), "dim"), soft_wrap=True)
    for note in _notes(shown):
        line(f"({note})", "dim")
    console.print()
    text = Text(safe(shown.text))
    if quote:
        start = shown.text.index(quote)
        text.stylize("reverse", start, start + len(quote))
    console.print(text, soft_wrap=True)


def standing(found: Standing) -> None:
    """What has become of the words of a link, and where they stand now."""
    where = ""
    if found.article and found.lines:
        part = part_at(found.article, found.start)
        where = f": {place(part.file, found.lines, part.pdf_page)}"
        where += f", characters {found.start}-{found.end}" * (found.state == "moved")
    line(f"{found.message}{where}.")


def read_page(read: ReadPage) -> None:
    """How a page was read: each article, then what was set aside."""
    page = f"#page={read.page.pdf_page}" if read.page.pdf_page else f" {read.page.record}".rstrip()
    line(f"{read.page.file}{page}", "bold underline")
    for item in read.articles:
        console = _console()
        console.print()
        article(item)
        console.print()
    if read.furniture:
        line("Set aside:", "bold")
    for piece in read.furniture:
        first, last = read.page.lines(piece.start, piece.end)
        raw = " ".join(read.page.raw[piece.start : piece.end].split())
        line(f"  {piece.kind}  {place('', ((first, last),))}  {raw}", "dim")


def place(file: str, lines: Lines, pdf_page: int = 0) -> str:
    """`file:12-15`, as editors and compilers write it; `file.pdf#page=3:12-15`, as browsers do."""
    return f"{file}#page={pdf_page}:{_ranges(lines)}" if pdf_page else f"{file}:{_ranges(lines)}"


def _ranges(lines: Lines) -> str:
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in lines)


def _reference(citation: Citation) -> str:
    where = place(citation.file, citation.lines, citation.pdf_page)
    return f"{_title(citation.article, citation.page)}  {where}  {citation.article.id}"


def _notes(shown: Article) -> list[str]:
    """What there is to know of an article besides: parts that are missing, papers that print it too."""
    notes = [f"continued from 第{shown.continued_from}版, not in the archive"] * bool(shown.continued_from)
    notes += [f"continued on 第{shown.continued_on}版, not in the archive"] * bool(shown.continued_on)
    return notes + [f"also in: {', '.join(shown.reprints)}"] * bool(shown.reprints)


def _title(shown: Article, page: str) -> str:
    """Headline, paper, date, and the page on which the part stands that is meant."""
    headline = " ".join(shown.headline.text.split())
    named = f"《{headline}》" if headline else _opening(shown)
    return " ".join(filter(None, (named, _imprint(shown, page))))


def _imprint(shown: Article, page: str) -> str:
    return " ".join(filter(None, (shown.paper, shown.date, f"第{page}版" if page else "")))


def _opening(shown: Article) -> str:
    return f"{' '.join(shown.text[:20].split())}…"


def _console(stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)
