"""Verifying: the sentences of a reply, judged one by one; every citation is a span of a source."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rag.answering.checks import faults
from rag.answering.claims import Claim, read_claims
from rag.answering.folding import fold, is_chinese, units
from rag.answering.locating import Located, Source
from rag.answering.markers import Brackets, Marker, bracketed
from rag.answering.notes import joined, listed, note
from rag.answering.numbering import Found, LinesOf, Numbering, Placed, lines_of_hit
from rag.answering.prompt import DISAGREE, is_refusal
from rag.answers import Citation, Evidence, Quotation, Sentence, Verified
from rag.errors import LLMError
from rag.languages import language_of

Again = Callable[[str, Sequence[str]], str]  # a sentence and its faults, to another sentence or ""
_SHORT = 6  # folded characters: fewer before a marker stand for their whole sentence
_LEAST_SAID = 0.6  # of a sentence, that a passage must say to be looked at in the place of the one it cites
# A sentence that ends in a colon and says nothing but these and the question's words leads in.
_LEAD_IN = re.compile(
    r"根据|以上|上述|所给|提供|资料|材料|段落|报道|档案|文章|内容|如下|答案|主要|包括|以下|几[点个]|方面"
    r"|according|provided|passages?|articles?|following|answer|main|points|here|below",
    re.IGNORECASE,
)
_ENDING = "。！？!?.；;：: \t\n\u3000"  # before these a marker is put


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with quotations where its markers were, and what stands against it."""

    claim: Claim
    placed: Placed
    supported: bool | None
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # for the reader, whether it is supported or not


