"""What a web page says of itself: in its JSON-LD, its meta elements, or its e-paper system's comment."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from rag.reading.dates import iso_date, page_number

# 方正, which most Chinese newspapers publish with, writes a comment with fields below every page.
_COMMENT = re.compile(r"<!--\s*enpproperty\b(.*?)-->", re.DOTALL)
_FIELD = re.compile(r"<(?:founder-)?(\w+)>([^<]*)</(?:founder-)?\1>")
_ARTICLE = re.compile(r"Article|NewsArticle|ReportageNewsArticle|BlogPosting|OpinionNewsArticle")
_TITLES = ("og:title", "twitter:title")
_AUTHORS = ("author", "article:author", "byl", "dc.creator", "dcterms.creator")
_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "publish_time",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "date",
)
_SITES = ("og:site_name", "dc.publisher", "publisher", "application-name")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a page says of itself, "" where it says nothing; nothing is guessed from its text."""

    headline: str
    byline: str
    paper: str
    date: str  # ISO 8601
    page: str  # 版次
    url: str


def imprint_of(tree: Any, text: str) -> Imprint:
    """Read it off lxml's tree of a page, and off its text, which has the comments."""
    meta, article, founder = _meta(tree), _article(tree), _founder(text)

    def said(names: tuple[str, ...]) -> str:
        return next((meta[name] for name in names if name in meta), "")

    byline = founder.get("author") or _names(article.get("author")) or said(_AUTHORS)
    headlines = (
        founder.get("title"),
        _text(article.get("headline")),
        _heading(tree),
        said(_TITLES),
        _title(tree),
    )
    dates = (founder.get("date", ""), _text(article.get("datePublished")), said(_DATES))
    return Imprint(
        headline=next(filter(None, headlines), ""),
        byline="" if byline.startswith(("http:", "https:")) else byline,
        paper=founder.get("papername") or said(_SITES) or _names(article.get("publisher")),
        date=next(filter(None, map(iso_date, dates)), ""),
        page=page_number(founder.get("pagenum", "")),
        url=said(("og:url",)),
    )


def _meta(tree: Any) -> dict[str, str]:
    """The first content of each meta element, by its name or property in small letters."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content := _line(element.get("content") or ""):
            found.setdefault(name.lower(), content)
    return found


def _article(tree: Any) -> dict[str, Any]:
    """The page's article in JSON-LD, {} where there is none, or none that can be read."""
    for element in tree.iter("script"):
        if element.get("type") == "application/ld+json":
            try:
                nodes = list(_nodes(json.loads(element.text or "")))
            except (ValueError, RecursionError):
                continue
            for node in nodes:
                if _ARTICLE.fullmatch(_text(node.get("@type"))):
                    return node
    return {}


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"))


def _founder(text: str) -> dict[str, str]:
    comment = _COMMENT.search(text)
    fields = _FIELD.findall(comment[1]) if comment else []
    return {name: _line(unescape(value)) for name, value in fields if value.strip()}


def _heading(tree: Any) -> str:
    """The page's only `h1`; of several, nobody says which is the headline."""
    headings = list(filter(None, (_line(element.text_content()) for element in tree.iter("h1"))))
    return headings[0] if len(headings) == 1 else ""


def _title(tree: Any) -> str:
    return next((_line(element.text_content()) for element in tree.iter("title")), "")


def _names(value: Any) -> str:
    """Who is named: a text, an object with a name, or several of them."""
    if isinstance(value, list):
        return " ".join(filter(None, map(_names, value)))
    return _names(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), "")
    return _line(value) if isinstance(value, str) else ""


def _line(text: str) -> str:
    return " ".join(text.split())
