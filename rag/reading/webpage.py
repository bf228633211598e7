"""`.html`: a web page is one article. Only here is trafilatura imported, and lazily, for it is slow."""

import codecs
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from rag.errors import InputError
from rag.reading.dates import given_by_path
from rag.reading.decoding import decode
from rag.reading.imprint import imprint_of
from rag.reading.plain import LARGEST_FILE, with_plain_breaks
from rag.reading.records import composed
from rag.types import Given, Page

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML, _WHOLE = re.compile(r"^\s*<\?xml[^>]*\?>"), re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/]")
_SHORTEST = "80"  # characters of a text that is taken for the article; Chinese says much in few
_ABOVE = 10  # lines among which the headline may stand
_HEAD = 4096  # bytes in which a page says its encoding
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}  # what browsers take these for


def read_html(stream: BinaryIO, file: str) -> Iterator[Page | InputError]:
    """Yield the one page of an HTML file, or why it cannot be read.

    Its raw text is headline, byline and the text without menus and the like, a line break between them;
    lines are counted in it. Who, where and when is said by the page's own metadata, else by its path.
    """
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        yield InputError(file, f"is larger than {LARGEST_FILE:,} bytes: no newspaper page is")
        return
    try:
        page = _decoded(data)
        tree = _parsed(page)
    except ValueError as error:
        yield InputError(file, str(error))
        return
    imprint = imprint_of(tree, page)  # first: what is not text is taken out of the tree next
    text = _extracted(tree, imprint.headline)
    if not text:
        yield InputError(file, "has no text; a page that is made by scripts must be saved as it is shown")
        return
    raw, (headline, byline, body) = composed(imprint.headline, imprint.byline, with_plain_breaks(text))
    path = given_by_path(file)
    given = Given(
        paper=imprint.paper or path.paper,
        date=imprint.date or path.date,
        page=imprint.page or path.page,
        url=imprint.url,
        headline=headline,
        byline=byline,
        body=body,
    )
    yield Page(file, raw, "html", given=given)


def _decoded(data: bytes) -> str:
    """The page's text: by its mark, by what it says of its encoding, or as any text. Raises ValueError."""
    said = _CHARSET.search(data[:_HEAD])
    if said and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = said[1].decode("ascii").lower()
        try:
            return data.decode(_WIDER.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass  # pages are wrong about themselves often enough
    return decode(data)


def _parsed(text: str) -> Any:
    """The page as lxml's tree. Raises ValueError."""
    from trafilatura import load_html

    if not text.strip():
        raise ValueError("is empty")
    text = _XML.sub("", text)  # a string must not say how it is encoded
    tree = load_html(text if _WHOLE.search(text) else f"<html><body>{text}</body></html>")
    if tree is None or not _TAG.search(text):
        raise ValueError("is not HTML")
    return tree


def _extracted(tree: Any, headline: str) -> str:
    """The text of the article, a paragraph a line; what stands above its headline is no part of it."""
    from trafilatura import extract
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _SHORTEST)
    text = extract(tree, include_comments=False, config=config) or ""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    bare = ["".join(line.split()) for line in lines[:_ABOVE]]
    title = "".join(headline.split())
    return "\n".join(lines[bare.index(title) + 1 :] if title in bare else lines)
