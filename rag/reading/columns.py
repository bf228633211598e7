"""The order in which a page's printed lines are read: columns from left to right, each under its headline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rag.reading.typeset import TypeLine

_LEADING = 1.1  # ems of white between two lines of a column, at most
_ALIKE = 0.12  # by which the sizes of one text's lines differ
_LARGE = 1.2  # times the text's size: set as a heading
_INDENT = 2.5  # ems by which a line of a column may begin further in than another
_SHORT = 2  # lines of what may stand above columns by itself: a headline, a byline


@dataclass(slots=True)
class Stack:
    """Lines of one size, one below the other: a column or a piece of one, or a headline."""

    lines: list[TypeLine]
    heading: bool
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.right = min(x.left for x in self.lines), max(x.right for x in self.lines)
        self.top, self.bottom = self.lines[0].top, max(x.bottom for x in self.lines)

    def is_indented(self, line: TypeLine) -> bool:
        return not self.heading and line.left - self.left > line.size


def text_size(lines: Sequence[TypeLine]) -> float:
    """The size in which most of a page's characters are set, in points to the half."""
    counts: dict[float, int] = {}
    for line in lines:
        size = round(2 * line.size) / 2
        counts[size] = counts.get(size, 0) + len(line.glyphs)
    return max(counts, key=lambda size: (counts[size], -size))


def stacks_of(lines: Sequence[TypeLine]) -> list[Stack]:
    """The lines of a page grouped into stacks, in reading order."""
    large = _LARGE * text_size(lines)
    stacks: list[Stack] = []
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        above = [stack for stack in stacks if _continues(stack, line)]
        nearest = max(above, key=lambda stack: stack.bottom, default=None)
        if nearest is not None and _stays_apart(nearest, line, lines):
            nearest.lines.append(line)
            nearest.__post_init__()
        else:
            stacks.append(Stack([line], line.size >= large))
    return ordered(stacks)


def _continues(stack: Stack, line: TypeLine) -> bool:
    """Whether a line may be the next one of a stack."""
    last = stack.lines[-1]
    if abs(last.size - line.size) > _ALIKE * line.size:
        return False
    shared = min(stack.right, line.right) - max(stack.left, line.left)
    narrower = min(stack.right - stack.left, line.right - line.left)
    if shared <= 0.5 * narrower or abs(line.left - stack.left) > _INDENT * line.size:
        return False  # centred, or at the right: a byline
    return -0.5 * line.size < line.top - last.bottom < _LEADING * line.size


def _stays_apart(stack: Stack, line: TypeLine, lines: Sequence[TypeLine]) -> bool:
    """Whether a stack with one more line still holds no part of a line beside it."""
    left, right = min(stack.left, line.left), max(stack.right, line.right)
    for other in lines:
        if other is line or other.right <= left or other.left >= right:
            continue
        inside = min(other.bottom, line.bottom) - max(other.top, stack.top) > 0.4 * other.size
        if inside and not any(other is own for own in stack.lines):
            return False
    return True


def ordered(stacks: Sequence[Stack]) -> list[Stack]:
    """Stacks as they are read.

    A page is cut along its white space, again and again: above a row of headlines, between headlines that
    stand side by side, below what stands above columns by itself, between columns. What no cut divides is
    sorted by Breuel's two rules (High Performance Document Layout Analysis, 2003).
    """
    for cut in _CUTS:
        parts = cut(stacks)
        if len(parts) > 1:
            return [stack for part in parts for stack in ordered(part)]
    return _sorted(stacks)


def _strips(stacks: Sequence[Stack]) -> list[list[Stack]]:
    """Stacks between which no white line runs across are of one strip; from the top."""
    strips: list[list[Stack]] = []
    bottom = float("-inf")
    for stack in sorted(stacks, key=lambda stack: (stack.top, stack.left)):
        if not strips or stack.top > bottom - 0.3 * stack.lines[0].size:
            strips.append([])
        strips[-1].append(stack)
        bottom = max(bottom, stack.bottom)
    return strips


