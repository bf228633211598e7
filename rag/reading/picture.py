"""The picture of a PDF's page with a box around words: the one file that imports Pillow, lazily."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from rag.reading.glyphs import Box, Pdf
from rag.reading.pdf import areas_of
from rag.types import NO_ORIGIN, Page, Span

WIDEST, _HIGHEST = 2400, 4000  # pixels
_WASH, _FRAME = (255, 229, 150), (168, 36, 28)  # the page's own colours of a quotation
_MARGIN = 0.2  # of a line's height, between its words and the box around them
_COLOURS = 256  # a palette makes the file a quarter as large, and text none the worse


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and the rectangles in it, in pixels, that are framed."""

    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]


def picture_of(stream: BinaryIO, page: Page, origins: Sequence[int], width: int) -> Picture:
    """The page of a PDF, `width` pixels wide, the characters at these places of its raw text framed.

    Raises ValueError where it cannot be read, or prints another text than when it was indexed.
    """
    pdf = Pdf(stream)
    try:
        areas = areas_of(pdf, page, list(_spans(page.raw, origins)))
        scale = min(width / areas.width, _HIGHEST / areas.height)
        image = pdf.picture(page.pdf_page, scale)
    finally:
        pdf.close()
    words = [_widened(box, scale) for box in areas.boxes]
    frames = tuple(_joined(words))
    return Picture(_png(image, words, frames), image.width, image.height, frames)


def _spans(raw: str, origins: Sequence[int]) -> Iterator[Span]:
    """The runs of a text that these places make up, whatever white space lies between two of them."""
    first = last = NO_ORIGIN
    for place in sorted(place for place in origins if place != NO_ORIGIN):
        if first != NO_ORIGIN and raw[last + 1 : place].strip():
            yield first, last + 1
            first = NO_ORIGIN
        first, last = (place if first == NO_ORIGIN else first), place
    if first != NO_ORIGIN:
        yield first, last + 1


def _widened(box: Box, scale: float) -> Box:
    """A box in pixels, with a margin."""
    margin = _MARGIN * min(box.bottom - box.top, box.right - box.left)
    left, top, right, bottom = box
    return Box(*(scale * edge for edge in (left - margin, top - margin, right + margin, bottom + margin)))


def _joined(lines: Iterable[Box]) -> Iterator[Box]:
    """One box for lines that touch, as those of one column do; in vertical setting, for columns."""
    frame: Box | None = None
    for line in lines:
        if frame and _touch(frame, line):
            lows, highs = zip(frame[:2], line[:2], strict=True), zip(frame[2:], line[2:], strict=True)
            frame = Box(*map(min, lows), *map(max, highs))
            continue
        if frame:
            yield frame
        frame = line
    if frame:
        yield frame


def _touch(one: Box, other: Box) -> bool:
    """Whether two boxes are no further apart than two lines of a text."""
    apart = min(other.bottom - other.top, other.right - other.left)
    return (
        other.left < one.right + apart
        and one.left < other.right + apart
        and other.top < one.bottom + apart
        and one.top < other.bottom + apart
    )


def _png(image: Any, words: Sequence[Box], frames: Sequence[Box]) -> bytes:
    from PIL import Image, ImageChops, ImageDraw

    wash = Image.new("RGB", image.size, "white")
    for box in words:
        ImageDraw.Draw(wash).rectangle(box, fill=_WASH)
    image = ImageChops.multiply(image, wash)  # as a marker pen does: what is printed stays
    for box in frames:
        ImageDraw.Draw(image).rectangle(box, outline=_FRAME, width=max(2, image.width // 500))
    png = io.BytesIO()
    image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(png, "PNG")
    return png.getvalue()
