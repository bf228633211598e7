"""Passages printed twice where a column breaks: shown once."""

from rag.reading.lines import together
from rag.types import Traced

_SHORTEST, _LONGEST = 40, 400  # characters of a passage that is doubled
_ANCHOR = 20  # any passage of the shortest length holds a whole anchor
_APART = 10  # characters between the two copies, at most


def without_doubled(text: Traced) -> Traced:
    """The text with the second of two equal passages left out, where it follows right after the first."""
    kept, start, anchor = [], 0, 0
    while anchor + _ANCHOR <= len(text.text):
        second = _second_copy(text.text, anchor)
        if second is None or second[0] < start:
            anchor += _ANCHOR
            continue
        kept.append(text[start : second[0]])
        start = anchor = second[1]
    return together([*kept, text[start:]]) if kept else text


def _second_copy(text: str, anchor: int) -> tuple[int, int] | None:
    """Where the passage that holds an anchor stands again, if at all."""
    probe = text[anchor : anchor + _ANCHOR]
    copy = text.find(probe, anchor + _SHORTEST, anchor + _LONGEST + _APART + _ANCHOR)
    if copy < 0:
        return None
    distance = copy - anchor
    start, end = anchor, anchor + _ANCHOR
    while start > 0 and end - start < distance and text[start - 1] == text[start - 1 + distance]:
        start -= 1
    while end + distance < len(text) and end - start < distance and text[end] == text[end + distance]:
        end += 1
    if end - start < _SHORTEST or distance - (end - start) > _APART:
        return None
    return start + distance, end + distance
