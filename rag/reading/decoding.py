"""Bytes to text: UTF-8, UTF-16, GB18030 or Big5, also where a few bytes are broken."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("gb18030", "big5")
_EVERYDAY = 0.05  # the share of everyday characters from which on a reading makes sense
_BROKEN = 0.02  # the share of characters that may be broken
_SAMPLE = 20_000  # characters that are looked at to tell two encodings apart
# Bytes of one encoding read as another give characters, but rarely these: the commonest of either
# script, and the marks that punctuate every Chinese page.
_COMMON = re.compile(r"[，。、：；的一是在不了有人我他这個个中国國大上来來为為时時到说說年会會报報记記者]")
_HAN = re.compile(r"[㐀-鿿]")


def decode(data: bytes) -> str:
    """Return the text of a file. Raises ValueError with a reason where it is not text.

    UTF-8 is certain when it decodes. Otherwise GB18030 and Big5 are both tried, and the one whose
    reading has the larger share of everyday characters is taken; the same again with U+FFFD for a few
    bytes that are broken; charset-normalizer decides on what none can read. Null bytes are UTF-16's
    without its mark, or no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data:
        return _unmarked(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"begins as {encoding} but cannot be decoded as it ({error.reason})") from error


def _unmarked(data: bytes) -> str:
    """Text in UTF-16 that does not say so, in the order of bytes that makes sense."""
    readings = [_attempt(data, encoding) for encoding in ("utf-16-le", "utf-16-be")]
    texts = [text for text in readings if text is not None and "\0" not in text and _plausible(text)]
    best = max(texts, key=lambda text: everyday_share(text) + text[:_SAMPLE].isascii(), default="")
    if (everyday_share(best) < _EVERYDAY and not best[:_SAMPLE].isascii()) or not best:
        raise ValueError("is not text (it holds null bytes)")
    return best


def _guessed(data: bytes) -> str:
    readings = [text for text in (_attempt(data, encoding) for encoding in _CANDIDATES) if text is not None]
    mended = (data.decode(encoding, "replace") for encoding in ("utf-8", *_CANDIDATES))
    readings = readings or [text for text in mended if text.count("\ufffd") <= _BROKEN * len(text)]
    if readings:
        best = max(readings, key=everyday_share)
        if everyday_share(best) >= _EVERYDAY:
            return best
    match = from_bytes(data[: 4 * _SAMPLE]).best()
    text = _attempt(data, match.encoding) if match else None
    if text is None or not _plausible(text):
        raise ValueError("is not text in an encoding that is known")
    return text


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def everyday_share(text: str) -> float:
    """The share of everyday characters among the Chinese ones (0 to 1; 0 where there are none)."""
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    return len(_COMMON.findall(sample)) / han if han else 0.0


def _plausible(text: str) -> bool:
    sample = text[:_SAMPLE]
    return sum(character.isprintable() or character.isspace() for character in sample) >= 0.98 * len(sample)
