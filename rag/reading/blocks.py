"""Lines grouped into blocks: headings, bylines, jump lines, paragraphs and furniture."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from rag.reading.bylines import dateline, end_credit, is_byline, is_photo_credit
from rag.reading.continuation import Jump, find_jumps
from rag.reading.furniture import Kind, furniture_kind, is_section_name
from rag.reading.lines import NOTHING, Line, joined, split_lines, together
from rag.types import Page, Span, Traced

_ENDS = "。！？!?；;…"
_CLOSERS = "”’」』）)】》\"'"
_MARKDOWN = re.compile(r"^#{1,6} \S.*\n(?s:.*)^#{1,6} \S", re.MULTILINE)  # OCR writes Markdown into .txt too
_LONGEST_HEADING = 48
_NARROW = 34  # a column is no wider than this many Chinese characters; a paragraph of one line often is


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a page with one part to play. `text` is clean; `spans` are its lines, raw."""

    kind: Literal["heading", "byline", "jump", "text", "furniture"]
    spans: tuple[Span, ...]
    text: Traced = NOTHING
    marked: bool = False  # as a heading, in the source itself
    section: bool = False  # a heading worded as the name of a section
    furniture: Kind = "other"
    jumps: tuple[Jump, ...] = ()  # spans into the text
    credit: Span | None = None  # names after the last sentence, span into the text
    photo: bool = False
    dated: bool = False  # begins with a dateline

    @property
    def jump_from(self) -> bool:
        return any(jump.way == "from" and jump.span[0] < 40 for jump in self.jumps)

    @property
    def jump_on(self) -> bool:
        return any(jump.way == "on" for jump in self.jumps)


def blocks_of(page: Page) -> list[Block]:
    """The blocks of a page, in the order of its lines."""
    lines = split_lines(page.raw, page.format == "markdown" or bool(_MARKDOWN.search(page.raw)))
    wrapping = _Wrapping.of(page.raw, lines)
    return [
        _block(page.raw, group, wrapping.narrow)
        for run in _runs(page.raw, lines)
        for group in wrapping.paragraphs(run)
    ]


def _alone(raw: str, line: Line) -> bool:
    """Whether a line is a block by itself, whatever stands around it."""
    text = raw[line.start : line.end]
    if line.marked:
        return True
    if len(text) > 60:
        return False
    clean = joined(raw, [(line.start, line.end)], keep_gaps=True).text
    if furniture_kind(clean) or is_byline(clean):
        return True
    jumps = find_jumps(clean)
    return len(jumps) == 1 and jumps[0].span == (0, len(clean))


