"""Bytes to text: UTF-8, UTF-16 with its mark, else GB18030 or Big5."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("gb18030", "big5")
_SAMPLE = 20_000  # characters that are looked at to tell two encodings apart
# Bytes of one encoding read as another give characters, but rarely these: the commonest of either
# script, and the marks that punctuate every Chinese page.
_COMMON = re.compile(r"[，。、：；的一是在不了有人我他这個个中国國大上来來为為时時到说說年会會报報记記者]")
_HAN = re.compile(r"[㐀-鿿]")


def decode(data: bytes) -> str:
    """Return the text of a file. Raises ValueError with a reason where it is not text.

    UTF-8 is certain when it decodes. Otherwise GB18030 and Big5 are both tried, and the one whose
    reading has the larger share of everyday characters is taken; charset-normalizer decides on what
    neither can read.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data:
        raise ValueError("is not text (it holds null bytes)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"begins as {encoding} but cannot be decoded as it ({error.reason})") from error


def _guessed(data: bytes) -> str:
    readings = [text for text in (_attempt(data, encoding) for encoding in _CANDIDATES) if text is not None]
    if readings:
        best = max(readings, key=everyday_share)
        if everyday_share(best) >= 0.05:
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
