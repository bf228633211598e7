"""An answer without a model: the sentences that answer, verbatim."""

from collections.abc import Sequence

from rag.answering.disagreement import disagreeing
from rag.answering.folding import is_chinese
from rag.answering.notes import note
from rag.answering.prompt import DISAGREE
from rag.answering.spans import answer_span
from rag.answers import Draft, Evidence, Quotation
from rag.languages import language_of

MOST = 3  # sentences
_NEAR_BEST = 0.1  # how much of the best sentence's probability another must have
_SHOWS = 4.0  # how many times better the odds are of one that shows who, when, where or how many


class ExtractiveWriter:
    """Quotes the best sentences. The same evidence gives the same words."""

    model = "extractive"

    def write(self, evidence: Evidence) -> Draft:
        """The best sentence, and up to two that are nearly as good, each followed by its mark.

        Where articles disagree, what each says, newest first.
        """
        language = language_of(evidence.question)
        chosen = disagreeing(evidence.question, evidence.quotations, MOST)
        lead = DISAGREE[language] + "\n" if chosen else ""
        chosen = chosen or _best(evidence.question, evidence.quotations)
        text = lead + "\n".join(f"{quotation.text}[{n}]" for n, quotation in enumerate(chosen, 1))
        foreign = language == "en" and any(is_chinese(q.text) for q in chosen)
        return Draft(text, tuple(chosen), self.model, (note("Chinese", language),) * foreign)


def _best(question: str, quotations: Sequence[Quotation]) -> list[Quotation]:
    """The one that most likely answers, and those that are nearly as good and say something else."""
    least = _NEAR_BEST * max((quotation.score for quotation in quotations), default=0.0)
    good = [quotation for quotation in quotations if quotation.score >= least]
    chosen: list[Quotation] = []
    for quotation in sorted(good, key=lambda quotation: -_odds(question, quotation)):
        if len(chosen) < MOST and not _said(quotation, chosen):
            chosen.append(quotation)
    return chosen


def _odds(question: str, quotation: Quotation) -> float:
    """Of answering, where the words that answer show in a sentence or do not."""
    odds = quotation.score / max(1e-9, 1 - quotation.score)
    return odds * _SHOWS if answer_span(question, quotation.text) else odds


def _said(quotation: Quotation, chosen: list[Quotation]) -> bool:
    """Whether another paper's reprint has said the same words already."""
    return any(quotation.text == other.text for other in chosen)
