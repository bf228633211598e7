"""Verify: a draft in, an answer out, in which every citation is a span of a source (promises 1, 2 and 7)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rag.answering.claims import read_claims
from rag.answering.notes import note
from rag.answering.numbering import LinesOf, lines_of_hit
from rag.answering.pieces import pieces
from rag.answering.prompt import is_refusal
from rag.answering.refusal import refusal
from rag.answering.spans import answer_span
from rag.answering.verifying import Verifier
from rag.answers import Answer, Draft, Evidence, Sentence, Verified
from rag.errors import LLMError
from rag.languages import language_of
from rag.types import Span

_LONGEST = 20_000  # characters of a reply: a model that runs on is checked no further


def verified(
    draft: Draft,
    evidence: Evidence,
    *,
    revision: int = 0,
    searched_as: str = "",
    lines_of: LinesOf = lines_of_hit,
    drop: bool = False,
) -> Iterator[Verified | Answer]:
    """Check a draft sentence by sentence, each as soon as it is there; the last thing given is the Answer.

    The sentences together are the answer. `supported` is False for a sentence that cites nothing, or says
    what its quotations do not; what is wrong with it is in the warnings. Raises LLMError where the model
    fails before its first sentence; later, the answer ends there and says so.
    """
    verifier = Verifier(evidence, draft.passages, lines_of, drop, draft.again)
    opening, broke_off = _Opening(verifier), ""
    span: Span | None = None
    try:
        for event in _checked(draft, verifier, opening):
            shown = None if span else _span(evidence.question, event.sentence)
            span = span or shown
            yield replace(event, answer_span=shown)
    except LLMError as exc:
        if not verifier.sentences:
            raise
        verifier.warnings.append(note("broke off", verifier.language, error=exc))
        broke_off = str(exc)
    if opening.declines or not verifier.sentences:
        yield from tell(_declined(draft, evidence, verifier, revision, searched_as))
        return
    answer = _answer(draft, evidence, verifier, revision, searched_as)
    yield replace(answer, answer_span=span, llm_error=draft.llm_error or broke_off)


def _checked(draft: Draft, verifier: Verifier, opening: "_Opening") -> Iterator[Verified]:
    """The sentences of a draft, each checked as soon as it is there and it is known not to decline."""
    portions = [draft.text] if isinstance(draft.text, str) else draft.text
    for piece in pieces(_limited(portions, verifier), verifier.brackets):
        for said in opening.through(piece):
            yield from verifier.add(said)


def _declined(
    draft: Draft, evidence: Evidence, verifier: Verifier, revision: int, searched_as: str
) -> Answer:
    """The refusal that stands in the place of a model's own."""
    question, warnings = evidence.question, (*draft.warnings, *verifier.warnings)
    language = language_of(question)
    return refusal(question, language, evidence.hits, draft.model, revision, searched_as, warnings)


def _answer(draft: Draft, evidence: Evidence, verifier: Verifier, revision: int, searched_as: str) -> Answer:
    """What the sentences that were checked make."""
    return Answer(
        question=evidence.question,
        text="".join(sentence.text for sentence in verifier.sentences),
        language=language_of(evidence.question),
        refused=False,
        citations=verifier.citations,
        sentences=tuple(verifier.sentences),
        hits=evidence.hits,
        model=draft.model,
        revision=revision,
        searched_as=searched_as,
        warnings=(*draft.warnings, *verifier.warnings),
    )


def verify(
    draft: Draft,
    evidence: Evidence,
    *,
    revision: int = 0,
    searched_as: str = "",
    lines_of: LinesOf = lines_of_hit,
) -> Answer:
    """The whole answer that a draft is: what `verified` gives last."""
    *_, answer = verified(draft, evidence, revision=revision, searched_as=searched_as, lines_of=lines_of)
    assert isinstance(answer, Answer)
    return answer


def tell(answer: Answer) -> Iterator[Verified | Answer]:
    """An answer that is there already, as `verified` would give it."""
    for sentence in answer.sentences:
        yield Verified(sentence, tuple(c for c in answer.citations if c.marker in sentence.markers))
    yield answer


def _span(question: str, sentence: Sentence) -> Span | None:
    """The words of a supported sentence that answer, as offsets into the answer."""
    found = answer_span(question, sentence.text) if sentence.supported else None
    return (sentence.start + found[0], sentence.start + found[1]) if found else None


class _Opening:
    """Holds back a model's refusal until it is known whether it stands.

    It does if its first sentence says so and no later one cites anything. Silence is a refusal too.
    """

    def __init__(self, verifier: Verifier) -> None:
        self._verifier, self._held, self._refused = verifier, list[str](), False
        self.declines = True

    def through(self, piece: str) -> Iterator[str]:
        """The piece and what was held before it, if the model does not decline; else nothing yet."""
        self._held.append(piece)
        for claim in read_claims(piece, list(self._verifier.brackets.markers(piece))):
            if self._refused:
                self.declines &= not any(marker.numbers for _, marker in claim.cited)
            elif self.declines and claim.text.strip():
                self.declines = self._refused = is_refusal(claim.text)
        if not self.declines:
            yield from self._held
            self._held = []


def _limited(portions: Iterable[str], verifier: Verifier) -> Iterator[str]:
    """The portions, up to as much as an answer can be."""
    left = _LONGEST
    for portion in portions:
        yield portion[:left]
        left -= len(portion)
        if left < 0:
            verifier.warnings.append(note("too long", verifier.language, longest=_LONGEST))
            return
