"""What came of one question: values of every measure that applies to it.

A measure is about documents (articles), or about the place of a quotation; never about chunks. A passage
or a citation is right where it stands in a document that answers and covers at least 80% of the gold
sentence; where no sentence is known, but the words that answer, where it holds these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.archives import document_of
from eval.overlap import bare, coverage, covers, exact_match, f1
from eval.sets import Question
from eval.split import Half
from rag.answers import Answer, Citation
from rag.found import Hit
from rag.types import Article

PASSAGES = 5
SENTENCE, FIRST, ANY = "answer in first 5 passages", "first citation answers", "any citation answers"
PRECISION, RECALL, EXACT = "citation precision", "citation recall", "quotations exact"
EM, F1 = "answer exact match", "answer F1"
WRONG, RIGHT, RIGHT_AWAY = "refused wrongly", "refused rightly", "refused rightly, page taken away"
ANSWER_MEASURES = (SENTENCE, FIRST, ANY, PRECISION, RECALL, EXACT, EM, F1, WRONG, RIGHT, RIGHT_AWAY)
_SHOWN = 120  # characters of what was found instead


@dataclass(frozen=True, slots=True)
class Verdict:
    """A question's values, and what is needed to see why."""

    id: str
    lang: str
    half: Half
    question: str
    answerable: bool
    values: Mapping[str, float]  # measure → value; those that do not apply are left out
    evidence: float | None  # the most that any passage had
    right: bool | None  # whether that passage answers, where that is known
    ms: Mapping[str, float]  # verb → milliseconds
    wanted: str  # the sentence, the words or the documents that answer
    found: str  # what was given instead

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def judge(
    question: Question, ranking: Mapping[str, float], answer: Answer | None, ms: Mapping[str, float]
) -> Verdict:
    """Judge one question's answer; the ranking's own measures are laid in afterwards."""
    best = max(answer.hits, key=lambda hit: hit.evidence, default=None) if answer else None
    known = bool(question.quote or question.answers or not question.answerable)
    return Verdict(
        id=question.id,
        lang=question.lang,
        half=question.half,
        question=question.text,
        answerable=question.answerable,
        values=_answer_values(question, answer) if answer else {},
        evidence=(best.evidence if best else 0.0) if answer else None,
        right=_is_right(question, best.article, best.start, best.text) if best and known else None,
        ms=ms,
        wanted=_wanted(question),
        found=_found(ranking, answer),
    )


def _answer_values(question: Question, answer: Answer) -> dict[str, float]:
    if not question.answerable:
        refused = float(answer.refused)
        return {RIGHT: refused, **({RIGHT_AWAY: refused} if question.taken_away else {})}
    values = {WRONG: float(answer.refused)}
    citations = answer.citations
    if citations:
        values[EXACT] = _mean([citation.quote == _cited(citation) for citation in citations])
    if question.answers:
        span = answer.answer_span
        given = answer.text[span[0] : span[1]] if span else ""
        values |= {EM: exact_match(given, question.answers), F1: f1(given, question.answers)}
    if not (question.quote or question.answers):
        return values
    right = [_is_right(question, c.article, c.start, c.quote) for c in citations]
    hits: Sequence[Hit] = answer.hits[:PASSAGES]
    values[SENTENCE] = float(any(_is_right(question, hit.article, hit.start, hit.text) for hit in hits))
    values[FIRST], values[ANY] = float(any(right[:1])), float(any(right))
    if citations:
        values[PRECISION] = _mean(right)
    values[RECALL] = _recall(question, citations)
    return values


def _recall(question: Question, citations: Sequence[Citation]) -> float:
    """The share of the gold sentence that the citations hold together, or of the answers, any one."""
    there = [citation for citation in citations if _is_there(question, citation.article, citation.start)]
    if question.quote:
        return coverage([citation.quote for citation in there], question.quote)
    return float(any(_is_right(question, c.article, c.start, c.quote) for c in there))


def _is_right(question: Question, article: Article, start: int, text: str) -> bool:
    if not question.answerable or not _is_there(question, article, start):
        return False
    if question.quote:
        return covers(text, question.quote)
    return any(bare(answer) in bare(text) for answer in question.answers)


def _is_there(question: Question, article: Article, start: int) -> bool:
    return not question.relevant or document_of(article, start) in question.relevant


def _cited(citation: Citation) -> str:
    """What stands at the citation's place."""
    field = citation.article.body if citation.field == "body" else getattr(citation.article, citation.field)
    return str(field.text[citation.start : citation.end])


def _wanted(question: Question) -> str:
    if not question.answerable:
        return ""
    return question.quote or " / ".join(question.answers) or ", ".join(question.relevant)


def _found(ranking: Mapping[str, float], answer: Answer | None) -> str:
    if answer is None:
        return ", ".join(list(ranking)[:3])
    said = answer.citations[0].quote if answer.citations else answer.text
    return " ".join(said.split())[:_SHOWN]


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values)
