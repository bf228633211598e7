"""Replies: the objects of answers and searches, for the description at /docs; `rag.wire` makes them.

More fields may be added to each; these stay.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

Span = Annotated[list[int], Field(min_length=2, max_length=2)]
Lines = Annotated[list[Span], Field(description="First and last lines of the file, from 1.")]
Probability = Annotated[float, Field(ge=0, le=1)]


class ArticlePart(BaseModel):
    """A stretch of an article that lies in one page of one file."""

    file: str
    page: str
    pdf_page: int | None
    lines: Lines
    start: int
    end: int


class ArticleReply(BaseModel):
    """An article; what a page does not say is empty."""

    id: str
    title: str
    kicker: str
    subtitle: str
    byline: str
    paper: str
    date: str
    page: str
    url: str
    file: Annotated[str, Field(description="Relative to the folder that was indexed.")]
    parts: list[ArticlePart]
    garbled: bool
    reprints: list[str]


class HitReply(BaseModel):
    """A passage; `score` orders one list of hits, `evidence` is the probability that it answers."""

    rank: int
    score: float
    evidence: Probability
    article: ArticleReply
    field: str
    text: str
    start: int
    end: int
    file: str
    lines: Lines


class CitationReply(BaseModel):
    """The quotation that a marker `[n]` stands for; offsets count code points of the article's text."""

    marker: int
    quote: str
    article: ArticleReply
    field: str
    start: int
    end: int
    file: str
    page: str
    lines: Lines
    match: Literal["exact", "normalised", "fuzzy"]
    score: Probability
    link: Annotated[str, Field(description="Opens it on the page here; holds a digest of the quotation.")]


class StandingReply(BaseModel):
    """What has become of the words that a link was made to, and where they stand now."""

    link: str
    state: Literal["stands", "moved", "changed", "gone"]
    stands: bool
    message: str
    article: ArticleReply | None
    quote: str
    start: int
    end: int
    file: str
    page: str
    pdf_page: int | None
    lines: Lines


class SentenceReply(BaseModel):
    """A sentence of an answer; `supported` is null where there is nothing to support."""

    text: str
    start: int
    end: int
    markers: list[int]
    supported: bool | None


class SearchReply(BaseModel):
    """The hits for a question; `left_out` counts articles without the date that a filter asks for."""

    question: str
    hits: list[HitReply]
    left_out: int
    revision: int


class AnswerReply(BaseModel):
    """OpenAI's chat completion with the answer's own fields beside it."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[dict[str, Any]]
    usage: dict[str, int]
    question: str
    searched_as: str
    answer: str
    answer_span: Span | None
    language: str
    refused: bool
    citations: list[CitationReply]
    sentences: list[SentenceReply]
    hits: list[HitReply]
    warnings: list[str]
    left_out: int
    revision: int
    logged: Annotated[bool, Field(description="It is kept; /v1/feedback takes a verdict on its `id`.")]


class ArticlesReply(BaseModel):
    """A page of the list of articles."""

    object: Literal["list"]
    data: list[ArticleReply]
    has_more: bool
