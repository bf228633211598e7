"""Where the sentences of a text begin and end: to pick quotations and to check answers."""

import re
from collections.abc import Iterator

from rag.types import Span

# A sentence ends after 。！？ and the quotes or brackets that close with it, or at a line's end; not at ；
# or ……, after which it goes on. A Latin full stop ends one only before white space, and not after an
# initial or a usual abbreviation (`U.S.`, `Mr.`, `Oct. 15`), so that `3.5` and `e.g.` stay whole.
_CLOSERS = "”’」』）)】》\"'"
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|[A-Z]\.[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Inc|Ltd|Co|Gen|Gov|Sen|Rep|Jr|Sr|Mt|vs|etc|e\.g|i\.e"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\Z"
)
_END = re.compile(rf"[。！？!?]+[{_CLOSERS}]*|\.[{_CLOSERS}]*(?=\s|\Z)|\n+")


def sentence_spans(text: str) -> Iterator[Span]:
    """Yield the (start, end) of each sentence, white space at its edges left out.

    >>> list(sentence_spans("去年建成。今年投产！"))
    [(0, 5), (5, 10)]
    """
    start = 0
    for match in _END.finditer(text):
        if match[0].startswith(".") and is_abbreviated(text, start, match.start()):
            continue
        yield from _stripped(text, start, match.end())
        start = match.end()
    yield from _stripped(text, start, len(text))


def is_abbreviated(text: str, start: int, place: int) -> bool:
    """Whether the full stop at `place` belongs to an abbreviation; the sentence begins at `start`."""
    return _ABBREVIATION.search(text, max(start, place - 8), place) is not None


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
