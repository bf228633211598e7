"""How much a stretch of blocks looks like one article.

An article has a headline, says once who wrote it (at its head, in its dateline or at its end), and
neither begins nor ends within itself. What speaks for and against is added up, as `weights` weighs it.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from rag.reading.blocks import Block
from rag.reading.cohesion import cohesion
from rag.reading.furniture import is_introduction
from rag.reading.weights import WEIGHTS, Weights
from rag.types import Span

# A report begins with when, and where.
_WHEN = re.compile(
    r".{0,2}(?:近日|日前|近期|连日来|最近|前不久|昨天|今天上午|记者从|\d{1,4}年\d{0,2}|\d{1,2}月\d{0,2})"
)
_WHERE = re.compile(r".{0,12}[省市县区州村镇]")
_LARGE = 1.6  # times the text's size: a headline, and no sub-heading
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+[、．.]|[（(]?[\d一二三四五六七八九十]{1,2}[）).、]|\d\s*[一-鿿]|[●■◆])"
)


class Judge:
    """Scores any stretch of a page's blocks, in time that does not depend on its length."""

    def __init__(self, blocks: Sequence[Block], weights: Weights = WEIGHTS) -> None:
        self._blocks, self._weights = blocks, weights
        self._inside = _sums(self._penalty_inside(index) for index in range(len(blocks)))
        self._unless_last = _sums(self._penalty_unless_last(block) for block in blocks)
        self._headless = weights.headless_lost if _lost_headings(blocks) else weights.headless
        self._next_text = _nearest(blocks, len(blocks), reverse=True)
        self._last_text = _nearest(blocks, -1, reverse=False)

    def body(self, start: int, end: int) -> Span:
        """Where the body of the article `blocks[start:end]` begins and ends."""
        first = min(self._next_text[start], end)
        last = max(self._last_text[end - 1] + 1, first)
        first = self._without_opening_words(start, first)
        for index in range(start, first - 1):
            if self._blocks[index].kind == "jump" and self._blocks[first - 1].kind == "heading":
                return index + 1, last  # after a jump line the text goes on, be it with a sub-heading
        return first, last

    def _without_opening_words(self, start: int, first: int) -> int:
        """A short line that nothing marks, after headings that are marked, begins the body."""
        marked = any(block.kind == "heading" and block.marked for block in self._blocks[start:first])
        while marked and first - 1 > start and _opens(self._blocks[first - 1]):
            first -= 1
        return first

    def score(self, start: int, end: int) -> float:
        """What speaks for `blocks[start:end]` being one article."""
        first, last = self.body(start, end)
        head, tail = self._blocks[start:first], self._blocks[last:end]
        if first == last:
            return self._weights.article / 3 + self._weights.nothing * (end - start)
        body = self._blocks[first:last]
        inner = self._inside[last] - self._inside[first + 1]
        inner += self._unless_last[last - 1] - self._unless_last[first]
        if _byline_after_lead(body):
            inner -= self._weights.inner_byline
        if start and self._blocks[start - 1].kind == self._blocks[start].kind == "heading":
            inner += self._weights.parted
        title = self._title(head, body, tail)
        return self._weights.article + title + self._credit(head, body, tail) + inner + self._tail(tail, end)

    def _title(self, head: Sequence[Block], body: Sequence[Block], tail: Sequence[Block]) -> float:
        weights = self._weights
        before, after = _titles(head), _titles(tail)
        if before and after:
            return weights.orphans * len(after)
        if before:
            text = body[0].text.text
            when = weights.when if _WHEN.match(text) else 0.0
            return self._headlines(before) + when + (weights.where if _WHERE.match(text) else 0.0)
        continued = _is_continued(head, body)
        if after:
            return self._headlines(after) + (weights.after_continued if continued else weights.after)
        if continued or _is_caption(body, tail):
            return 0.0
        return weights.section_only if any(block.kind == "heading" for block in head) else self._headless

    def _headlines(self, titles: Sequence[Block]) -> float:
        weights = self._weights
        worth = weights.marked if any(block.marked for block in titles) else weights.unmarked
        return worth + weights.second * (len(titles) > 1) + weights.many * max(0, len(titles) - 3)

    def _credit(self, head: Sequence[Block], body: Sequence[Block], tail: Sequence[Block]) -> float:
        weights = self._weights
        found = []
        if any(block.kind == "byline" for block in head) or _byline_after_lead(body):
            found.append(weights.byline)
        if body[0].dated:
            found.append(weights.dateline)
        if _is_continued(head, body):
            found.append(weights.continued)
        if _is_photo(body, tail) and not _is_caption(body, tail):
            found.append(weights.photo_of_many)
        elif body[-1].credit or any(block.kind == "byline" for block in tail):
            found.append(weights.second_credit if found else weights.end_credit)
        if body[-1].jump_on or any(block.jump_on for block in tail):
            found.append(weights.goes_on)
        if sum(found) <= 0:
            titles = _titles(head)
            lost = titles and not any(block.text for block in titles)
            found.append(weights.uncredited_lost if lost else weights.uncredited)
        return sum(found)

    def _tail(self, tail: Sequence[Block], end: int) -> float:
        if end == len(self._blocks):
            return 0.0  # nothing follows that a byline could belong to
        kinds = [block.kind for block in tail]
        late = "heading" in kinds and "byline" in kinds[kinds.index("heading") :]
        return self._weights.tail_byline if late else 0.0

    def _penalty_inside(self, index: int) -> float:
        """What speaks against a block that is not an article's first being within one."""
        block, weights = self._blocks[index], self._weights
        before = self._blocks[index - 1] if index else None
        penalty = weights.inner_jump if block.jump_from or block.kind == "jump" else 0.0
        if block.dated:
            follows = before is not None and before.kind == "text"
            penalty += weights.inner_second_dateline if follows else weights.inner_dateline
        if block.kind == "byline":
            penalty += weights.inner_photo if block.photo else weights.inner_byline
        if block.kind == "heading":
            penalty += self._penalty_of_heading(block, before)
            if not block.text and before is not None and before.kind != "heading":
                penalty += weights.cohesion * cohesion(self._blocks, index)
        return penalty

    def _penalty_of_heading(self, block: Block, before: Block | None) -> float:
        """A sub-heading is short, and no other heading stands just before it."""
        text, weights = block.text.text, self._weights
        after_heading = before is not None and before.kind == "heading"
        if is_introduction(text):
            return 0.0
        if not text:
            return weights.sub_lost + weights.sub_after_lost * after_heading
        if _NUMBERED.match(text):
            penalty = weights.sub_numbered
        elif len(text) <= 14:
            penalty = weights.sub_short if len(text) <= 10 else weights.sub_middle
        else:
            penalty = weights.sub_long
        if block.section:
            penalty += weights.sub_section if text[0].isalnum() else weights.sub_column
        penalty += weights.sub_after_heading * after_heading + weights.sub_large * (block.scale >= _LARGE)
        return penalty if block.marked else penalty * weights.sub_unmarked

    def _penalty_unless_last(self, block: Block) -> float:
        """What speaks against a block of an article not being its last."""
        penalty = self._weights.inner_goes_on if block.jump_on else 0.0
        if block.credit:
            penalty += self._weights.inner_photo if block.photo else self._weights.inner_credit
        return penalty


