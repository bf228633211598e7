"""Departures: where a sentence that copies its quotation has something else than it.

The passage may well hold those words elsewhere; here they stand in the place of others.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction

from rag.answering.kinds import other_of_its_kind
from rag.answering.naming import names_at
from rag.answering.polarity import contraries, opposed
from rag.figures import read_figures
from rag.lookalikes import look_alike

_LEAST_COPIED = 0.6  # of a sentence: of one in other words nothing is known by its place
_KNOWN_BY = 2  # characters that are the same on either side of a departure
_LONGEST = 8  # characters that were put in the place of others
_WORD = 3  # characters on either side that may belong to the same word
_FIRST_FIGURE = 0xE000  # of the characters that stand for figures, one for each value
_COMPARED = re.compile(r"[\u3400-\u9fff\ue000-\uf8ff·]")
_LIST = re.compile(r"[\u3400-\u9fff·]{0,8}(?:[、，,和与及][\u3400-\u9fff·]{0,8})+")


@dataclass(frozen=True, slots=True)
class Departure:
    """`claim[start:end]` stands where the quotation has `quote[there:until]`; one of them may be empty.

    In both a figure is one character, for which `words` has what was written; punctuation is left out.
    """

    claim: str
    start: int
    end: int
    quote: str
    there: int
    until: int
    at_an_end: bool  # of the claim: the quotation has more there, and what of it was replaced is a guess
    words: Mapping[str, str]

    @property
    def said(self) -> str:
        return self.claim[self.start : self.end]

    @property
    def stood(self) -> str:
        return self.quote[self.there : self.until]

    @property
    def is_figure(self) -> bool:
        """Whether a figure stands in the place of another, and nowhere else between the same words."""
        if self.at_an_end or self.said not in self.words or self.stood not in self.words:
            return False
        around = (
            self.claim[self.start - _KNOWN_BY : self.end],
            self.claim[self.start : self.end + _KNOWN_BY],
        )
        return not any(words in self.quote for words in around)

    def contrary(self) -> tuple[str, str] | None:
        """What was put there and what it replaces, if both cannot be so."""
        said = self.claim[max(0, self.start - _WORD) : self.end + _WORD]
        stood = self.quote[max(0, self.there - _WORD) : self.until + _WORD]
        if self.is_figure or opposed(self.said, self.stood):
            return self._written(self.said), self._written(self.stood)
        return contraries(said, stood) or other_of_its_kind(said, stood)

    def name(self) -> str:
        """The words of the claim that stand where the quotation has a name, if they are not that; else ""."""
        if not self.said or (len(self.said) == len(self.stood) == 1 and look_alike(self.said, self.stood)):
            return ""
        for start, end in names_at(self.quote):
            copied_in_part = start < self.there or self.until < end
            if start < self.until and self.there < end and (copied_in_part or not self.at_an_end):
                before, after = max(0, self.there - start), max(0, end - self.until)
                return self._written(self.claim[self.start - before : self.end + after])
        return ""

    def _written(self, text: str) -> str:
        return "".join(self.words.get(character, character) for character in text)


def departures(claim: str, quote: str) -> Iterator[Departure]:
    """Yield where the claim departs from the quotation, if it copies the most of it."""
    values: dict[tuple[Fraction, bool], str] = {}
    words: dict[str, str] = {}
    claim, quote = _compared(claim, values, words), _compared(quote, values, words)
    blocks = SequenceMatcher(None, claim, quote, autojunk=False).get_matching_blocks()
    if sum(block.size for block in blocks) < _LEAST_COPIED * len(claim):
        return
    firm = [b for b in blocks if b.size >= _KNOWN_BY or (b.size and b.a in (0, len(claim) - b.size))]
    ends = [(0, 0), *((block.a + block.size, block.b + block.size) for block in firm)]
    starts = [*((block.a, block.b) for block in firm), (len(claim), len(quote))]
    for number, ((start, there), (end, until)) in enumerate(zip(ends, starts, strict=True)):
        at_an_end = number in (0, len(firm))
        if at_an_end:
            room = min(end - start, until - there)
            there, until = (until - room, until) if number == 0 else (there, there + room)
        if claim[start:end] != quote[there:until] and max(end - start, until - there) <= _LONGEST:
            yield Departure(claim, start, end, quote, there, until, at_an_end, words)


def changed_places(found: Sequence[Departure], quote: str) -> tuple[str, str] | None:
    """The words of two departures that stand in each other's place, other than in a list."""
    tight = re.sub(r"\s", "", unicodedata.normalize("NFKC", quote))
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            if min(len(one.said), len(one.stood)) > 1 and (one.said, one.stood) == (other.stood, other.said):
                place = tight.find(one.stood)
                between = tight[place : tight.find(other.stood, place) + len(other.stood)]
                if not _LIST.fullmatch(between):
                    return one.said, one.stood
    return None


def _compared(text: str, values: dict[tuple[Fraction, bool], str], words: dict[str, str]) -> str:
    """The Han characters of a text, and one for each figure, the same for the same value."""
    text = unicodedata.normalize("NFKC", text)
    characters = list(text)
    for figure in read_figures(text):
        if not figure.weak:
            stands_for = chr(_FIRST_FIGURE + len(values))
            end = figure.end - len(figure.unit)
            one = values.setdefault((figure.value, figure.share), stands_for)
            words[one] = text[figure.start : end].strip()
            characters[figure.start : end] = [one, *[""] * (end - figure.start - 1)]
    return "".join(c for c in characters if _COMPARED.fullmatch(c))