def _runs(raw: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that may be parts of the same paragraphs; a line that stands alone is a run of one."""
    run: list[Line] = []
    for line in lines:
        jumps = find_jumps(raw[line.start : line.end][:40])
        if jumps and jumps[0].span[0] == 0 and jumps[0].way == "from":
            yield from filter(None, (run,))
            run = []
        if _alone(raw, line):
            yield from filter(None, (run,))
            yield [line]
            run = []
        else:
            run.append(line)
    yield from filter(None, (run,))


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """How a page's lines are broken: a paragraph to a line, or wrapped at a width."""

    raw: str
    narrow: bool  # lines are those of a column
    blanks_tell: bool  # a blank line stands between paragraphs and not between all lines
    exact: int  # the number of characters that every full line has; 0 where they vary

    @classmethod
    def of(cls, raw: str, lines: Sequence[Line]) -> "_Wrapping":
        plain = [line for line in lines if not line.marked]
        if len(plain) < 2:
            return cls(raw, False, True, 0)
        widths = [_width(raw, line) for line in plain]
        middle = median(widths)
        narrow = middle <= _NARROW and sum(width > 1.8 * middle + 4 for width in widths) <= len(widths) / 12
        blanks = sum(line.after_blank for line in plain[1:]) / (len(plain) - 1)
        longest = max(line.width for line in plain)
        exact = longest if sum(line.width == longest for line in plain) >= 0.5 * len(plain) else 0
        return cls(raw, narrow, 0.02 < blanks < (0.8 if narrow else 1.01), exact if narrow else 0)

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

    def _parts(self, run: Sequence[Line], index: int) -> bool:
        """Whether a paragraph ends between a line and the one before it."""
        before, line = run[index - 1], run[index]
        if line.indented and not before.indented:
            return True
        if self.blanks_tell or not self.narrow:
            return line.after_blank or not self.blanks_tell
        if not line.after_blank and before.after_blank:
            return False  # every other line has a blank one before it: these two are one heading
        if set(self._text(line)) <= set("—-－一 "):
            return False
        if index == len(run) - 1 and self._finished(before) and not self._finished(line):
            return True  # what follows the last sentence of a column is a headline
        return self._ends(run, index - 1)

    def _finished(self, line: Line) -> bool:
        return self._text(line).rstrip(_CLOSERS).endswith(tuple(_ENDS))

    def _ends(self, run: Sequence[Line], index: int) -> bool:
        """Whether a line of a column is the last of its paragraph: it is short."""
        line = run[index]
        if self.exact:
            return line.width < self.exact
        nearby = [_width(self.raw, other) for other in run[max(0, index - 5) : index + 6]]
        full = median(nearby)
        width = _width(self.raw, line)
        return width < (0.93 if self._finished(line) else 0.8) * full

    def _text(self, line: Line) -> str:
        return self.raw[line.start : line.end]


def _width(raw: str, line: Line) -> float:
    """A line's width in Chinese characters, the spaces that only fill it left out."""
    text = raw[line.start : line.end]
    visible = len(text) - text.count(" ") - text.count("\u3000")
    return visible - sum(map(str.isascii, text)) / 2 + text.count(" ") / 2


def _block(raw: str, lines: Sequence[Line], narrow: bool) -> Block:
    spans = tuple((line.start, line.end) for line in lines)
    marked = lines[0].marked
    text = joined(raw, spans, keep_gaps=True)
    kind = furniture_kind(text.text) if text else None
    if kind:
        return Block("furniture", spans, text, marked, furniture=kind)
    jumps = tuple(find_jumps(text.text))
    if len(jumps) == 1 and jumps[0].span == (0, len(text.text)):
        return Block("jump", spans, text, jumps=jumps)
    if is_byline(text.text):
        return Block("byline", spans, text, marked, photo=is_photo_credit(text.text))
    if marked or _reads_as_heading(text.text, narrow):
        return Block("heading", spans, text, marked, section=is_section_name(text.text))
    return _paragraph(raw, spans)


def _reads_as_heading(text: str, narrow: bool) -> bool:
    """Whether a block that nothing marks is worded as a heading: short, and no sentence."""
    if not 4 <= len(text) <= (_LONGEST_HEADING if narrow else 36) or "。" in text:
        return False
    return text[-1] not in "。！；;，,、：:." and not text.rstrip(_CLOSERS).endswith(("。", "！", "？"))


def _paragraph(raw: str, spans: tuple[Span, ...]) -> Block:
    """A paragraph. The spaces between names stay, in its dateline and in the credit at its end."""
    spaced = joined(raw, spans, keep_gaps=True)
    jumps = find_jumps(spaced.text)
    begin = jumps[0].span[1] if jumps and jumps[0].span[0] == 0 else 0
    dated = dateline(spaced.text[begin : begin + 120])
    credit = end_credit(spaced.text)
    head = spaced[: begin + dated.end if dated else 0]
    tail = spaced[credit[0] if credit else len(spaced.text) :]
    middle = joined(raw, _within(spans, head, tail))
    text = together([head, middle, tail])
    return Block(
        "text",
        spans,
        text,
        jumps=tuple(find_jumps(text.text)),
        credit=(len(text.text) - len(tail.text), len(text.text)) if credit else None,
        photo=credit is not None and is_photo_credit(spaced.text),
        dated=dated is not None,
    )


def _within(spans: Sequence[Span], head: Traced, tail: Traced) -> list[Span]:
    """The parts of `spans` after the last character of `head` and before the first of `tail`."""
    first = max((place + 1 for place in head.origin[-2:]), default=0)
    last = next((place for place in tail.origin if place >= 0), spans[-1][1])
    cut = [(max(start, first), min(end, last)) for start, end in spans]
    return [(start, end) for start, end in cut if start < end]
