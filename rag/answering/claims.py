"""Claims: the sentences of a draft, each with the markers that stand in it. It does not check them."""

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answering.markers import Marker
from rag.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a draft: text and markers by turns, white space after it included."""

    pieces: tuple[str | Marker, ...]

    @property
    def text(self) -> str:
        """What it says, our markers left out."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def cited(self) -> Iterator[tuple[str, Marker]]:
        """Each marker with the words between the marker before it and itself."""
        words = ""
        for piece in self.pieces:
            if isinstance(piece, str):
                words += piece
            else:
                yield words, piece
                words = ""


def read_claims(text: str, markers: Sequence[Marker]) -> Iterator[Claim]:
    """Cut `text` into sentences; nothing of it is lost.

    `markers` are ours, by place. One that stands after a full stop belongs to the sentence before it;
    one that begins a line, to the sentence after it. A semicolon does not end a sentence here, since one
    marker is usually meant for all that semicolons join.
    """
    runs = _runs(text, markers)
    bare = "".join(runs)
    spans = list(sentence_spans(bare))
    starts = [
        _line_start(bare, start)
        for (_, end), (start, _) in itertools.pairwise(spans)
        if bare[end - 1] not in "；;" or "\n" in bare[end:start]
    ]
    pieces: list[list[str | Marker]] = [[] for _ in range(len(starts) + 1)]
    place = 0
    for run, marker in zip(runs, [*markers, None], strict=True):
        for part, sentence in _parts(run, place, starts):
            pieces[sentence].append(part)
        place += len(run)
        if marker is not None:
            begins_line = bare[place - 1 : place] == "\n" and bare[place : place + 1] not in ("", "\n")
            pieces[bisect_right(starts, place if begins_line else place - 1)].append(marker)
    return (Claim(tuple(of_one)) for of_one in pieces if of_one)


def _line_start(text: str, start: int) -> int:
    """Where the sentence at `start` begins with its indentation, if it is the first of a line."""
    indented = start
    while indented and text[indented - 1] in " \t\u3000":
        indented -= 1
    return indented if indented and text[indented - 1] == "\n" else start


def _runs(text: str, markers: Sequence[Marker]) -> list[str]:
    """The text before, between and after the markers."""
    bounds = [0, *(place for marker in markers for place in (marker.start, marker.end)), len(text)]
    return [text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]


def _parts(run: str, place: int, starts: Sequence[int]) -> Iterator[tuple[str, int]]:
    """A run, which begins at `place`, cut where sentences start; each part with its sentence's number."""
    first, last = bisect_right(starts, place), bisect_right(starts, place + len(run) - 1)
    cuts = [0, *(start - place for start in starts[first:last]), len(run)]
    for number, (start, end) in enumerate(itertools.pairwise(cuts), first):
        if start < end:
            yield run[start:end], number
