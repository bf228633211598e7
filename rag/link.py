"""A link to a quotation, with a digest of its words: who follows it can see whether they still stand.

    /#/article/a1b2c3d4e5f6?at=76-122&sha=0f3c2a9d8e7b6a51

The digest is of the exact text. An article keeps its id as long as its file keeps its path below the folder
that was indexed, its place in the file, and its first 64 characters; otherwise its links find it gone.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from rag.errors import UsageError
from rag.types import Article, Lines, Span

_DIGITS = 16  # hexadecimal: 64 bits
_MOST = 50_000_000  # characters that are digested in a search; of an article with 20,000 that is every place
WRITTEN = rf"#/article/([0-9a-z]{{1,100}})\?at=([0-9]{{1,9}})-([0-9]{{1,9}})&sha=([0-9a-f]{{{_DIGITS}}})$"
State = Literal["stands", "moved", "changed", "gone"]
_SAID: dict[State, str] = {
    "stands": "The words still stand where they stood",
    "moved": "The words have moved and stand elsewhere in the article now",
    "changed": "The article is there, but these words do not stand in it any more",
    "gone": "The article is gone, or its file came in anew from another folder or with another beginning",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Where words stood in an article's text, and the digest of them."""

    article: str
    start: int
    end: int
    sha: str

    def __str__(self) -> str:
        """The link, as it is added to a server's address."""
        return f"/#/article/{self.article}?at={self.start}-{self.end}&sha={self.sha}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of the words of a link; `start`, `end` and `lines` are where they stand now."""

    link: Link
    state: State
    article: Article | None = None  # None: it is gone
    start: int = 0
    end: int = 0
    lines: Lines = ()

    @property
    def message(self) -> str:
        return _SAID[self.state]


def link_to(article: Article, start: int, end: int) -> Link:
    """A link to `article.text[start:end]`."""
    return Link(article.id, start, end, _digest(article.text[start:end]))


def read_link(written: str) -> Link:
    """A link as it was copied, whatever server's address stands before it. Raises UsageError."""
    found = re.search(WRITTEN, written.strip())
    if not found:
        raise UsageError(
            "This is no link to a quotation; copy it whole, as …/#/article/a1b2c3d4e5f6?at=76-122&sha=…"
        )
    article, start, end, sha = found.groups()
    return Link(article, int(start), max(int(start), int(end)), sha)


def place_of(link: Link, text: str) -> Span | None:
    """Where the words of a link stand in a text: where they stood, else the nearest other place."""
    length = link.end - link.start
    nearest = sorted(range(len(text) - length + 1), key=lambda start: abs(start - link.start))
    for start in nearest[: _MOST // max(1, length)]:
        if _digest(text[start : start + length]) == link.sha:
            return start, start + length
    return None


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
