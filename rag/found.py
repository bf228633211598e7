"""The nouns of searching: what a question may be answered from, and what was found. Frozen.

Scores: higher is nearer, always.
"""

from dataclasses import astuple, dataclass

from rag.types import Article, FieldName, Lines, part_at


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question may be answered from. An unknown date, paper or page fails a filter on it."""

    since: str = ""  # ISO dates, both included
    until: str = ""
    paper: str = ""
    page: str = ""
    file: str = ""
    article: str = ""
    about_since: str = ""  # ISO dates, both included: the text speaks of a time that overlaps them
    about_until: str = ""

    def __bool__(self) -> bool:
        return any(astuple(self))


NO_FILTERS = Filters()


class _Excerpt:
    """A stretch of an article's text."""

    __slots__ = ()
    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def file(self) -> str:
        return part_at(self.article, self.start).file

    @property
    def pdf_page(self) -> int:
        """As of Page."""
        return part_at(self.article, self.start).pdf_page


@dataclass(frozen=True, slots=True)
class Hit(_Excerpt):
    """One passage found. `score` orders this list and means nothing else; `evidence` is a probability."""

    rank: int  # from 1
    score: float
    evidence: float
    article: Article
    start: int
    end: int
    lines: Lines
    field: FieldName = "body"


@dataclass(frozen=True, slots=True)
class Found:
    """A search: its hits, and how many chunks a filter passed over because their date is unknown."""

    question: str
    hits: tuple[Hit, ...]
    left_out: int
    revision: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed(_Excerpt):
    """An article that mentions what was asked for, how many times, and where it does first."""

    article: Article
    count: int
    start: int  # of the first sentence that does, in the article's text
    end: int
    lines: Lines


@dataclass(frozen=True, slots=True)
class Listing:
    """A stretch of all the articles that mention something, from `offset`."""

    question: str
    words: tuple[str, ...]  # that every one of them holds
    rows: tuple[Listed, ...]
    total: int
    offset: int
    left_out: int  # as of Found
    revision: int
