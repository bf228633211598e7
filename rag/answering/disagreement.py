"""Disagreement: articles that give different numbers or times for the same thing."""

from collections.abc import Hashable, Sequence

from rag.answering.folding import units
from rag.answering.spans import answer_span
from rag.answers import Quotation
from rag.days import read_dates
from rag.figures import read_figures

_LEAST_ALIKE = 0.5  # of what the shorter of two sentences says, figures aside, for both to be of one thing
_LOOKED_AT = 12  # quotations, the best ones
_NEAR_BEST = 0.5  # of the best one's score


def disagreeing(question: str, quotations: Sequence[Quotation], most: int) -> list[Quotation]:
    """Quotations, newest first, that answer the question differently from the best; none if all agree.

    One for each answer at least, as far as `most` allows, then others of the same answers. Only numbers
    and times are compared, and only between articles whose sentences say the same for the rest.
    """
    if not quotations:
        return []
    best, by_answer = quotations[0], dict[Hashable, list[Quotation]]()
    seen = set[str]()
    for quotation in quotations[:_LOOKED_AT]:
        answer = _answer(question, quotation)
        near = quotation.score >= _NEAR_BEST * best.score and _alike(quotation.text, best.text)
        if answer is not None and near and quotation.hit.article.id not in seen:
            seen.add(quotation.hit.article.id)
            by_answer.setdefault(answer, []).append(quotation)
        elif quotation is best:
            return []  # it shows no number that others could contradict
    if len(by_answer) < 2:
        return []
    firsts = [held[0] for held in by_answer.values()]
    others = [quotation for held in by_answer.values() for quotation in held[1:]]
    chosen = [*firsts, *others][:most]
    return sorted(chosen, key=lambda quotation: quotation.hit.article.date, reverse=True)


def _answer(question: str, quotation: Quotation) -> Hashable | None:
    """The number or day that a sentence answers with; None if it shows neither."""
    span = answer_span(question, quotation.text)
    if span is None:
        return None
    words = quotation.text[slice(*span)]
    dates, rest = read_dates(words, quotation.hit.article.date)
    if dates:
        return (dates[0].year, dates[0].month, dates[0].day)
    return next(((figure.value, figure.share) for figure in read_figures(rest)), None)


def _alike(one: str, other: str) -> bool:
    said, there = (frozenset(u for u in units(text) if not u.startswith("#")) for text in (one, other))
    return len(said & there) >= _LEAST_ALIKE * max(1, min(len(said), len(there)))