def _above_headlines(stacks: Sequence[Stack]) -> list[list[Stack]]:
    parts: list[list[Stack]] = []
    for strip in _strips(stacks):
        if not parts or all(stack.heading for stack in _first_of(strip)):
            parts.append([])
        parts[-1].extend(strip)
    return parts


def _first_of(strip: Sequence[Stack]) -> list[Stack]:
    """The stacks with which a strip begins, from the left."""
    top = min(strip, key=lambda stack: stack.top)
    reach = top.top + 0.8 * top.lines[0].size
    return sorted((stack for stack in strip if stack.top <= reach), key=lambda stack: stack.left)


def _between_headlines(stacks: Sequence[Stack]) -> list[list[Stack]]:
    """Cut between headlines side by side: at the gutter where the right one begins, or at the widest."""
    first = _first_of(_strips(stacks)[0]) if stacks else []
    if len(first) < 2 or not all(stack.heading for stack in first):
        return [list(stacks)]
    gutters = _gutters(stacks)
    cuts = []
    for before, headline in pairwise(first):
        between = [gutter for gutter in gutters if before.right <= gutter[1] and gutter[0] <= headline.left]
        em = headline.lines[0].size
        aligned = [gutter for gutter in between if abs(gutter[1] - headline.left) < 0.5 * em]
        if between:
            cuts.append(max(aligned or between, key=lambda gutter: gutter[1] - gutter[0]))
    return _cut_at(stacks, cuts)


def _below_the_first(stacks: Sequence[Stack]) -> list[list[Stack]]:
    strips = _strips(stacks)
    if len(strips) < 2 or len(strips[0]) > 1 or len(strips[0][0].lines) > _SHORT:
        return [list(stacks)]
    return [strips[0], [stack for strip in strips[1:] for stack in strip]]


def _between_columns(stacks: Sequence[Stack]) -> list[list[Stack]]:
    return _cut_at(stacks, _gutters(stacks))


_CUTS: tuple[Callable[[Sequence[Stack]], list[list[Stack]]], ...] = (
    _above_headlines,
    _between_headlines,
    _below_the_first,
    _between_columns,
)


def _gutters(stacks: Sequence[Stack]) -> list[tuple[float, float]]:
    """The white between columns, from the left: where it begins and ends."""
    found = []
    right = float("inf")
    for stack in sorted(stacks, key=lambda stack: stack.left):
        if stack.left > right:
            found.append((right, stack.left))
        right = max(right, stack.right) if right < float("inf") else stack.right
    return found


def _cut_at(stacks: Sequence[Stack], gutters: Sequence[tuple[float, float]]) -> list[list[Stack]]:
    parts: list[list[Stack]] = [[] for _ in range(len(gutters) + 1)]
    for stack in stacks:
        parts[sum(stack.left >= gutter[1] for gutter in gutters)].append(stack)
    return [part for part in parts if part]


def _sorted(stacks: Sequence[Stack]) -> list[Stack]:
    waiting = sorted(stacks, key=lambda stack: (stack.left, stack.top))
    found: list[Stack] = []
    while waiting:
        free = next(
            (one for one in waiting if not any(_before(other, one, waiting) for other in waiting)), waiting[0]
        )
        waiting.remove(free)
        found.append(free)
    return found


def _before(one: Stack, other: Stack, stacks: Sequence[Stack]) -> bool:
    if one is other:
        return False
    if _overlap(one, other):
        return one.top < other.top
    return one.right <= other.left and not any(_lies_between(stack, one, other) for stack in stacks)


def _lies_between(stack: Stack, one: Stack, other: Stack) -> bool:
    """Whether a stack spans two others, and stands above the left one and below the right one."""
    spans = _overlap(stack, one) and _overlap(stack, other)
    return spans and other.top < stack.top < one.top


def _overlap(one: Stack, other: Stack) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 0.3 * min(
        one.lines[0].size, other.lines[0].size
    )
