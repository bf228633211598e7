"""How a page's lines are broken, and which of them are one paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from string import ascii_lowercase

from rag.reading.lines import Line

ENDS = tuple("。！？!?；;….")
CLOSERS = "”’」』）)】》\"'"
_NARROW = 34  # a column is no wider than this many Chinese characters; a paragraph of one line often is
_PROSE = re.compile(r"[，。、；,]")
_RUN = 8  # lines from which on a column tells its own width
_NO_BEGINNING, _UNITS = frozenset("，。、；：！？）》"), frozenset("年月日时元%％")
_DASHES = frozenset("—-－一 ")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a page's lines are broken: a paragraph to a line, or wrapped at a width."""

    raw: str
    narrow: bool  # lines are those of a column
    blanks_tell: bool  # a blank line stands between paragraphs and not between all lines, or an indent does
    full: float  # the width of the page's wider lines, in Chinese characters
    exact: int  # the number of characters that every full line has; 0 where they vary

    @classmethod
    def of(cls, raw: str, lines: Sequence[Line], printed: bool = False) -> "Wrapping":
        """Tell it from all the lines of a page; those of a printed page are a column's, however wide."""
        plain = [line for line in lines if not line.marked]
        if len(plain) < 2:
            return cls(raw, False, True, 0.0, 0)
        widths = [_width(raw, line) for line in plain]
        full = sorted(widths)[len(widths) * 4 // 5]
        alike = sum(0.75 * full <= width <= 1.3 * full for width in widths) >= 0.4 * len(widths)
        narrow = printed or (full <= _NARROW and alike)
        blanks = sum(line.after_blank or (printed and line.indented) for line in plain[1:]) / (len(plain) - 1)
        longest = max(line.width for line in plain)
        exact = narrow and not printed and sum(line.width == longest for line in plain) >= 0.5 * len(plain)
        return cls(raw, narrow, 0.02 < blanks < 0.8, full, longest if exact else 0)

    def paragraphs(self, run: Sequence[Line]) -> Iterator[list[Line]]:
        """Cut a run of lines where a paragraph ends."""
        group: list[Line] = []
        for index, line in enumerate(run):
            if group and self._parts(run, index):
                yield group
                group = []
            group.append(line)
        if group:
            yield group

    def runs_on(self, run: Sequence[Line]) -> bool:
        """Whether the last line of a column's run is cut off within a sentence."""
        if not self.narrow or self._finished(run[-1] if run else None):
            return False
        prose = sum(bool(_PROSE.search(self._text(line))) for line in run[-4:])
        if prose < 2:
            return False  # headings and bylines, which have no commas, do not run on
        return _width(self.raw, run[-1]) >= 0.8 * median(_width(self.raw, line) for line in run[-6:])

    def _parts(self, run: Sequence[Line], index: int) -> bool:
        """Whether a paragraph ends between a line and the one before it."""
        before, line = run[index - 1], run[index]
        if self._goes_on_within(before, line):
            return False
        if line.indented and not before.indented:
            return True
        if not self.narrow:
            return line.after_blank or self._finished(before) or _width(self.raw, line) > 2 * before.width
        if self._text(line)[0] in ascii_lowercase and not self._finished(before):
            return False  # a Latin sentence or headline goes on
        if self.blanks_tell:
            return line.after_blank
        if not line.after_blank and before.after_blank:
            return False  # every other line has a blank one before it: these two are one heading
        if set(self._text(line)) <= _DASHES:
            return False
        if index == len(run) - 1 and self._finished(before) and not self._finished(line):
            return True  # what follows the last sentence of a column is a headline
        return self._ends(run, index - 1)

    def _goes_on_within(self, before: Line, line: Line) -> bool:
        """Whether what begins a line cannot begin a paragraph: a comma, or the 日 of `8 月 20`."""
        first, last = self.raw[line.start], self.raw[before.end - 1]
        return first in _NO_BEGINNING or (first in _UNITS and last.isdigit())

    def _ends(self, run: Sequence[Line], index: int) -> bool:
        """Whether a line of a column is the last of its paragraph: it is short."""
        line = run[index]
        if self.exact:
            return line.width < self.exact
        width = _width(self.raw, line)
        full = self.full
        if len(run) >= _RUN:
            full = median(_width(self.raw, other) for other in run[max(0, index - 5) : index + 6])
        return width < (0.93 if self._finished(line) else 0.8) * full

    def _finished(self, line: Line | None) -> bool:
        return line is None or self._text(line).rstrip(CLOSERS).endswith(ENDS)

    def _text(self, line: Line) -> str:
        return self.raw[line.start : line.end]


def _width(raw: str, line: Line) -> float:
    """A line's width in Chinese characters, the spaces that only fill it left out."""
    text = raw[line.start : line.end]
    if text.isascii():
        return len(text) / 2
    visible = len(text) - text.count(" ") - text.count("\u3000")
    return visible - sum(map(str.isascii, text)) / 2 + text.count(" ") / 2
