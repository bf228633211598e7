"""Numbering: the citations of an answer, numbered afresh in the order in which the reader meets them."""

from collections.abc import Callable
from dataclasses import dataclass

from rag.answering.locating import Located
from rag.answering.markers import bracketed
from rag.answers import Citation, Quotation
from rag.found import Hit
from rag.types import Lines, part_at

LinesOf = Callable[[Hit, int, int], Lines]


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words of a claim stand in a passage."""

    passage: Quotation
    located: Located

    @property
    def quote(self) -> str:
        return self.passage.hit.article.text[self.located.start : self.located.end]


def lines_of_hit(hit: Hit, _start: int, _end: int) -> Lines:
    """The lines of a whole hit, for a span of it: right, though wider than need be."""
    return hit.lines


Placed = tuple[str | tuple[Found, ...], ...]  # a sentence, with quotations where its markers go


class Numbering:
    """Gives out markers. `taken` are numbers in brackets that the reader meets elsewhere, and never ours.

    `lines_of` gives the lines of the file for a span of a hit's article, which only the archive can count.
    """

    def __init__(self, lines_of: LinesOf, taken: set[int]) -> None:
        self._lines_of, self._taken = lines_of, taken
        self._given: dict[tuple[str, str, int, int], Citation] = {}
        self._last = 0

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All that were given so far, in the order of their markers."""
        return tuple(self._given.values())

    def marked(self, placed: Placed) -> tuple[str, tuple[int, ...]]:
        """A sentence as it is shown, and the markers in it, each once."""
        self._taken |= bracketed("".join(piece for piece in placed if isinstance(piece, str)))
        text, markers = "", dict[int, None]()
        for piece in placed:
            if isinstance(piece, str):
                text += piece
            else:
                here = dict.fromkeys(self._citation(found).marker for found in piece)
                text += "".join(f"[{marker}]" for marker in here)
                markers |= here
        return text, tuple(markers)

    def left(self, brackets: str) -> str:
        """Brackets that cite nothing, as they are; with `?` in them if they would point at a quotation."""
        ours = {citation.marker for citation in self._given.values()}
        return brackets if ours.isdisjoint(bracketed(brackets)) else f"{brackets[:-1]}?]"

    def _citation(self, found: Found) -> Citation:
        hit, at = found.passage.hit, found.located
        key = (hit.article.id, hit.field, at.start, at.end)
        if key not in self._given:
            part = part_at(hit.article, at.start)
            self._given[key] = Citation(
                marker=self._next_marker(),
                quote=found.quote,
                article=hit.article,
                start=at.start,
                end=at.end,
                file=part.file,
                page=part.page,
                lines=self._lines_of(hit, at.start, at.end),
                score=found.passage.score,
                match=at.match,
                field=hit.field,
            )
        return self._given[key]

    def _next_marker(self) -> int:
        """The next number that stands in no other brackets: nobody could tell `附表[2]` from our [2]."""
        self._last += 1
        while self._last in self._taken:
            self._last += 1
        return self._last
