"""Where a span of clean text stands in its file."""

from bisect import bisect_right
from collections.abc import Sequence

from rag.types import NO_ORIGIN, Article, Lines, Page, Span, part_at


def lines_of(article: Article, pages: Sequence[Page], start: int, end: int) -> Lines:
    """The lines of the file that `article.text[start:end]` lies in; `pages` are those of its parts.

    Lines with only blank ones between them count as one range: a dump puts a blank line after each.
    """
    page = pages[article.parts.index(part_at(article, start))]
    return origin_lines(page, article.body.origin[start:end])


def origin_lines(page: Page, origins: Sequence[int]) -> Lines:
    """The lines of the page's file on which these characters of its raw text stand."""
    raw = page.raw
    ranges: list[tuple[int, int]] = []
    for head in _line_heads(page, origins):
        line_end, line_start = raw.find("\n", ranges[-1][1]) if ranges else 0, raw.rfind("\n", 0, head)
        if ranges and not raw[line_end:line_start].strip():
            ranges[-1] = ranges[-1][0], head
        else:
            ranges.append((head, head))
    numbered = ((page.lines(*_one(first))[0], page.lines(*_one(last))[0]) for first, last in ranges)
    return tuple(dict.fromkeys(numbered))  # the lines of a record's text are all on one


def _one(place: int) -> Span:
    return place, place + 1


def _line_heads(page: Page, origins: Sequence[int]) -> list[int]:
    """The first of the origins on each line, in order."""
    places, heads = sorted(origins), []
    index = bisect_right(places, NO_ORIGIN)
    while index < len(places):
        heads.append(places[index])
        line_end = page.raw.find("\n", places[index])
        index = bisect_right(places, line_end) if line_end >= 0 else len(places)
    return heads
