"""Printed lines: glyphs put together along their baselines and parted where a gutter runs between columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from rag.reading.dates import is_masthead
from rag.reading.glyphs import Glyph

# In ems: widths of a character of the text at hand.
_TOUCHING = 0.5  # glyphs nearer than this are of one line
_GUTTER = 0.45  # a corridor between columns is at least as wide
_WIDE = 1.2  # a gap between two long stretches of text: no prose has it
_APART = 2.0  # a gap that needs no other sign
_APART_LETTERS = 3.5  # the same between single characters, which headlines set wide apart
_LONG = 5.0  # a long stretch
_SPACE = 0.2  # by which a gap that is a space is wider than the gaps between letters
_INITIAL = 1.7  # times the text's size: a letter that stands before several lines
_ALIGNED = 0.3  # lines that begin no further apart begin at the same place
_BESIDE = 3  # lines on either side of a corridor that make it a gutter
_EDGE_ROWS = 3  # of a page's rows, from above and below, that may be its masthead


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A printed line of one column. `glyphs` stand in reading order; an upright one may be a headline."""

    glyphs: tuple[Glyph, ...]
    size: float
    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def of(cls, glyphs: Iterable[Glyph]) -> "TypeLine":
        """The line that these glyphs make; its height is told by their baselines and sizes."""
        line = tuple(glyphs)
        size = median(glyph.size for glyph in line)
        top, bottom = (
            min(g.baseline - 0.88 * g.size for g in line),
            max(g.baseline for g in line) + 0.12 * size,
        )
        return cls(line, size, min(g.box.left for g in line), max(g.box.right for g in line), top, bottom)

    @property
    def text(self) -> str:
        """The line with its spaces."""
        return "".join(" " * spaced + glyph.text for spaced, glyph in self.spaced())

    def spaced(self) -> Iterator[tuple[bool, Glyph]]:
        """Each glyph, and whether a space stands before it: drawn as one, or as a gap wider than most."""
        gaps = [glyph.box.left - before.box.right for before, glyph in pairwise(self.glyphs)]
        wide = max(0.0, median(gaps) if gaps else 0.0) + _SPACE * self.size
        yield False, self.glyphs[0]
        for gap, glyph in zip(gaps, self.glyphs[1:], strict=True):
            yield glyph.spaced or gap > wide, glyph


def lines_of(glyphs: Sequence[Glyph]) -> list[TypeLine]:
    """The lines of a page, from the top, in whatever order they are drawn."""
    rows = _rows([TypeLine.of(run) for run in _runs(glyphs)])
    corridors = _Corridors(rows)
    lines: list[TypeLine] = []
    for index, row in enumerate(rows):
        pieces = list(_pieces(row, index, corridors))
        whole = TypeLine.of(glyph for piece in row for glyph in piece.glyphs)
        at_edge = index < _EDGE_ROWS or index >= len(rows) - _EDGE_ROWS
        lines.extend([whole] if at_edge and is_masthead(whole.text) else pieces)
    return _with_initials(lines)


def _with_initials(lines: Sequence[TypeLine]) -> list[TypeLine]:
    """A large first letter put before the uppermost of the lines that it stands beside."""
    found = list(lines)
    for initial in [line for line in lines if len(line.glyphs) == 1]:
        for index, line in enumerate(found):
            beside = 0 <= line.left - initial.right + _TOUCHING * line.size < _APART * line.size
            larger = initial.size > _INITIAL * line.size
            if larger and beside and initial.top - line.size < line.top < initial.top + line.size:
                found[index] = replace(line, glyphs=(*initial.glyphs, *line.glyphs))
                found.remove(initial)
                break
    return found


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that are drawn one after the other along one baseline."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _follows(before: Glyph, glyph: Glyph) -> bool:
    em = max(before.size, glyph.size)
    if abs(glyph.baseline - before.baseline) > 0.2 * em or min(before.size, glyph.size) < 0.7 * em:
        return False
    ligature = glyph.box.left >= before.box.left and glyph.box.right <= before.box.right + 0.1 * em
    return ligature or -_TOUCHING * em <= glyph.box.left - before.box.right <= _TOUCHING * em


