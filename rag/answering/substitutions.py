"""Substitutions: the words of a sentence that its source does not have, and what stands there instead."""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rag.figures import read_figures

_CONTEXT = 2  # characters on either side by which a place is known again in the source
_LONGEST = 16  # characters that may stand in the source where others were put
_HAN = re.compile(r"[\u3400-\u9fff·]+")
_BLANK = "\n"  # stands for what is compared elsewhere, and for where a text ends


@dataclass(frozen=True, slots=True)
class Substitution:
    """`said` stands in the sentence between `before` and `after`, of which no two characters are new.

    `stood` is what the source has between the same words; "" if they do not stand there so near.
    """

    said: str
    before: str
    after: str
    stood: str


class Reference:
    """What a sentence cites, in the form in which words are compared: Han characters alone."""

    def __init__(self, *texts: str) -> None:
        self.text = _BLANK + _BLANK.join(bare(text) for text in texts) + _BLANK
        self.pairs = frozenset(self.text[n : n + 2] for n in range(len(self.text) - 1))

    def holds(self, words: str) -> bool:
        return words in self.text


def bare(text: str) -> str:
    """The Han characters of a text, a break for each figure; punctuation and white space are left out.

    >>> bare("海滨港、青石桥 长1200米")
    '海滨港青石桥长\\n'
    """
    text = unicodedata.normalize("NFKC", text)
    characters = list(text)
    for figure in read_figures(text):
        if not figure.weak:
            characters[figure.start : figure.end] = _BLANK * (figure.end - figure.start)
    kept = "".join(c for c in "".join(characters) if c == _BLANK or _HAN.fullmatch(c))
    return re.sub(rf"{_BLANK}+", _BLANK, kept)


def substitutions(claim: str, source: Reference) -> Iterator[Substitution]:
    """Yield each run of characters none of whose pairs the source has. Linear in the claim's length."""
    text = f"{_BLANK}{bare(claim)}{_BLANK}"
    start = None
    for place in range(1, len(text)):
        pairs = (text[place - 1 : place + 1], text[place : place + 2])
        new = text[place] != _BLANK and source.pairs.isdisjoint(pairs)
        if new and start is None:
            start = place
        elif not new and start is not None:
            yield _substitution(text, start, place, source)
            start = None


def exchanges(claim: str, source: Reference) -> Iterator[Substitution]:
    """Yield each run of characters that the source has, though not between the words around it.

    It stands between two pairs of characters that are new, or a new one and where a text ends; what the
    source has between those words is other than it. So it is with names in each other's place.
    """
    text = f"{_BLANK}{bare(claim)}{_BLANK}"
    pairs = [text[at - 1 : at + 1] for at in range(1, len(text))]
    ends = [at for at, pair in enumerate(pairs, 1) if _BLANK in pair or pair not in source.pairs]
    for start, end in itertools.pairwise(ends):
        said = text[start:end]
        if 2 <= end - start <= _LONGEST and _BLANK not in said and source.holds(said):
            found = _substitution(text, start, end, source)
            known = source.holds(found.before) and source.holds(found.after)
            if known and found.stood and found.stood != said:
                yield found


def _substitution(text: str, start: int, end: int, source: Reference) -> Substitution:
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return Substitution(text[start:end], before, after, _between(before, after, source.text, end - start))


def _between(before: str, after: str, text: str, length: int) -> str:
    """What the text has between the two; as much as was put there, where only one of them is known."""
    if not before.strip():
        place = text.find(after) if after.strip() else -1
        return text[max(0, place - length) : max(0, place)].rpartition(_BLANK)[2]
    place = text.find(before)
    if not after.strip():
        end = place + len(before)
        return text[end : end + length].partition(_BLANK)[0] if place >= 0 else ""
    while place >= 0:
        place += len(before)
        end = text.find(after, place, place + _LONGEST + len(after))
        if end >= 0:
            return text[place:end]
        place = text.find(before, place)
    return ""