class Verifier:
    """Checks a reply sentence by sentence: quotations located, markers numbered afresh, claims judged.

    `lines_of` gives the lines of the file for a span of a hit's article, which only the archive can count.
    `drop` leaves out what is not supported; `again` asks once for another sentence in its place.
    """

    def __init__(
        self,
        evidence: Evidence,
        passages: Sequence[Quotation],
        lines_of: LinesOf = lines_of_hit,
        drop: bool = False,
        again: Again | None = None,
    ) -> None:
        self.language = language_of(evidence.question)
        self.brackets = Brackets(len(passages), [passage.text for passage in passages])
        # Numbers that the reader meets in brackets which are not ours.
        taken = {n for passage in passages for n in bracketed(passage.text)}
        self._numbering = Numbering(lines_of, taken)
        self.sentences: list[Sentence] = []
        self.warnings: list[str] = []
        self._evidence, self._sources = evidence, [Source(passage) for passage in passages]
        self._drop, self._again = drop, again

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All that were given so far, in the order of their markers."""
        return self._numbering.citations

    def add(self, piece: str) -> Iterator[Verified]:
        """Judge a piece of the reply; yield its sentences with the quotations that are new in them."""
        markers = list(self.brackets.markers(piece))
        self._warn_of_unissued(markers)
        for claim in read_claims(piece, markers):
            judged = self._judge(claim)
            if judged.supported is False and self._again:
                judged = self._once_more(judged)
            self.warnings.extend(judged.notes)
            if judged.supported is False and self._drop:
                self.warnings.append(self._note("left out", claim))
            elif any(judged.placed):
                yield self._numbered(judged)

    def _judge(self, claim: Claim) -> Judged:
        """The claim as it is cited; or else as the passage that says it would be."""
        if not fold(claim.text).text:  # marks on a line of their own have nothing to stand for
            return Judged(claim, (self._unmarked(claim),), None)
        judged = self._as_cited(claim)
        return (self._recited(claim) or judged) if judged.supported is False else judged

    def _once_more(self, judged: Judged) -> Judged:
        """Another sentence for one that is not supported, if the writer gives one that is."""
        assert self._again is not None
        try:
            reply = self._again(judged.claim.text.strip(), judged.faults)
        except LLMError:
            return judged  # the rest of the reply may come all the same
        retried = [self._judge(c) for c in read_claims(reply, list(self.brackets.markers(reply)))]
        if len(retried) != 1 or not retried[0].supported:
            return judged
        (better,) = retried
        space = judged.claim.text[len(judged.claim.text.rstrip()) :]
        notes = (*better.notes, self._note("once more", judged.claim))
        return Judged(better.claim, (*better.placed, space), True, (), notes)

    def _as_cited(self, claim: Claim) -> Judged:
        placed: list[str | tuple[Found, ...]] = []
        words, notes = "", list[str]()
        for piece in claim.pieces:
            if isinstance(piece, str):
                placed.append(piece)
                words += piece
                continue
            found = [f for number in piece.numbers for f in self._find(words, claim, number, notes)]
            placed += [tuple(found), "".join(map(self._numbering.left, piece.unissued))]
            words = "" if piece.numbers else words
        cited = [found for piece in placed if not isinstance(piece, str) for found in piece]
        passages = [self._sources[n - 1].text for _, marker in claim.cited for n in marker.numbers]
        supported, against = self._verdict(claim.text, cited, passages)
        if against:
            notes.append(self._note("unsupported", claim, faults=joined(against, self.language)))
        return Judged(claim, tuple(placed), supported, tuple(against), tuple(notes))

    def _recited(self, claim: Claim) -> Judged | None:
        """The claim cited with the passage that says most of it, if nothing stands against that."""
        said = units(claim.text)
        if len(fold(claim.text).text) < _SHORT or not said:
            return None
        shares = [len(said & source.all_units) / len(said) for source in self._sources]
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        if best is None or shares[best] < _LEAST_SAID:
            return None
        source = self._sources[best]
        found = tuple(Found(source.passage, at) for at in source.locate(claim.text, self._evidence.question))
        supported, _ = self._verdict(claim.text, found, [source.text])
        if not found or not supported:
            return None
        text = self._unmarked(claim)
        end = len(text.rstrip(_ENDING))
        told = self._note("recited" if any(claim.cited) else "cited", claim)
        return Judged(claim, (text[:end], found, text[end:]), True, (), (told,))

    def _verdict(
        self, claim: str, cited: Sequence[Found], passages: Sequence[str]
    ) -> tuple[bool | None, list[str]]:
        """Whether a claim is supported, and what stands against it."""
        if not cited:
            return (None, []) if self._claims_nothing(claim) else (False, [])
        in_order = sorted(cited, key=lambda found: (found.passage.hit.rank, found.located.start))
        quotes = list(dict.fromkeys(found.quote for found in in_order))
        if fold(claim).text == fold("".join(quotes)).text:
            return True, []  # it is its quotations, and nothing else
        articles = [found.passage.hit.article for found in cited]
        against = list(faults(claim, quotes, passages, articles, self.language))
        return not against, against

    def _find(self, words: str, claim: Claim, number: int, notes: list[str]) -> Iterator[Found]:
        """Where the words before a marker, or else their sentence, stand in passage `number`."""
        source = self._sources[number - 1]
        if len(fold(words).text) < _SHORT and words.strip() != source.text.strip():
            words = claim.text
        located = source.locate(words, self._evidence.question) or self._weighed(words, source.passage)
        if not located:
            notes.append(self._note("dropped", claim))
        return (Found(source.passage, at) for at in located)

    def _weighed(self, words: str, passage: Quotation) -> list[Located]:
        """For words in another language: the sentence of the passage that was found for the question."""
        if is_chinese(words) == is_chinese(passage.text):
            return []
        inside = [
            Located(quotation.start, quotation.end, "fuzzy")
            for quotation in self._evidence.quotations
            if quotation.hit.article.id == passage.hit.article.id
            and passage.start <= quotation.start <= quotation.end <= passage.end
        ]
        return inside[:1]

    def _numbered(self, judged: Judged) -> Verified:
        """The sentence as it is shown, with markers; and the quotations that no sentence before it has."""
        before = len(self.citations)
        text, markers = self._numbering.marked(judged.placed)
        start = self.sentences[-1].end if self.sentences else 0
        sentence = Sentence(text, start, start + len(text), markers, judged.supported)
        self.sentences.append(sentence)
        return Verified(sentence, self.citations[before:])

    def _unmarked(self, claim: Claim) -> str:
        """The claim as it was written, but for the markers that cite something."""
        return "".join(
            piece if isinstance(piece, str) else "".join(map(self._numbering.left, piece.unissued))
            for piece in claim.pieces
        )

    def _claims_nothing(self, text: str) -> bool:
        said = text.strip()
        if said in DISAGREE.values():
            return True
        new = units(_LEAD_IN.sub(" ", said)) - units(self._evidence.question)
        leads_in = said.endswith((":", "：")) and not new
        return not fold(said).text or is_refusal(said) or leads_in

    def _warn_of_unissued(self, markers: Sequence[Marker]) -> None:
        unissued = [item for marker in markers for item in marker.unissued]
        if unissued:
            named = listed(unissued, self.language)
            self.warnings.append(note("unissued", self.language, count=len(unissued), named=named))

    def _note(self, name: str, claim: Claim, **values: str) -> str:
        return note(name, self.language, claim=claim.text.strip(), **values)
