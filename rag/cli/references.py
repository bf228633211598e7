"""References: where something stands, in a line, and what there is to know of it besides."""

from rag.answers import Citation
from rag.types import Article, Lines

_NAMED = 5  # of the articles that reprint one


def cited(citation: Citation) -> str:
    """Title, place and article of a quotation."""
    where = place(citation.file, citation.lines, citation.pdf_page)
    return f"{title(citation.article, citation.page)}  {where}  {citation.article.id}"


def place(file: str, lines: Lines, pdf_page: int = 0) -> str:
    """`file:12-15`, as editors and compilers write it; `file.pdf#page=3:12-15`, as browsers do."""
    return f"{file}#page={pdf_page}:{ranges(lines)}" if pdf_page else f"{file}:{ranges(lines)}"


def ranges(lines: Lines) -> str:
    """First and last lines: `3-5,9`."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in lines)


def title(shown: Article, page: str) -> str:
    """Headline, paper, date, and the page on which the part stands that is meant."""
    headline = " ".join(shown.headline.text.split())
    named = f"《{headline}》" if headline else opening(shown)
    return " ".join(filter(None, (named, imprint(shown, page))))


def imprint(shown: Article, page: str) -> str:
    """Paper, date and page, as far as they are known."""
    return " ".join(filter(None, (shown.paper, shown.date, f"第{page}版" if page else "")))


def opening(shown: Article) -> str:
    """The first words of an article that has no headline."""
    return f"{' '.join(shown.text[:20].split())}…"


def pages(shown: Article) -> str:
    """The 版次 of each part: `1+4`."""
    return "+".join(filter(None, (part.page for part in shown.parts))) or shown.page


def notes(shown: Article) -> list[str]:
    """What there is to know of an article besides: parts that are missing, papers that print it too."""
    found = [f"continued from 第{shown.continued_from}版, not in the archive"] * bool(shown.continued_from)
    found += [f"continued on 第{shown.continued_on}版, not in the archive"] * bool(shown.continued_on)
    more = f" and {len(shown.reprints) - _NAMED} more" if len(shown.reprints) > _NAMED else ""
    return found + [f"also in: {', '.join(shown.reprints[:_NAMED])}{more}"] * bool(shown.reprints)


def left_out(count: int, language: str = "en") -> list[str]:
    """The line that says how many articles a filter on dates passed over; none if it passed over none."""
    zh = f"有 {count} 篇文章日期不明，未列入。"
    return [zh if language == "zh" else f"{count} articles without a known date were left out."] * bool(count)
