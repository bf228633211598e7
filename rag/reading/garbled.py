"""Columns read across: passages whose lines belong to several columns, found, and put back in order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations, zip_longest
from statistics import median

import numpy as np

from rag.reading.lines import together
from rag.reading.seams import Seams, language
from rag.reading.threads import LEAST, REACH, Stretch, stretches
from rag.reading.wrapping import CLOSERS, ENDS
from rag.types import Garbled, Span, Traced

_SHORTEST = 2  # characters of a line; what is shorter goes with the line before it
_BAD = 0.3  # nats a line: text that goes on worse is looked at closely
_WHOLE = 1.0  # counted for a line that ends with a sentence
_BROKEN = 4  # of so many lines, at least, end within a sentence
_AGAIN = 2  # such runs of lines, overlapping, make a suspicion
_UNEVEN = 1.3  # times the shortest row of a passage that the longest has at most
_APART = 2.0  # nats a line by which lines must go on better from earlier ones
_STOPS = frozenset("".join(ENDS) + CLOSERS)
_GAIN = 1.25  # nats a line by which reading by columns must be better than reading across
# What makes an order certain, where lines need not be cut by guess: how well they go on from each other, and
# that no other order of the columns is better by so much.
_FIT, _OTHER_ORDER = 0.8, 4.0
_CUT_BETTER = 1.5  # times what is gained without cutting lines
_NARROWEST, _WIDEST, _MOST = 7, 36, 3  # characters of a column's line; columns read across
_ASIDE = 3  # characters by which the place where two lines are glued may be off


def in_order(body: Traced) -> tuple[Traced, tuple[Garbled, ...]]:
    """The body with lines put back in order where that is certain, and every passage that was read across."""
    lines = _lines(body)
    apart, rows = _suspicions(body.text, lines) if len(lines) > LEAST else (False, False)
    cut, found = _best_cutting(body.text, lines, rows) if apart or rows else (lines, [])
    guessed, lines = len(cut) > len(lines), cut
    pieces: list[Traced] = []
    passages: list[Garbled] = []
    done = length = 0
    for stretch in found:
        start, end = lines[stretch.first][0], lines[stretch.last][1]
        certain = not guessed and stretch.fit >= _FIT and _is_best_order(body.text, lines, stretch)
        passage = _by_columns(body, lines, stretch) if certain else body[start:end]
        pieces += [body[done:start], passage]
        length += start - done
        passages.append(Garbled(length, length + len(passage.text), certain))
        length += len(passage.text)
        done = end
    return (together([*pieces, body[done:]]) if passages else body), tuple(passages)


def _lines(body: Traced) -> list[Span]:
    """The stretches of a clean text that stood together in the raw text."""
    places = np.asarray(body.origin)
    cuts = np.flatnonzero(np.diff(places) != 1) + 1
    lines: list[Span] = []
    for start, end in pairwise([0, *cuts.tolist(), len(places)]):
        if end - start >= _SHORTEST:
            lines.append((start, end))
        elif lines and not body.text[start:end].isspace():
            lines[-1] = (lines[-1][0], end)
    return lines


def _suspicions(text: str, lines: Sequence[Span]) -> tuple[bool, bool]:
    """Whether some passage's lines go on badly and better from earlier ones, or are rows of one length.

    Told quickly. What follows on a whole sentence or on a whole paragraph says nothing.
    """
    lengths = [end - start for start, end in lines]
    broken = [text[end - 1] not in _STOPS and end - start <= _MOST * _WIDEST for start, end in lines]
    firsts = [
        first
        for first in range(len(lines) - LEAST)
        if sum(broken[first : first + LEAST]) >= _BROKEN
        and sorted(lengths[first : first + LEAST])[LEAST // 2] >= _NARROWEST
    ]
    if not firsts:
        return False, False
    seams = Seams(text, lines)
    fits = [seams.fit(line, line + 1) if broken[line] else _WHOLE for line in range(len(lines) - 1)]
    apart = rows = 0
    for first in firsts:
        last = first + LEAST
        here = sum(fits[first:last]) / LEAST
        if here < _BAD:
            earlier = max(seams.mean(first + 1, last + 1, back) for back in range(2, _MOST + 1))
            shortest, longest = min(lengths[first:last]), max(lengths[first:last])
            apart += earlier - here > _APART
            rows += shortest >= 2 * _NARROWEST and longest <= _UNEVEN * shortest
    return apart >= _AGAIN, rows >= _AGAIN


def _best_cutting(text: str, lines: list[Span], rows: bool) -> tuple[list[Span], list[Stretch]]:
    """The lines, cut in two or three where that explains a passage better, and what was read across."""
    found = _read_across(text, lines)
    best = lines, found
    most = _CUT_BETTER * _gained(found)
    for cut in _cuttings(text, lines) if rows or found else ():
        found = _read_across(text, cut) if _suspicions(text, cut)[0] else []
        if _gained(found) > most:
            best, most = (cut, found), _gained(found)
    return best


def _read_across(text: str, lines: Sequence[Span]) -> list[Stretch]:
    seams = Seams(text, lines)
    fits = [
        [seams.fit(line - back, line) if 0 < back <= line else 0.0 for back in range(REACH + 1)]
        for line in range(len(lines))
    ]
    return [stretch for stretch in stretches(fits) if stretch.gain >= _GAIN]


def _gained(found: Sequence[Stretch]) -> float:
    return sum(stretch.gain * (stretch.last - stretch.first) for stretch in found)


def _cuttings(text: str, lines: list[Span]) -> Iterator[list[Span]]:
    """The lines with those cut that may be two or three glued together, for each width of a column."""
    folded = language().fold(text)
    lengths = [end - start for start, end in lines if end - start > _NARROWEST]
    for columns in range(1, _MOST + 1) if lengths else ():
        width = median(lengths) / columns
        if _NARROWEST <= width <= _WIDEST:
            cut = [piece for line in lines for piece in _cut(folded, line, width)]
            if len(cut) > len(lines):
                yield cut


def _cut(folded: str, line: Span, width: float) -> Iterator[Span]:
    """A line in pieces of about this width, each ending where the text goes on worst."""
    start, end = line
    for left in range(min(round((end - start) / width), _MOST), 1, -1):
        place = round(start + (end - start) / left)
        places = range(max(start + _SHORTEST, place - _ASIDE), min(end - _SHORTEST, place + _ASIDE) + 1)
        place = min(places, key=lambda at: language().seam(folded[at - 2 : at], folded[at : at + 2]))
        yield start, place
        start = place
    yield start, end


def _is_best_order(text: str, lines: Sequence[Span], stretch: Stretch) -> bool:
    """Whether columns go on from each other, left to right, about as well as in any other order."""
    seams = Seams(text, lines)
    after = [stretch.last + 1] if stretch.last + 1 < len(lines) else []

    def fit(threads: Sequence[Sequence[int]]) -> float:
        starts = [thread[0] for thread in threads[1:]] + after
        return sum(seams.fit(thread[-1], start) for thread, start in zip(threads, starts, strict=False))

    return fit(stretch.threads) + _OTHER_ORDER >= max(map(fit, permutations(stretch.threads)))


def _by_columns(body: Traced, lines: Sequence[Span], stretch: Stretch) -> Traced:
    """A stretch's lines, column after column; a paragraph ends where it did, after a whole sentence."""
    pieces: list[Traced] = []
    for thread in stretch.threads:
        for line, follows in zip_longest(thread, thread[1:]):
            start, end = lines[line]
            piece, gap = body[start:end], body.text[end : end + 1]
            ended = gap == "\n" and piece.text.rstrip(CLOSERS).endswith(ENDS)
            words_apart = gap == " " and follows == line + 1
            pieces.append(body[start : end + 1] if ended or words_apart else piece)
    text = together(pieces)
    return text[: len(text.text.rstrip())]
