"""Clippings on a terminal: an article, how a page was cut into articles, what became of a link's words."""

from rich.text import Text

from rag.cli.console import line, prose, safe, terminal
from rag.cli.references import imprint, notes, place
from rag.link import Standing
from rag.types import Article, ReadPage, part_at


def print_article(shown: Article, quote: str = "") -> None:
    """The whole article, with a quotation highlighted."""
    _print_head(shown)
    line("")
    text = Text(safe(shown.text))
    if quote:
        start = shown.text.index(quote)
        text.stylize("reverse", start, start + len(quote))
    terminal().print(text, soft_wrap=True)


def _print_head(shown: Article) -> None:
    """An article's fields, where it appeared, and where its parts stand."""
    fields = ((shown.kicker, ""), (shown.headline, "bold"), (shown.subtitle, ""), (shown.byline, "dim"))
    for field, style in fields:
        if field:
            prose(field.text, style)
    prose(imprint(shown, shown.page), "dim")
    for part in shown.parts:
        prose(place(part.file, part.lines, part.pdf_page), "dim")
    for note in notes(shown):
        line(f"({note})", "dim")


def print_page(read: ReadPage) -> None:
    """How a page was read: each article, then what was set aside."""
    page = f"#page={read.page.pdf_page}" if read.page.pdf_page else f" {read.page.record}".rstrip()
    line(f"{read.page.file}{page}", "bold underline")
    for article in read.articles:
        line("")
        print_article(article)
        line("")
    if read.furniture:
        line("Set aside:", "bold")
    for piece in read.furniture:
        raw = " ".join(read.page.raw[piece.start : piece.end].split())
        where = place("", (read.page.lines(piece.start, piece.end),))
        line(f"  {piece.kind}  {where}  {raw}", "dim")


def print_standing(found: Standing) -> None:
    """What has become of the words of a link, and where they stand now."""
    where = ""
    if found.article and found.lines:
        part = part_at(found.article, found.start)
        where = f": {place(part.file, found.lines, part.pdf_page)}"
        where += f", characters {found.start}-{found.end}" * (found.state == "moved")
    line(f"{found.message}{where}.")
