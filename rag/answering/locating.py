"""Locating: the sentences of a passage that a sentence of an answer rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rag.answering.folding import Folded, fold, is_chinese, units
from rag.answers import Quotation
from rag.sentences import sentence_spans
from rag.types import Span

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

    @cached_property
    def all_units(self) -> frozenset[str]:
        """What all its sentences say."""
        return frozenset().union(*self._units)

    @cached_property
    def _folds(self) -> list[str]:
        return [fold(self.text[start:end]).text for start, end in self._sentences]

    @cached_property
    def _context(self) -> frozenset[str]:
        """What the article is about, its figures left out: that need not be in any one sentence of it."""
        article = self.passage.hit.article
        return _telling(units(f"{article.headline.text} {article.paper}"), foreign=False)

    def locate(self, words: str, question: str) -> list[Located]:
        """Where `words` stand: one copied span, or the few sentences that share most with them, or none.

        Words that do not tell where they are from, like `40户`, are looked for in the sentences that hold
        them, or most of their figures, and there in the one that shares most with the question.
        """
        if copied := self._copied(words):
            return [copied]
        tells = len(fold(words).text) >= _LEAST_COPIED and _telling(units(words), foreign=False)
        if not tells and (held := self._held(words, question)):
            return [held]
        return list(self._shared(words))

    def _held(self, words: str, question: str) -> Located | None:
        said, asked, folded = units(words), units(question), fold(words).text
        best, most = None, (0, 0, 0)
        for place in range(len(self._sentences)):
            there = self._units[place]
            copied = bool(folded) and folded in self._folds[place]
            held = len(said & there)
            if (copied or 2 * held >= len(said) > 0) and (copied, held, len(asked & there)) > most:
                best, most = place, (copied, held, len(asked & there))
        return None if best is None else self._whole(*self._sentences[best], "fuzzy")

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
        """The sentence that shares most with `words`, then those that say what it leaves unsaid."""
        said, foreign = units(words), is_chinese(words) != is_chinese(self.text)
        own = _telling(said - self._context, foreign) or (said if foreign else frozenset())
        best = self._best(said)
        if best is None or len(own & self._units[best]) < max(1, 0 if foreign else _LEAST_SHARED * len(own)):
            return
        for _ in range(_MOST_QUOTED):
            yield self._whole(*self._sentences[best], "fuzzy")
            said -= self._units[best]
            best = self._best(said)
            added = said & self._units[best] if best is not None else said
            figure = any(unit.startswith("#") for unit in added) and _telling(added, foreign)
            more = len(_telling(added - self._context, foreign)) >= max(2, _LEAST_ADDED * len(own))
            if best is None or not (figure or more):
                return

    def _best(self, said: frozenset[str]) -> int | None:
        """The number of the sentence that shares most: first of what the headline does not say, the
        shorter of equals, the earlier of those."""

        def shared(place: int) -> tuple[int, int, int]:
            there = self._units[place]
            return len((said - self._context) & there), len(said & there), -len(there)

        return max(range(len(self._units)), key=shared, default=None)

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
