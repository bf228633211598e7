"""Which blocks belong to one article: the division of a page that explains its blocks best.

Every division of the blocks into consecutive stretches is a reading of the page. Each stretch is
judged by how much it looks like an article, and dynamic programming finds the division with the best
sum (as Viterbi does; quadratic in the places where an article may begin).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.reading.blocks import Block
from rag.reading.judging import Judge

_LONGEST_STRETCH = 260  # blocks; no article has more


@dataclass(frozen=True, slots=True)
class Segment:
    """One article's blocks: what stands at its head, its body, and what stands after it."""

    head: tuple[Block, ...]
    body: tuple[Block, ...]
    tail: tuple[Block, ...] = ()


def segments_of(blocks: Sequence[Block], judge: Judge | None = None) -> list[Segment]:
    """Divide blocks (furniture left out) into articles, in order."""
    if not blocks:
        return []
    judge = judge or Judge(blocks)
    cuts = [0, *(index for index in range(1, len(blocks)) if _may_begin(blocks, index)), len(blocks)]
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    for position, end in enumerate(cuts[1:], 1):
        starts = (start for start in reversed(cuts[:position]) if end - start <= _LONGEST_STRETCH)
        best[end] = max(
            ((best[start][0] + judge.score(start, end), start) for start in starts),
            default=(best[cuts[position - 1]][0], cuts[position - 1]),
        )
    return [
        segment
        for start, end in _stretches(best, len(blocks))
        for segment in _segments(blocks, start, *judge.body(start, end), end)
    ]


def _may_begin(blocks: Sequence[Block], index: int) -> bool:
    before, block = blocks[index - 1], blocks[index]
    if block.kind in ("heading", "jump") or block.dated or block.jump_from:
        return True
    if before.kind == "heading" and not before.marked:
        return True  # it may have been the headline of what stands before it
    if block.kind == "byline":
        return before.kind == "text"
    follows = blocks[index + 1] if index + 1 < len(blocks) else block
    caption = block.photo or (follows.kind == "byline" and follows.photo)
    return caption or before.kind == "byline" or before.credit is not None or before.jump_on


def _stretches(best: dict[int, tuple[float, int]], end: int) -> list[tuple[int, int]]:
    found = []
    while end:
        start = best[end][1]
        found.append((start, end))
        end = start
    return found[::-1]


def _segments(blocks: Sequence[Block], start: int, first: int, last: int, end: int) -> Iterator[Segment]:
    """The article of a stretch, and after it the captions that stand within its columns."""
    body, captions = [], []
    index = first
    while index < last:
        length = _caption_length(blocks, index, first, last)
        if length:
            captions.append(blocks[index : index + length])
        else:
            body.append(blocks[index])
        index += length or 1
    yield Segment(tuple(blocks[start:first]), _dateline_first(body), tuple(blocks[last:end]))
    for caption in captions:
        yield Segment((), tuple(caption[:1]), tuple(caption[1:]))


def _dateline_first(body: list[Block]) -> tuple[Block, ...]:
    """A report begins with its dateline: where the second or third paragraph has it, columns were swapped."""
    dated = [index for index, block in enumerate(body) if block.dated]
    if dated in ([1], [2]) and all(block.kind == "text" and not block.jumps for block in body[: dated[0]]):
        return (body[dated[0]], *body[: dated[0]], *body[dated[0] + 1 :])
    return tuple(body)


def _caption_length(blocks: Sequence[Block], index: int, first: int, last: int) -> int:
    """How many blocks a caption takes that begins here, within a body: the text, and who took it."""
    if blocks[index].kind != "text" or index == first:
        return 0
    if blocks[index].photo and index + 1 < last:
        return 1
    follows = blocks[index + 1] if index + 2 < last else None
    return 2 if follows and follows.kind == "byline" and follows.photo else 0
