"""Which articles hold some words exactly, and how often: every one of them, not the best ones.

The index of words narrows the articles down, and the folded text of each decides. White space beside
characters that are written without any, and the commas of thousands, are no difference.
"""

import re
from collections.abc import Collection
from functools import reduce
from heapq import nlargest
from math import inf

import numpy as np
from numpy.typing import NDArray

from rag.finding.operators import Demands
from rag.found import NO_FILTERS, Filters
from rag.indexing.legs import Legs
from rag.indexing.store import Store
from rag.indexing.terms import LETTER, UNSPACED, fold, terms

_NARROWING = 3  # of the rarest terms: they leave few articles to read
_SPACE = re.compile(r"\s+")
_NO_SPACE = re.compile(rf"(?<=[{UNSPACED}]) | (?=[{UNSPACED}])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d)")
# Words and figures are whole: no "art" in "party", no 5 in 5G or 3.5.
_BEFORE = ((re.compile(LETTER), rf"(?<!{LETTER})"), (re.compile(r"\d"), rf"(?<!\d)(?<!\d\.)(?<!{LETTER})"))
_AFTER = (
    (re.compile(LETTER), rf"(?!{LETTER}|\d)"),
    (re.compile(r"\d"), rf"(?!\d|\.\d|{LETTER}(?!{LETTER}))"),
)


class Holding:
    """Finds the articles of a store that hold some words."""

    def __init__(self, store: Store, legs: Legs) -> None:
        self._store, self._legs = store, legs

    def allowed(self, demands: Demands, filters: Filters = NO_FILTERS) -> NDArray[np.int64] | None:
        """The ids of the chunks of articles that fulfil the demands and pass the filters; None: any chunk."""
        if not filters and not demands:
            return None
        passages = self._store.passages
        allowed = passages.allowed(filters)
        for phrase in demands.phrases:
            allowed = np.intersect1d(allowed, passages.of_articles(self.articles(phrase)), assume_unique=True)
        for word in demands.excluded:
            allowed = np.setdiff1d(allowed, passages.of_articles(self.articles(word)), assume_unique=True)
        return allowed

    def articles(self, words: str) -> Collection[str]:
        """The articles that hold these words; of a single term the index knows it without reading them."""
        return self._narrowed(words) if sure_terms(words) == [comparable(words)] else self.times(words)

    def times(self, words: str) -> dict[str, int]:
        """The articles that hold these words in their text, headline or byline, and how many times."""
        pattern = pattern_of(words)
        counts = {article: self._count(pattern, article) for article in self._narrowed(words)}
        return {article: count for article, count in counts.items() if count}

    def _count(self, pattern: "re.Pattern[str]", article: str) -> int:
        parts = [self._store.texts(part) for part in self._store.joins.parts(article)]
        bylines = [texts.pop("byline", "") for texts in parts]  # most stand in the text as well
        count = sum(_times(pattern, text) for texts in parts for text in texts.values())
        return count or sum(_times(pattern, byline) for byline in bylines)

    def _narrowed(self, words: str) -> set[str]:
        """The articles that hold the rarest terms of these words; the terms may stand in several chunks."""
        sure = sure_terms(words)
        if not sure:
            return self._articles(terms(words)[0], within=True)
        idf = self._legs.words.idf(sure)
        rarest = nlargest(_NARROWING, sure, key=lambda term: idf[term] or inf)  # 0: in headlines at most
        return reduce(set.intersection, (self._articles(term) for term in rarest))

    def _articles(self, term: str, within: bool = False) -> set[str]:
        return self._store.passages.articles_of(self._legs.words.holding(term, within))


def _times(pattern: "re.Pattern[str]", text: str) -> int:
    return len(pattern.findall(comparable(text)))


def sure_terms(words: str) -> list[str]:
    """The terms that a text has which holds these words.

    A character alone at either end may be half of a pair there: 5月 stands in 5月份. And a number beside a
    point may go on behind it: 1. stands in 1.5.

    >>> sure_terms("5月5日"), sure_terms("桥"), sure_terms("1.")
    (['5', '月', '5'], [], [])
    """
    found, compared = terms(words), comparable(words).strip()
    for end, goes_on in ((0, r"\.\d"), (-1, r".*\d\.\Z")):
        if found and (re.fullmatch(f"[{UNSPACED}]", found[end]) or re.match(goes_on, compared, re.DOTALL)):
            found.pop(end)
    return found


def pattern_of(words: str) -> "re.Pattern[str]":
    """What finds these words in a comparable text."""
    wanted = comparable(words).strip()
    before = "".join(edge for kind, edge in _BEFORE if kind.match(wanted))
    after = "".join(edge for kind, edge in _AFTER if kind.match(wanted[-1:]))
    return re.compile(before + re.escape(wanted) + after)


def comparable(text: str) -> str:
    """A text as its words are compared: folded, with no white space or comma that says nothing."""
    spaced = _SPACE.sub(" ", fold(text))
    return _THOUSANDS.sub("", _NO_SPACE.sub("", spaced))
