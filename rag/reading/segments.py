"""Which blocks belong to one article: the division of a page that explains its blocks best.

Every division of the blocks into consecutive stretches is a reading of the page. An article is a
stretch with a headline, one byline and a beginning; each stretch is scored by how much it looks like
one, and dynamic programming finds the division with the best sum (as Viterbi does, O(n²) at most).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.reading.blocks import Block

_LONGEST_STRETCH = 260  # blocks; no article has more
# A report begins with when and where.
_LEDE = re.compile(
    r"(?:近日|日前|近期|连日来|最近|前不久|今年|去年|记者|\d{1,4}年|\d{1,2}月|[一-鿿]{2,8}[省市县区州])"
)
_PARALLEL = re.compile(
    r"^(?:[一二三四五六七八九十]+[、．.]|[（(]?[\d一二三四五六七八九十]{1,2}[）).、]|\d\s*[一-鿿]|●|■|◆)"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One article's blocks: what stands at its head, its body, and what stands after it."""

    head: tuple[Block, ...]
    body: tuple[Block, ...]
    tail: tuple[Block, ...] = ()


def segments_of(blocks: Sequence[Block]) -> list[Segment]:
    """Divide blocks (furniture left out) into articles, in order."""
    cuts = [0, *(index for index in range(1, len(blocks)) if _may_begin(blocks, index)), len(blocks)]
    cuts = sorted(set(cuts))
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    for position, end in enumerate(cuts[1:], 1):
        options = []
        for start in reversed(cuts[:position]):
            if end - start > _LONGEST_STRETCH:
                break
            options.append((best[start][0] + _score(_segment(blocks[start:end])), start))
        best[end] = max(options)
    stretches = []
    end = len(blocks)
    while end:
        start = best[end][1]
        stretches.append(_segment(blocks[start:end]))
        end = start
    return stretches[::-1]


def _may_begin(blocks: Sequence[Block], index: int) -> bool:
    before, block = blocks[index - 1], blocks[index]
    if block.kind in ("heading", "jump") or block.dated or block.jump_from:
        return True
    if block.kind == "byline":
        return before.kind == "text"
    return before.kind == "byline" or before.credit is not None or before.jump_on or block.photo


def _segment(blocks: Sequence[Block]) -> Segment:
    first = next((index for index, block in enumerate(blocks) if block.kind == "text"), len(blocks))
    last = next((index for index in range(len(blocks), first, -1) if blocks[index - 1].kind == "text"), first)
    jump = next((index for index in range(first) if blocks[index].kind == "jump"), first)
    if jump + 1 < first and blocks[first - 1].kind == "heading":
        first = jump + 1  # after a jump line the text goes on, with a sub-heading if need be
    head, body, tail = blocks[:first], blocks[first:last], blocks[last:]
    return Segment(tuple(head), tuple(body), tuple(tail))


def _score(segment: Segment) -> float:
    if not segment.body:
        return -1.0 - len(segment.head)
    score = _headline_score(segment) + _credit_score(segment) + _inner_score(segment.body)
    return score - _tail_penalty(segment.tail) - 3.0


def _tail_penalty(tail: Sequence[Block]) -> float:
    """A byline after a headline at an article's end is more likely the next one's beginning."""
    kinds = [block.kind for block in tail]
    return 4.0 if "heading" in kinds and "byline" in kinds[kinds.index("heading") :] else 0.0


def _titles(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.kind == "heading" and not block.section]


def _headline_score(segment: Segment) -> float:
    before, after = _titles(segment.head), _titles(segment.tail)
    continued = _is_continued(segment)
    if before and after:
        return -3.0 * len(after)
    if before:
        lede = 1.0 if _LEDE.match(segment.body[0].text.text) else 0.0
        worth = 2.0 if any(block.marked for block in before) else 1.2
        return worth + lede + 0.7 * min(1, len(before) - 1) - 0.7 * max(0, len(before) - 3)
    if after:
        return (0.6 if continued else 1.8) - 0.8 * max(0, len(after) - 2)
    return 0.0 if continued or _is_caption(segment) else -3.5


def _is_continued(segment: Segment) -> bool:
    return segment.body[0].jump_from or any(block.jump_from for block in segment.head)


def _is_caption(segment: Segment) -> bool:
    """A photograph's caption is a paragraph or two that end with who took it."""
    return len(segment.body) <= 2 and _photo(segment)


def _photo(segment: Segment) -> bool:
    return segment.body[-1].photo or any(block.photo for block in segment.tail)


def _credit_score(segment: Segment) -> float:
    """An article says once who wrote it: at its head, in its dateline or at its end."""
    score, credits = 0.0, 0
    if any(block.kind == "byline" for block in segment.head) or _after_lead(segment.body, 1):
        score, credits = score + 3.0, credits + 1
    if segment.body[0].dated:
        score, credits = score + 4.0, credits + 1
    if _is_continued(segment):
        score += 5.0
        credits += 1
    if _photo(segment) and not _is_caption(segment):
        score -= 1.5
    elif segment.body[-1].credit or any(block.kind == "byline" for block in segment.tail):
        score += 3.0 if credits == 0 else 1.0
        credits += 1
    if segment.body[-1].jump_on or any(block.jump_on for block in segment.tail):
        score += 3.0
    return score - 2.0 if credits == 0 else score


def _after_lead(body: Sequence[Block], index: int) -> bool:
    """Whether a byline stands between the lead of an article and the rest of it."""
    return index == 1 and len(body) > 2 and body[1].kind == "byline" and not body[1].photo


def _inner_score(body: Sequence[Block]) -> float:
    """What speaks against a body being of one article, because it would begin or end within it."""
    score = 0.0
    for index, block in enumerate(body):
        last = index == len(body) - 1
        if index and (block.jump_from or block.kind == "jump"):
            score -= 10.0
        if index and block.dated:
            score -= 2.0 if body[index - 1].kind == "text" else 4.0
        if block.jump_on and not last:
            score -= 6.0
        if block.credit and not last:
            score -= 0.5 if block.photo else 2.5
        if block.kind == "byline" and not _after_lead(body, index):
            score -= 0.5 if block.photo else 3.0
        if block.kind == "heading":
            score -= _heading_penalty(block, body[index - 1])
    return score


def _heading_penalty(block: Block, before: Block) -> float:
    """How unlikely a heading is to be a sub-heading: it is long, or another stands just before it."""
    text = block.text.text
    penalty = 0.3 if _PARALLEL.match(text) else 0.5 if len(text) <= 10 else 0.9 if len(text) <= 14 else 1.3
    if block.section:
        penalty += 3.0 if not text[0].isalnum() else 1.0
    if before.kind == "heading":
        penalty += 1.0
    return penalty if block.marked else 0.7 * penalty
