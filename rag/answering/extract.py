"""An answer without a model: the sentences that answer, verbatim."""

from collections.abc import Sequence

from rag.answering.disagreement import disagreeing
from rag.answering.folding import is_chinese
from rag.answering.notes import note
from rag.answering.prompt import DISAGREE
from rag.answers import Draft, Evidence, Quotation
from rag.languages import language_of

MOST = 3  # sentences
_NEAR_BEST = 0.1  # how much of the best sentence's probability another must have


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
        chosen = chosen or _best(evidence.quotations)
        text = lead + "\n".join(f"{quotation.text}[{n}]" for n, quotation in enumerate(chosen, 1))
        foreign = language == "en" and any(is_chinese(q.text) for q in chosen)
        return Draft(text, tuple(chosen), self.model, (note("Chinese", language),) * foreign)


def _best(quotations: Sequence[Quotation]) -> list[Quotation]:
    """The best one, and those that are nearly as good and say something else."""
    chosen: list[Quotation] = []
    for quotation in quotations:
        good = not chosen or quotation.score >= _NEAR_BEST * chosen[0].score
        if good and len(chosen) < MOST and not _said(quotation, chosen):
            chosen.append(quotation)
    return chosen


def _said(quotation: Quotation, chosen: list[Quotation]) -> bool:
    """Whether another paper's reprint has said the same words already."""
    return any(quotation.text == other.text for other in chosen)
