"""What a PDF prints, character by character: the only file that imports pypdfium2, and lazily."""

import ctypes
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple

_PDFIUM = threading.Lock()  # PDFium is not safe in two threads at once, not even with two documents
_PASSWORD, _LEGACY_HYPHEN = 4, "\x02"  # FPDF_ERR_PASSWORD; what PDFium makes of a hyphen at a line's end
# Many producers name a glyph by the radical that looks like it. Kangxi radicals have their character in
# Unicode's compatibility mappings; these, of another block, have none there.
_RADICALS = str.maketrans(
    "⺠⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "民母虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)


class Box(NamedTuple):
    """A rectangle on a page as it is displayed: points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """A printed character: where it stands, on which baseline, how large; never white space."""

    text: str
    box: Box
    baseline: float
    size: float  # points
    spaced: bool  # white space is drawn before it
    known: bool  # the font says which character it is


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a PDF: its glyphs in the order in which they are drawn."""

    number: int  # from 1
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    pictures: bool  # prints something besides text


class Pdf:
    """An open PDF. Raises ValueError, with a reason, where it cannot be opened or a page not be read."""

    def __init__(self, stream: BinaryIO) -> None:
        import pypdfium2

        with _PDFIUM:
            try:
                self._document = pypdfium2.PdfDocument(stream)
                self.pages = len(self._document)
            except pypdfium2.PdfiumError as error:
                if getattr(error, "err_code", 0) == _PASSWORD:
                    raise ValueError("is encrypted; save a copy that asks for no password") from error
                raise ValueError("is damaged, or no PDF") from error

    def sheet(self, number: int) -> Sheet:
        """A page, by its number from 1. Raises ValueError."""
        import pypdfium2

        with _PDFIUM:
            try:
                page = self._document[number - 1]
                text = page.get_textpage()
            except pypdfium2.PdfiumError as error:
                raise ValueError(f"is damaged on page {number}") from error
            try:
                width, height = page.get_size()
                glyphs = tuple(_on_sheet(_glyphs(page, text), width, height))
                return Sheet(number, width, height, glyphs, next(page.get_objects(), None) is not None)
            finally:
                text.close()
                page.close()

    def picture(self, number: int, scale: float) -> Any:
        """A page as it is printed, a Pillow image of `scale` pixels a point. Raises ValueError."""
        import pypdfium2

        with _PDFIUM:
            try:
                page = self._document[number - 1]
                bitmap = page.render(scale=scale)
            except pypdfium2.PdfiumError as error:
                raise ValueError(f"is damaged on page {number}") from error
            try:
                return bitmap.to_pil().convert("RGB")  # a copy: the bitmap's memory goes with it
            finally:
                bitmap.close()
                page.close()

    def close(self) -> None:
        with _PDFIUM:
            self._document.close()


def _on_sheet(glyphs: Iterator[Glyph], width: float, height: float) -> Iterator[Glyph]:
    """The glyphs that can be seen: printers' marks stand outside the page."""
    for glyph in glyphs:
        left, top, right, bottom = glyph.box
        if 0 <= left + right <= 2 * width and 0 <= top + bottom <= 2 * height:
            yield glyph


def _glyphs(page: Any, text: Any) -> Iterator[Glyph]:
    from pypdfium2 import raw

    to_display = _Display(page)
    rectangle, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    spaced, high = False, 0
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index):
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        character = _character(code)
        if character.isspace():
            spaced = True
            continue
        raw.FPDFText_GetLooseCharBox(text, index, rectangle)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetMatrix(text, index, matrix)
        box = to_display.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        origin, baseline = to_display.point(x.value, y.value)
        size = raw.FPDFText_GetFontSize(text, index) * (matrix.c**2 + matrix.d**2) ** 0.5
        if 0 < box.left - origin < size:
            box = box._replace(left=origin)
        known = not raw.FPDFText_HasUnicodeMapError(text, index) and _is_character(character)
        yield Glyph(
            text=character if known else "\ufffd",
            box=box,
            baseline=baseline,
            size=size,
            spaced=spaced,
            known=known,
        )
        spaced = False


def _character(code: int) -> str:
    character = chr(code)
    if character == _LEGACY_HYPHEN:
        return "-"
    if "\u2f00" <= character <= "\u2fd5":
        return unicodedata.normalize("NFKC", character)
    return character.translate(_RADICALS)


def _is_character(character: str) -> bool:
    """Whether it means anything to a reader: no control character, none for private use, none unassigned."""
    return unicodedata.category(character) not in ("Cc", "Cn", "Co", "Cs") and character != "\ufffd"


class _Display:
    """From PDF's coordinates (up from the bottom, before the page is turned) to those of the display."""

    def __init__(self, page: Any) -> None:
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._turned = page.get_rotation()

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point in points from the top left of the page as it is shown."""
        match self._turned:
            case 90:
                return y - self._bottom, x - self._left
            case 180:
                return self._right - x, y - self._bottom
            case 270:
                return self._top - y, self._right - x
            case _:
                return x - self._left, self._top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x, y), (other_x, other_y) = self.point(left, bottom), self.point(right, top)
        return Box(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))