def _rows(runs: Iterable[TypeLine]) -> list[list[TypeLine]]:
    """Runs whose baselines agree, from left to right; the rows from the top."""
    rows: list[list[TypeLine]] = []
    baseline = float("-inf")
    for run in sorted(runs, key=lambda run: (_baseline(run), run.left)):
        if not rows or _baseline(run) - baseline > 0.3 * run.size:
            rows.append([])
            baseline = _baseline(run)
        rows[-1].append(run)
    return [_without_shadows(sorted(row, key=lambda run: run.left)) for row in rows]


def _baseline(run: TypeLine) -> float:
    return run.glyphs[0].baseline


def _without_shadows(row: list[TypeLine]) -> list[TypeLine]:
    """A line that is printed twice, a little aside, to look bold, is one line."""
    kept = row[:1]
    for run in row[1:]:
        if run.text != kept[-1].text or run.left - kept[-1].left > 0.3 * run.size:
            kept.append(run)
    return kept


def _pieces(row: Sequence[TypeLine], index: int, corridors: "_Corridors") -> Iterator[TypeLine]:
    """The row's runs put together, as far as no gutter parts them."""
    group = list(row[:1])
    for before, run in pairwise(row):
        if _parts(before, run) or corridors.has(index, before, run):
            yield TypeLine.of(glyph for piece in group for glyph in piece.glyphs)
            group = []
        group.append(run)
    yield TypeLine.of(glyph for piece in group for glyph in piece.glyphs)


def _parts(before: TypeLine, run: TypeLine) -> bool:
    """Whether two runs of one row are of two columns, told by nothing but the gap between them."""
    em = min(before.size, run.size)
    gap = (run.left - before.right) / em
    if max(before.size, run.size) > 1.3 * em:
        return gap > _TOUCHING or max(before.size, run.size) > _INITIAL * em
    letters = len(before.glyphs) == len(run.glyphs) == 1
    long = min(before.right - before.left, run.right - run.left) > _LONG * em
    return gap > (_APART_LETTERS if letters else _APART) or (long and gap > _WIDE)


class _Corridors:
    """White corridors that run between columns, past several lines on either side."""

    def __init__(self, rows: Sequence[Sequence[TypeLine]]) -> None:
        self._rows = rows

    def has(self, index: int, before: TypeLine, run: TypeLine) -> bool:
        """Whether the gap between two runs of a row is a part of one."""
        em = min(before.size, run.size)
        if run.left - before.right < _GUTTER * em:
            return False
        left, right = 1, 1
        for step in (-1, 1):
            free, place = (before.right, run.left), index + step
            while 0 <= place < len(self._rows) and min(left, right) < _BESIDE:
                narrowed = _free(self._rows[place], free)
                if narrowed[1] - narrowed[0] < _GUTTER * em:
                    break
                free = narrowed
                text = [other for other in self._rows[place] if 0.7 * em < other.size < 1.4 * em]
                left += any(free[0] - _LONG * em < other.right <= free[0] for other in text)
                # Lines of a column begin at the same place; words after a chance river of white do not.
                right += any(abs(other.left - run.left) < _ALIGNED * em for other in text)
                place += step
        return min(left, right) >= _BESIDE


def _free(row: Sequence[TypeLine], corridor: tuple[float, float]) -> tuple[float, float]:
    """The widest part of a corridor in which a row prints nothing."""
    parts, left = [], corridor[0]
    for run in row:
        if run.right > left and run.left < corridor[1]:
            parts.append((left, run.left))
            left = max(left, run.right)
    parts.append((left, corridor[1]))
    return max(parts, key=lambda part: part[1] - part[0])
