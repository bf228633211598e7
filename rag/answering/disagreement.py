"""Disagreement: articles that give different numbers or times for the same thing."""

from collections.abc import Hashable, Sequence
from datetime import date

from rag.answering.folding import units
from rag.answering.spans import answer_span
from rag.answers import Quotation
from rag.days import read_dates
from rag.figures import read_figures

_LEAST_ALIKE = 0.4  # of what the shorter of two sentences says, figures aside, for both to be of one thing
_SAME_STORY = 0.4  # of what the shorter of two passages says, for both to be of one event, whenever told
_SOON = 21  # days between reports of one event, where their passages share less
_AS_MUCH = 0.75  # of the question's words that the best sentence has
_LOOKED_AT = 12  # quotations, the best ones
_PEOPLE = ("人", "名", "位")  # are counted in any of these


def disagreeing(question: str, quotations: Sequence[Quotation], most: int) -> list[Quotation]:
    """Quotations, newest first, that answer the question differently from the best; none if all agree.

    One for each answer at least, as far as `most` allows, then others of the same answers. Only numbers
    and times are compared, and only between articles whose sentences say the same for the rest and that
    tell of one event. Their scores do not count: of two that say the same, one may be far likelier best.
    """
    best = quotations[0] if quotations else None
    first = best and _answer(question, best)
    if not best or not first:
        return []  # it shows no number that others could contradict
    by_answer, seen = {first: [best]}, {best.hit.article.id}
    for quotation in quotations[1:_LOOKED_AT]:
        answer = _answer(question, quotation)
        comparable = answer and answer[0] == first[0] and quotation.hit.article.id not in seen
        if answer and comparable and _of_one_thing(question, quotation, best):
            seen.add(quotation.hit.article.id)
            by_answer.setdefault(answer, []).append(quotation)
    if len(by_answer) < 2:
        return []
    firsts = [held[0] for held in by_answer.values()]
    others = [quotation for held in by_answer.values() for quotation in held[1:]]
    chosen = [*firsts, *others][:most]
    return sorted(chosen, key=lambda quotation: quotation.hit.article.date, reverse=True)


def _answer(question: str, quotation: Quotation) -> tuple[str, Hashable] | None:
    """The number or day that a sentence answers with, and what is counted; None if it shows neither."""
    span = answer_span(question, quotation.text)
    if span is None:
        return None
    words = quotation.text[slice(*span)]
    dates, rest = read_dates(words, quotation.hit.article.date)
    if dates:
        return "day", (dates[0].year, dates[0].month, dates[0].day)
    for figure in read_figures(rest):
        return "人" if figure.unit in _PEOPLE else figure.unit, (figure.value, figure.share)
    return None


def _of_one_thing(question: str, one: Quotation, other: Quotation) -> bool:
    """Whether two sentences speak of the same, and their articles of the same event."""
    asked, said, there = _words(question), _words(one.text), _words(other.text)
    if len(asked & said) < _AS_MUCH * len(asked & there) or _shared(said, there) < _LEAST_ALIKE:
        return False
    return _are_near(one, other) or _shared(_words(one.hit.text), _words(other.hit.text)) >= _SAME_STORY


def _are_near(one: Quotation, other: Quotation) -> bool:
    dates = [date.fromisoformat(day) for day in (one.hit.article.date, other.hit.article.date) if day]
    return len(dates) == 2 and abs(dates[0] - dates[1]).days <= _SOON


def _shared(said: frozenset[str], there: frozenset[str]) -> float:
    """How much of what the shorter says the longer says too."""
    return len(said & there) / max(1, min(len(said), len(there)))


def _words(text: str) -> frozenset[str]:
    return frozenset(unit for unit in units(text) if not unit.startswith("#"))
