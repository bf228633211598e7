"""A PDF page's text in reading order, and where on the page each of its characters stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from rag.reading.columns import Stack, stacks_of, text_size
from rag.reading.glyphs import Box, Sheet
from rag.reading.typeset import TypeLine, lines_of
from rag.reading.vertical import is_vertical, laid_on_side

_INDENT = "  "
_SKIP = 0.5  # ems of white beyond what lies between a page's lines: a blank line


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The raw text of a PDF page: one printed line a line, white space where the page has it.

    `boxes` has one for each character of `raw`, None for white space; `headings` are the spans of what
    is set larger than the text, several lines where a headline has them, and how many times as large.
    """

    raw: str
    boxes: tuple[Box | None, ...]
    headings: tuple[tuple[int, int, float], ...]

    def areas(self, start: int, end: int) -> Iterator[Box]:
        """The rectangles, one a line, that `raw[start:end]` covers."""
        inside = zip(self.raw[start:end], self.boxes[start:end], strict=True)
        for is_break, line in groupby(inside, lambda item: item[0] == "\n"):
            boxes = [box for _, box in line if box is not None]
            if boxes and not is_break:
                lefts, tops, rights, bottoms = zip(*boxes, strict=True)
                yield Box(min(lefts), min(tops), max(rights), max(bottoms))


def text_layer(sheet: Sheet) -> TextLayer:
    """Put a page's glyphs into the order in which they are read."""
    glyphs = laid_on_side(sheet) if is_vertical(sheet.glyphs) else sheet.glyphs
    printed = dict(zip(glyphs, sheet.glyphs, strict=True))
    stacks = stacks_of(lines_of(glyphs)) if glyphs else []
    usual = _usual_gap(stacks)
    text: list[str] = []
    boxes: list[Box | None] = []
    headings: list[tuple[int, int, float]] = []
    ordinary = text_size([line for stack in stacks for line in stack.lines]) if stacks else 0.0

    def put(characters: str, box: Box | None = None) -> None:
        text.append(characters)
        boxes.extend([box] * len(characters))

    before: TypeLine | None = None  # the line above, where that is of no headline
    for stack in stacks:
        start = len(boxes)
        for line in stack.lines:
            if before is not None and not stack.heading and _is_set_apart(before, line, usual):
                put("\n")
            if stack.is_indented(line):
                put(_INDENT)
            for spaced, glyph in line.spaced():
                put(" " * spaced)
                put(glyph.text, printed[glyph].box)
            put("\n")
            before = None if stack.heading else line
        if stack.heading:
            headings.append((start, len(boxes) - 1, round(stack.lines[0].size / ordinary, 1)))
    return TextLayer("".join(text), tuple(boxes), tuple(headings))


def _usual_gap(stacks: list[Stack]) -> float:
    gaps = [
        below.top - above.bottom
        for stack in stacks
        if not stack.heading
        for above, below in zip(stack.lines, stack.lines[1:], strict=False)
    ]
    return median(gaps) if gaps else 0.0


def _is_set_apart(before: TypeLine, line: TypeLine, usual: float) -> bool:
    """Whether a line stands apart from the one above it in its column, by white space or by its size."""
    em = min(before.size, line.size)
    if max(before.size, line.size) > 1.12 * em:
        return True
    return line.top > before.bottom + max(0.0, usual) + _SKIP * em
