"""`.pdf`: each of its pages is a page; the text layer is put into reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from rag.errors import InputError
from rag.reading.dates import given_by, given_by_masthead
from rag.reading.glyphs import Box, Pdf, Sheet
from rag.reading.textlayer import text_layer
from rag.types import Given, Page, Span

_MOST_GLYPHS = 200_000  # a crowded newspaper page has some 15,000
_UNKNOWN = 0.1  # share of a page's characters that its fonts may leave unsaid

_NO_TEXT = "has no text layer{}; run OCR first"
_NO_MAP = "has fonts that do not say which characters they print{} (no ToUnicode map); run OCR on it instead"
_TOO_LONG = f"has more than {_MOST_GLYPHS:,} characters{{}}: no newspaper page does"


@dataclass(frozen=True, slots=True)
class Areas:
    """Where words of a PDF page are printed: rectangles, and the page's size, in points."""

    width: float
    height: float
    boxes: tuple[Box, ...]


def read_pdf(stream: BinaryIO, file: str) -> Iterator[Page | InputError]:
    """Yield a page for each page that has text, then one error for each reason why others have none."""
    try:
        pdf = Pdf(stream)
    except ValueError as error:
        yield InputError(file, str(error))
        return
    faults: dict[str, list[int]] = {}
    blank = 0
    try:
        for number in range(1, pdf.pages + 1):
            try:
                sheet = pdf.sheet(number)
            except ValueError as error:
                yield InputError(file, str(error))
                continue
            if fault := _fault(sheet):
                faults.setdefault(fault, []).append(number)
            elif sheet.glyphs:
                yield _page(sheet, file, pdf.pages)
            else:
                blank += 1
    finally:
        pdf.close()
    for fault, numbers in faults.items():
        yield InputError(file, fault.format("" if len(numbers) == pdf.pages else _on_pages(numbers)))
    if blank == pdf.pages:
        yield InputError(file, "is empty")


def areas_of(pdf: Pdf, page: Page, spans: Sequence[Span]) -> Areas:
    """Where spans of a page's raw text are printed. Raises ValueError where the PDF prints another text.

    The rectangles are the lines' parts, in points from the top left corner of the page as displayed.
    """
    sheet = pdf.sheet(page.pdf_page)
    layer = text_layer(sheet)
    if layer.raw != page.raw:
        raise ValueError("prints another text than when it was indexed; index it again")
    boxes = tuple(box for start, end in spans for box in layer.areas(start, end))
    return Areas(sheet.width, sheet.height, boxes)


def _fault(sheet: Sheet) -> str:
    """Why a page cannot be read, with a place for which pages; "" where it can."""
    if not sheet.glyphs:
        return _NO_TEXT if sheet.pictures else ""
    if len(sheet.glyphs) > _MOST_GLYPHS:
        return _TOO_LONG
    unknown = sum(not glyph.known for glyph in sheet.glyphs)
    return _NO_MAP if unknown > _UNKNOWN * len(sheet.glyphs) else ""


def _on_pages(numbers: Sequence[int]) -> str:
    return f" on page{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"


def _page(sheet: Sheet, file: str, pages: int) -> Page:
    layer = text_layer(sheet)
    given = replace(_given(file, layer.raw, pages), headings=layer.headings)
    return Page(file, layer.raw, "pdf", record=str(sheet.number), given=given)


def _given(file: str, raw: str, pages: int) -> Given:
    """What path and masthead say; a path cannot say the number of each of several pages."""
    given = given_by(file, raw)
    return given if pages == 1 else replace(given, page=given_by_masthead(raw).page)
