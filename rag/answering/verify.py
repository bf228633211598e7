"""Verify: a draft in, an answer out, in which every citation is a span of a source (promises 1, 2 and 7)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from rag.answering.checks import faults
from rag.answering.claims import Claim, read_claims
from rag.answering.folding import fold, is_chinese, units
from rag.answering.locating import Located, Source
from rag.answering.markers import Marker, bracketed, find_markers
from rag.answering.prompt import is_refusal, language_of
from rag.answering.refusal import refusal
from rag.types import Answer, Citation, Draft, Evidence, Hit, Lines, Quotation, Sentence, part_at

LinesOf = Callable[[Hit, int, int], Lines]
_SHORT = 6  # folded characters: fewer before a marker stand for their whole sentence
# A sentence that ends in a colon and says nothing but these and the question's words leads in.
_LEAD_IN = re.compile(
    r"根据|以上|上述|所给|提供|资料|材料|段落|报道|档案|文章|内容|如下|答案|主要|包括|以下|几[点个]|方面"
    r"|according|provided|passages?|articles?|following|answer|main|points|here|below",
    re.IGNORECASE,
)


def lines_of_hit(hit: Hit, _start: int, _end: int) -> Lines:
    """The lines of a whole hit, for a span of it: right, though wider than need be."""
    return hit.lines


def verify(
    draft: Draft,
    evidence: Evidence,
    *,
    revision: int = 0,
    searched_as: str = "",
    lines_of: LinesOf = lines_of_hit,
) -> Answer:
    """Check a draft against its passages: quotations located, markers numbered afresh, sentences judged.

    `lines_of` gives the lines of the file for a span of a hit's article, which only the archive can count.
    `supported` is False for a sentence that cites nothing, or says what its quotations do not; what is
    wrong with it is in the warnings.
    """
    language = language_of(evidence.question)
    markers = list(find_markers(draft.text, len(draft.passages), [p.text for p in draft.passages]))
    claims = list(read_claims(draft.text, markers))
    if _declines(claims):
        return refusal(
            evidence.question, language, evidence.hits, draft.model, revision, searched_as, draft.warnings
        )
    read = [*(claim.text for claim in claims), *(passage.text for passage in draft.passages)]
    checked = _Checked(evidence, draft.passages, lines_of, bracketed("\n".join(read)))
    checked.warn_of_unissued(markers)
    for claim in claims:
        checked.add(claim)
    return Answer(
        question=evidence.question,
        text="".join(sentence.text for sentence in checked.sentences),
        language=language,
        refused=False,
        citations=tuple(checked.citations.values()),
        sentences=tuple(checked.sentences),
        hits=evidence.hits,
        model=draft.model,
        revision=revision,
        searched_as=searched_as,
        warnings=(*draft.warnings, *checked.warnings),
        fell_back=draft.fell_back,
    )


def _declines(claims: Sequence[Claim]) -> bool:
    """A model's refusal: its first sentence says so and no other cites anything. Silence is one too."""
    said = [claim for claim in claims if claim.text.strip()]
    cites_later = any(marker.numbers for claim in said[1:] for _, marker in claim.cited)
    return not said or (is_refusal(said[0].text) and not cites_later)


@dataclass
class _Checked:
    """What has been checked of an answer so far, sentence by sentence."""

    evidence: Evidence
    passages: Sequence[Quotation]
    lines_of: LinesOf
    taken: frozenset[int]  # numbers that the reader meets in brackets which are not ours
    citations: dict[tuple[str, str, int, int], Citation] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sources = [Source(passage) for passage in self.passages]
        self._last = 0  # marker given out

    def warn_of_unissued(self, markers: Sequence[Marker]) -> None:
        unissued = [item for marker in markers for item in marker.unissued]
        if unissued:
            named = ", ".join(map(_doubtful, unissued))
            self.warnings.append(f"{len(unissued)} markers name no passage and are no citations: {named}.")

    def add(self, claim: Claim) -> None:
        """Number the claim's quotations, judge it, and append it to the sentences."""
        cited: dict[int, Citation] = {}
        text, words = "", ""
        for piece in claim.pieces:
            if isinstance(piece, str):
                text, words = text + piece, words + piece
                continue
            found = {c.marker: c for number in piece.numbers for c in self._cite(words, claim, number)}
            text += "".join([*(f"[{number}]" for number in found), *map(_doubtful, piece.unissued)])
            cited |= found
            words = "" if piece.numbers else words
        start = self.sentences[-1].end if self.sentences else 0
        supported = self._supported(claim, cited)
        self.sentences.append(Sentence(text, start, start + len(text), tuple(cited), supported))

    def _cite(self, words: str, claim: Claim, number: int) -> Iterator[Citation]:
        """The quotations in passage `number` for the words before a marker, or else for its sentence."""
        source = self._sources[number - 1]
        if len(fold(words).text) < _SHORT and words.strip() != source.text.strip():
            words = claim.text
        located = source.locate(words, self.evidence.question) or self._weighed(words, source.passage)
        if not located:
            self.warnings.append(f"A citation was dropped: its passage does not say “{claim.text.strip()}”.")
        for found in located:
            yield self._citation(source.passage, found)

    def _weighed(self, words: str, passage: Quotation) -> list[Located]:
        """For words in another language: the sentence of the passage that was found for the question."""
        if is_chinese(words) == is_chinese(passage.text):
            return []
        inside = [
            Located(quotation.start, quotation.end, "fuzzy")
            for quotation in self.evidence.quotations
            if quotation.hit.article.id == passage.hit.article.id
            and passage.start <= quotation.start <= quotation.end <= passage.end
        ]
        return inside[:1]

    def _citation(self, passage: Quotation, found: Located) -> Citation:
        hit = passage.hit
        key = (hit.article.id, hit.field, found.start, found.end)
        if key not in self.citations:
            part = part_at(hit.article, found.start)
            self.citations[key] = Citation(
                marker=self._next_marker(),
                quote=hit.article.text[found.start : found.end],
                article=hit.article,
                start=found.start,
                end=found.end,
                file=part.file,
                page=part.page,
                lines=self.lines_of(hit, found.start, found.end),
                score=passage.score,
                match=found.match,
                field=hit.field,
            )
        return self.citations[key]

    def _next_marker(self) -> int:
        """The next number that stands in no other brackets: nobody could tell `附表[2]` from our [2]."""
        self._last += 1
        while self._last in self.taken:
            self._last += 1
        return self._last

    def _supported(self, claim: Claim, cited: dict[int, Citation]) -> bool | None:
        if not cited and self._claims_nothing(claim.text):
            return None
        if not cited:
            return False
        said = fold(claim.text).text
        if said == fold("".join(citation.quote for citation in cited.values())).text:
            return True  # it is its quotations, and nothing else
        passages = [self.passages[n - 1].text for _, marker in claim.cited for n in marker.numbers]
        articles = [citation.article for citation in cited.values()]
        found = list(faults(claim.text, [citation.quote for citation in cited.values()], passages, articles))
        if found:
            self.warnings.append(f"Not supported, “{claim.text.strip()}”: {'; '.join(found)}.")
        return not found

    def _claims_nothing(self, text: str) -> bool:
        said = text.strip()
        new = units(_LEAD_IN.sub(" ", said)) - units(self.evidence.question)
        leads_in = said.endswith((":", "：")) and not new
        return not fold(said).text or is_refusal(said) or leads_in


def _doubtful(item: str) -> str:
    """A marker for what was never issued, written so that nobody takes it for one of ours."""
    return f"[{item}?]"
