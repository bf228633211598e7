"""The nouns, in the order in which the data meet them. Frozen; no imports of ours.

Offsets count Unicode code points and are half-open.
"""

from array import array
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
Lines = tuple[tuple[int, int], ...]  # 1-based first and last lines, both included
FieldName = Literal["body", "headline", "kicker", "subtitle", "byline"]
NO_ORIGIN = -1


@dataclass(frozen=True, slots=True)
class Given:
    """What a source says of itself in its own fields or its path; "" where it says nothing.

    `headline`, `byline` and `body` are spans of the page's raw text, for sources that name them;
    `headings` are those of what it sets larger than the text, each with how many times as large.
    """

    paper: str = ""
    date: str = ""  # ISO 8601, "2024-08-28"
    page: str = ""  # 版次, "2"
    url: str = ""
    headline: Span | None = None
    byline: Span | None = None
    body: Span | None = None
    headings: tuple[tuple[int, int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader obtained from one file, one record of a `.jsonl` or one page of a `.pdf`."""

    file: str  # relative to the indexed folder, "/" between its parts
    raw: str
    format: Literal["text", "markdown", "record", "pdf", "html"]
    record: str = ""  # the record's id or its ordinal, the PDF page's number; "" for a whole file
    line: int = 1  # line of the file on which `raw` begins; lines of a PDF or a web page are those of `raw`
    given: Given = Given()

    @property
    def pdf_page(self) -> int:
        """Which page of a PDF this is, from 1; 0 where the file is none. It is not the 版次."""
        return int(self.record) if self.format == "pdf" else 0

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """The first and last line of the file that `raw[start:end]` lies in (1-based)."""
        if self.format == "record":  # however many line breaks its text holds, a record is one line
            return self.line, self.line
        first = self.line + self.raw.count("\n", 0, start)
        return first, first + self.raw.count("\n", start, max(start, end - 1))


@dataclass(frozen=True, slots=True)
class Traced:
    """Clean text with, for each character, its place in a page's raw text.

    `raw[origin[i]] == text[i]` for every `i` that is not white space; white space that cleaning put
    in has `NO_ORIGIN`. Origins need not increase: columns may have been put back in order.
    """

    text: str = ""
    origin: "array[int]" = field(default_factory=lambda: array("i"))  # quoted: no subscript before 3.12

    def __post_init__(self) -> None:
        if len(self.text) != len(self.origin):
            raise ValueError(f"{len(self.text)} characters but {len(self.origin)} origins")

    def __getitem__(self, span: slice) -> "Traced":
        return Traced(self.text[span], self.origin[span])

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an article that lies in one page of one file: all of it, unless it was continued."""

    file: str
    record: str
    page: str  # 版次
    lines: Lines
    start: int  # offsets into the article's text
    end: int
    pdf_page: int = 0  # as of Page


@dataclass(frozen=True, slots=True)
class Garbled:
    """A passage whose columns were read across, a span of the article's text; `mended`: put back in order."""

    start: int
    end: int
    mended: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that an article's text speaks of: a span of it, and the first and last day meant (ISO 8601)."""

    start: int
    end: int
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of a newspaper. Its text is its body, dateline included; the rest are fields."""

    id: str
    body: Traced
    parts: tuple[Part, ...]
    headline: Traced = Traced()
    kicker: Traced = Traced()
    subtitle: Traced = Traced()
    byline: Traced = Traced()
    paper: str = ""
    date: str = ""
    page: str = ""
    url: str = ""
    continued_from: str = ""  # the page that `（上接1版）` names, when that part is not joined to it
    continued_on: str = ""  # the page that `（下转4版）` names, likewise
    garbled: tuple[Garbled, ...] = ()  # in the order of the text
    mentions: tuple[Mention, ...] = ()
    reprints: tuple[str, ...] = ()  # ids of other articles that print the same story

    @property
    def text(self) -> str:
        return self.body.text

    @property
    def file(self) -> str:
        return self.parts[0].file


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of raw text that belongs to no article: masthead, section name, credits …"""

    kind: Literal["masthead", "section", "credit", "caption", "jump", "mark", "other"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadPage:
    """How a page was read: its articles, and what was set aside, in raw order. Nothing else is left."""

    page: Page
    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Where a passage stands: a span of an article's text, not a copy of it."""

    article: str
    start: int
    end: int


def part_at(article: Article, offset: int) -> Part:
    """The part of `article` in which the character at `offset` stands."""
    return next((part for part in article.parts if offset < part.end), article.parts[-1])
