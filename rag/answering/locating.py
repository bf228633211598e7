"""Locating: the sentences of a passage that a sentence of an answer rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rag.answering.folding import Folded, fold, is_chinese, units
from rag.sentences import sentence_spans
from rag.types import Quotation, Span

Match = Literal["exact", "normalised", "fuzzy"]
_LEAST_COPIED = 8  # folded characters: fewer than these stand in a passage by chance
_LEAST_SHARED = 0.3  # of what a sentence says, for a quotation to be shown at all
_LEAST_ADDED = 0.25  # of what a sentence says, for another quotation beside the first
_MOST_QUOTED = 3


@dataclass(frozen=True, slots=True)
class Located:
    """A span of an article's text, and how the words looked for stand in it."""

    start: int
    end: int
    match: Match


class Source:
    """A passage in which sentences are looked up; what that needs is made once."""

    def __init__(self, passage: Quotation) -> None:
        self.passage = passage
        self.text = passage.text

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _sentences(self) -> list[Span]:
        return list(sentence_spans(self.text))

    @cached_property
    def _units(self) -> list[frozenset[str]]:
        return [units(self.text[start:end]) for start, end in self._sentences]

    def locate(self, words: str, question: str) -> list[Located]:
        """Where `words` stand: one copied span, or the few sentences that share most with them, or none.

        Words too few to tell where they are from, like `40户`, are looked for in the sentences that hold
        them, in the one that shares most with the question.
        """
        if copied := self._copied(words):
            return [copied]
        if len(fold(words).text) < _LEAST_COPIED and (short := self._short(words, question)):
            return [short]
        return list(self._shared(words))

    def _short(self, words: str, question: str) -> Located | None:
        said, asked = units(words), units(question)
        holding = [
            place
            for place, (start, end) in enumerate(self._sentences)
            if fold(words).text in fold(self.text[start:end]).text or (said and said <= self._units[place])
        ]
        if not holding:
            return None
        best = max(holding, key=lambda place: len(self._units[place] & asked))
        return self._whole(*self._sentences[best], "fuzzy")

    def _copied(self, words: str) -> Located | None:
        words = words.strip()
        folded = fold(words).text
        if len(folded) < _LEAST_COPIED and words != self.text.strip():
            return None
        start = self.text.find(words)
        if start >= 0:
            return self._whole(start, start + len(words), "exact")
        start = self._folded.text.find(folded)
        if start < 0 or not folded:
            return None
        origin = self._folded.origin
        return self._whole(origin[start], origin[start + len(folded) - 1] + 1, "normalised")

    def _shared(self, words: str) -> Iterator[Located]:
        """Sentences that share enough with `words`, each time with what those before leave unsaid."""
        said = wanted = units(words)
        foreign = is_chinese(words) != is_chinese(self.text)
        least = 1.0 if foreign else _LEAST_SHARED * len(said)
        for _ in range(_MOST_QUOTED if said else 0):
            shared = [wanted & there for there in self._units]
            best = max(range(len(shared)), key=lambda i: (len(shared[i]), -len(self._units[i])), default=-1)
            if best < 0 or len(_telling(shared[best], foreign)) < least:
                return
            start, end = self._sentences[best]
            yield self._whole(start, end, "fuzzy")
            wanted -= self._units[best]
            least = max(3.0, _LEAST_ADDED * len(said))

    def _whole(self, start: int, end: int, match: Match) -> Located:
        """The whole sentences around a span of this passage, as a span of the article."""
        around = [span for span in self._sentences if span[0] < end and start < span[1]]
        offset = self.passage.start
        return Located(
            offset + min([start, *(span[0] for span in around)]),
            offset + max([end, *(span[1] for span in around)]),
            match,
        )


def _telling(shared: frozenset[str], foreign: bool) -> frozenset[str]:
    """Between languages figures are all that can be shared; within one they alone show nothing."""
    return shared if foreign else frozenset(unit for unit in shared if not unit.startswith("#"))
