"""Answerer: from evidence to a verified answer, by a model or in quotations."""

from collections.abc import Iterator
from dataclasses import replace

from rag.answering.caveats import caveats
from rag.answering.extract import ExtractiveWriter
from rag.answering.llm import LLM
from rag.answering.notes import note
from rag.answering.numbering import LinesOf
from rag.answering.refusal import refusal
from rag.answering.verify import tell, verified
from rag.answering.writer import ModelWriter
from rag.answers import Answer, Draft, Evidence, Verified
from rag.errors import LLMError
from rag.found import Found
from rag.languages import language_of
from rag.settings import Settings


class Answerer:
    """Writes answers with an LLM, or without one where it is None."""

    def __init__(self, llm: LLM | None, settings: Settings, lines_of: LinesOf) -> None:
        self._llm, self._settings, self._lines_of = llm, settings, lines_of

    def answer(self, evidence: Evidence, found: Found) -> Iterator[Verified | Answer]:
        """Each sentence when it is verified, and the Answer; a refusal where there is not enough evidence."""
        for event in self._events(evidence, found):
            if isinstance(event, Answer):
                notes = caveats(event.citations, language_of(evidence.question))
                warnings = (*found.warnings, *event.warnings, *notes)
                event = replace(event, left_out=found.left_out, warnings=warnings)
            yield event

    def _events(self, evidence: Evidence, found: Found) -> Iterator[Verified | Answer]:
        if not evidence.sufficient:
            question, model = evidence.question, ExtractiveWriter.model
            yield from tell(
                refusal(question, language_of(question), evidence.hits, model, found.revision, question)
            )
            return
        try:
            yield from self._verified(self._write(evidence), evidence, found)
        except LLMError as exc:  # raised before the model has said anything
            draft = ExtractiveWriter().write(evidence)
            told = note("no model", language_of(evidence.question), error=exc)
            draft = replace(draft, warnings=(*draft.warnings, told), llm_error=str(exc))
            yield from self._verified(draft, evidence, found)

    def _write(self, evidence: Evidence) -> Draft:
        if self._llm is None:
            return ExtractiveWriter().write(evidence)
        ask_again = self._settings.unsupported == "retry"
        return ModelWriter(self._llm, self._settings.llm_window, ask_again).write(evidence)

    def _verified(self, draft: Draft, evidence: Evidence, found: Found) -> Iterator[Verified | Answer]:
        return verified(
            draft,
            evidence,
            revision=found.revision,
            searched_as=evidence.question,
            lines_of=self._lines_of,
            drop=self._settings.unsupported == "drop",
        )
