"""Vertical setting (直排): columns of characters from right to left, read as if the page lay on its side."""

from collections.abc import Sequence
from itertools import pairwise

from rag.reading.glyphs import Box, Glyph, Sheet

_ASCENT, _DESCENT = 0.88, 0.12  # of a character's square, above and below its baseline


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether most characters are drawn one below the other."""
    down = sum(_is_below(before, glyph) for before, glyph in pairwise(glyphs))
    return down > len(glyphs) / 2


def _is_below(before: Glyph, glyph: Glyph) -> bool:
    aside = abs(glyph.box.left - before.box.left)
    return aside < 0.5 * glyph.size and 0.7 * glyph.size < glyph.baseline - before.baseline < 2 * glyph.size


def laid_on_side(sheet: Sheet) -> tuple[Glyph, ...]:
    """The glyphs of a vertical page where they stand when it is turned to the left: in lines from the top."""
    return tuple(
        glyph._replace(
            box=Box(
                left=glyph.baseline - _ASCENT * glyph.size,
                top=sheet.width - glyph.box.left - glyph.size,
                right=glyph.baseline + _DESCENT * glyph.size,
                bottom=sheet.width - glyph.box.left,
            ),
            baseline=sheet.width - glyph.box.left - _DESCENT * glyph.size,
        )
        for glyph in sheet.glyphs
    )
