"""Pieces: the sentences of a reply, each cut off as soon as nothing that may still come can change it.

A piece ends after a full stop, the quotes that close with it, the markers that follow it and white space,
or at a line's end. Where it ends depends on the text alone, never on the portions in which it came, so an
answer is the same streamed or not. All that is looked ahead at is bounded: the time is linear.
"""

import re
from collections.abc import Iterable, Iterator

from rag.answering.markers import Brackets
from rag.sentences import is_abbreviated

_LONGEST = 2_000  # characters of a piece: what has no full stop for so long is cut there
_MOST_CLOSING = 20  # characters after a full stop that close with it
_MOST_SPACE = 100
_STOP = re.compile(r"[。！？!?.\n]")
_CLOSING = re.compile(r"[。！？!?”’」』）)】》\"']")


def pieces(portions: Iterable[str], brackets: Brackets) -> Iterator[str]:
    """Yield the pieces of the text that the portions are together; nothing of it is lost.

    >>> list(pieces(["今日开馆。[", "1]明日", "闭馆[2]。"], Brackets(2)))
    ['今日开馆。[1]', '明日闭馆[2]。']
    """
    text = ""
    for portion in portions:
        text += portion
        start = 0
        while end := _end(text, start, brackets, final=False):
            yield text[start:end]
            start = end
        text = text[start:]
    start = 0
    while end := _end(text, start, brackets, final=True):
        yield text[start:end]
        start = end


def _end(text: str, start: int, brackets: Brackets, final: bool) -> int:
    """Where the piece that begins at `start` ends; 0 if that cannot be told yet, or there is none."""
    limit = start + _LONGEST
    for found in _STOP.finditer(text, start, limit):
        place = found.start()
        if found[0] == ".":
            if place + 1 == len(text) and not final:
                return 0
            in_word = place + 1 < len(text) and not (
                text[place + 1].isspace() or _CLOSING.match(text, place + 1)
            )
            if (in_word and text[place + 1] not in "[［【") or is_abbreviated(text, start, place):
                continue
        after = _closed(text, found.end(), final)
        after = after and brackets.after(text, after, final)
        return after and _space(text, after, final)
    if len(text) >= limit:
        return limit
    return len(text) if final and start < len(text) else 0


def _closed(text: str, place: int, final: bool) -> int:
    """Past the quotes and brackets that close with a sentence; 0 if more of them may come."""
    if text[place - 1] == "\n":
        return place
    limit = place + _MOST_CLOSING
    while place < min(len(text), limit) and _CLOSING.match(text, place):
        place += 1
    return place if final or place < len(text) or place == limit else 0


def _space(text: str, place: int, final: bool) -> int:
    """Past white space, up to the indentation of the next line; 0 if more of it may come."""
    end, limit = place, place + _MOST_SPACE
    while end < min(len(text), limit) and text[end].isspace():
        end += 1
    if not final and end == len(text) and end < limit:
        return 0
    line = text.rfind("\n", place - 1, end) + 1
    return max(place, line) if line else end
