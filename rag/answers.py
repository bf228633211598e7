"""The nouns of answering: from the evidence for a question to a reply whose every sentence is traced."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.found import Hit
from rag.types import Article, FieldName, Garbled, Lines, Span, part_at

History = Sequence[tuple[str, str]]  # (question, answer), oldest first


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span of a hit's article that bears on the question, and the probability that it answers it."""

    hit: Hit
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        return self.hit.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question, weighed. Quotations come best first, one sentence each."""

    question: str
    hits: tuple[Hit, ...]  # `evidence` filled in
    quotations: tuple[Quotation, ...]
    sufficient: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer as its writer gives it, unchecked: its text, with `[n]` for `passages[n - 1]`.

    `text` comes in portions where a model is still writing it; a string is one portion. `again` asks the
    writer once more for a sentence, given what is wrong with it; "" if it has none.
    """

    text: str | Iterable[str]
    passages: tuple[Quotation, ...]  # what the writer was shown: whole hits, or single sentences
    model: str  # the LLM's name, or "extractive"
    warnings: Sequence[str] = ()
    llm_error: str = ""  # why it is extractive though an LLM was asked; stands in a warning too
    again: "Callable[[str, Sequence[str]], str] | None" = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation: `quote == article.text[start:end]` (or of another field), traced to file and lines."""

    marker: int
    quote: str
    article: Article
    start: int
    end: int
    file: str
    page: str
    lines: Lines
    score: float  # a probability, as Hit.evidence
    match: Literal["exact", "normalised", "fuzzy"] = "exact"
    field: FieldName = "body"

    @property
    def garbled(self) -> tuple[Garbled, ...]:
        """The garbled passages that the quotation stands in."""
        if self.field != "body":
            return ()
        return tuple(
            passage
            for passage in self.article.garbled
            if passage.start < self.end and self.start < passage.end
        )

    @property
    def pdf_page(self) -> int:
        """As of Page."""
        return part_at(self.article, self.start).pdf_page


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer; all of them together are the answer."""

    text: str
    start: int
    end: int
    markers: tuple[int, ...]
    supported: bool | None  # None: it claims nothing


@dataclass(frozen=True, slots=True)
class Verified:
    """A sentence of an answer that is still being written, and the quotations that are new in it."""

    sentence: Sentence
    citations: tuple[Citation, ...]
    answer_span: Span | None = None  # as of Answer, in the first sentence that has one


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply, its sentences and their quotations. A refusal has no citations."""

    question: str
    text: str
    language: str  # "zh" or "en": the language of our own words in it
    refused: bool
    citations: tuple[Citation, ...]
    sentences: tuple[Sentence, ...]
    hits: tuple[Hit, ...]
    model: str  # the LLM's name, or "extractive"
    revision: int
    searched_as: str = ""
    answer_span: Span | None = None  # the words of `text` that answer who, when, where, how many
    warnings: Sequence[str] = ()
    left_out: int = 0  # as of Found
    llm_error: str = ""  # as of Draft, or why the LLM broke off
