"""PDFs for tests: lines of Chinese set where a test wants them, by reportlab and a font that it knows."""

import io
import random
from collections.abc import Iterable
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 842.0, 595.0  # points
SIZE, LEADING = 10.0, 15.0


class Set(NamedTuple):
    """A line as it is set: its left end and its baseline, from the top left corner."""

    text: str
    x: float
    y: float
    size: float = SIZE


def column(text: str, x: float, y: float, characters: int, size: float = SIZE, indent: int = 2) -> list[Set]:
    """A text broken into lines, its first one indented by so many characters."""
    first = characters - indent
    lines = [text[:first], *(text[i : i + characters] for i in range(first, len(text), characters))]
    return [
        Set(line, x + indent * size * (number == 0), y + number * size * LEADING / SIZE, size)
        for number, line in enumerate(lines)
    ]


def shuffled(lines: Iterable[Set]) -> list[Set]:
    """The same lines in another order of drawing, always the same one."""
    mixed = list(lines)
    random.Random(7).shuffle(mixed)
    return mixed


def pdf(*pages: Iterable[Set], turned: int = 0, password: str = "", font: str = FONT) -> bytes:
    """A PDF whose pages have these lines, drawn in this order."""
    if font == FONT and FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), encrypt=password or None, invariant=1)
    for lines in pages:
        canvas.setPageRotation(turned)
        for line in lines:
            canvas.setFont(font, line.size)
            canvas.drawString(line.x, HEIGHT - line.y, line.text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
