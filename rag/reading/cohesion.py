"""Whether the text goes on after a heading about what it was about before."""

from collections.abc import Sequence
from itertools import pairwise

from rag.reading.blocks import Block

_BEFORE, _AFTER = 600, 400  # characters that are compared on either side
_USUAL, _RANGE = 0.085, 0.06  # shared pairs of characters: between a sub-heading and a new article


def cohesion(blocks: Sequence[Block], index: int) -> float:
    """How much the text after the headings at `index` shares with the text before: −1 (nothing) to 1.

    0 is where a sub-heading and the headline of another article are as likely.
    """
    before, after = _text_before(blocks, index), _text_after(blocks, index)
    one, other = set(pairwise(before)), set(pairwise(after))
    if not one or not other:
        return 0.0
    shared = len(one & other) / min(len(one), len(other))
    return max(-1.0, min(1.0, (shared - _USUAL) / _RANGE))


def _text_before(blocks: Sequence[Block], index: int) -> str:
    found = ""
    while index and len(found) < _BEFORE:
        index -= 1
        if blocks[index].kind == "text":
            found = blocks[index].text.text[-_AFTER:] + found
    return found


def _text_after(blocks: Sequence[Block], index: int) -> str:
    found = ""
    for block in blocks[index:]:
        if block.kind == "text":
            found += block.text.text[:_AFTER]
        elif found:
            break
        if len(found) >= _AFTER:
            break
    return found
