"""Where a span of clean text stands in its file."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from rag.types import NO_ORIGIN, Article, Lines, Page, part_at


def lines_of(article: Article, pages: Sequence[Page], start: int, end: int) -> Lines:
    """The lines of the file that `article.text[start:end]` lies in; `pages` are those of its parts.

    Lines with only blank ones between them count as one range: a dump puts a blank line after each.
    """
    page = pages[article.parts.index(part_at(article, start))]
    return origin_lines(page, article.body.origin[start:end])


def origin_lines(page: Page, origins: Sequence[int]) -> Lines:
    """The lines of the page's file on which these characters of its raw text stand."""
    numbers = sorted({page.lines(origin, origin + 1)[0] for origin in _line_heads(page, origins)})
    if not numbers:
        return ()
    rows = [] if page.format == "record" else page.raw.split("\n")
    ranges = [(numbers[0], numbers[0])]
    for before, number in pairwise(numbers):
        between = rows[before + 1 - page.line : number - page.line]
        if any(row.strip() for row in between):
            ranges.append((number, number))
        else:
            ranges[-1] = (ranges[-1][0], number)
    return tuple(ranges)


def _line_heads(page: Page, origins: Sequence[int]) -> list[int]:
    """One origin for each run of characters on one line, so that few line numbers are counted."""
    places, heads = sorted(origins), []
    index = bisect_right(places, NO_ORIGIN)
    while index < len(places):
        heads.append(places[index])
        line_end = page.raw.find("\n", places[index])
        index = bisect_right(places, line_end) if line_end >= 0 else len(places)
    return heads