def _lost_headings(blocks: Sequence[Block]) -> bool:
    """Whether far more articles begin or end on a page than there are headlines for them."""
    articles = sum(block.dated or block.credit is not None for block in blocks)
    return articles > 2 * sum(block.kind == "heading" for block in blocks)


def _sums(values: Iterable[float]) -> list[float]:
    return [0.0, *accumulate(values)]


def _nearest(blocks: Sequence[Block], none: int, *, reverse: bool) -> list[int]:
    """For each block the index of the next text (from the back) or of the last one (from the front)."""
    places, place = [none] * len(blocks), none
    indices = range(len(blocks))
    for index in reversed(indices) if reverse else indices:
        place = index if blocks[index].kind == "text" else place
        places[index] = place
    return places


def _opens(block: Block) -> bool:
    if block.kind != "heading":
        return False
    return is_introduction(block.text.text) or (not block.marked and 0 < len(block.text.text) < 10)


def _titles(blocks: Sequence[Block]) -> list[Block]:
    return [
        block
        for block in blocks
        if block.kind == "heading" and not block.section and not is_introduction(block.text.text)
    ]


def _is_continued(head: Sequence[Block], body: Sequence[Block]) -> bool:
    return body[0].jump_from or any(block.jump_from for block in head)


def _is_photo(body: Sequence[Block], tail: Sequence[Block]) -> bool:
    return body[-1].photo or any(block.photo for block in tail)


def _is_caption(body: Sequence[Block], tail: Sequence[Block]) -> bool:
    """A photograph's caption is a paragraph or two that end with who took it."""
    return len(body) <= 2 and _is_photo(body, tail)


def _byline_after_lead(body: Sequence[Block]) -> bool:
    """Whether a byline stands between the lead of an article and the rest of it."""
    return len(body) > 2 and body[1].kind == "byline" and not body[1].photo
