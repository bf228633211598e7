"""Which articles of an issue go on in which: by the notes that they bear, and by what they say.

Of two articles the one goes on in the other if a note says so (`（下转4版）` on the first, `（上接1版）` on
the later), nothing known speaks against it, and the headline or the content agrees. Content agrees by
the cosine of character pairs, each weighed by how few articles of the same pages hold it: on real pages
halves of one article have .09 in the middle, halves of two have .06 in one case of a hundred.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from rag.indexing.terms import fold
from rag.types import NO_ORIGIN, Article, Garbled, Mention, Traced

_HEADLINE_AGREES = 0.6  # of the shorter headline's pairs stand in the other
_NEVER = 2.0
_CONTENT_AGREES = {0: _NEVER, 1: 0.07, 2: 0.06, 3: 0.05}  # by how many signs there are besides
_FEWEST_PAIRS = 3  # a shorter headline, as `要闻`, names no article
_SENTENCE_END = "。！？!?….”’」』）)"
_SEAM = Traced("\n", array("i", [NO_ORIGIN]))
Passage = TypeVar("Passage", Garbled, Mention)
_MARKS = re.compile(r"[\W_]+")


def concerned(articles: Sequence[Article]) -> list[Article]:
    """Those that bear a note, and those that a note may mean; the others need not be looked at."""
    named = {article.continued_from for article in articles} | {article.continued_on for article in articles}
    return [
        article
        for article in articles
        if article.continued_from or article.continued_on or not article.page or article.page in named
    ]


def chains(articles: Sequence[Article], declared: bool) -> list[list[Article]]:
    """The articles of one issue that are parts of one, in their order; those that stand alone left out.

    `declared`: a user said that these pages are one issue, so that an unknown page may be any. The order
    in which the articles are given makes no difference.
    """
    articles = concerned(articles)
    likeness = _Likeness(articles)
    found = [
        (likeness.of(first, later), first.id, later.id)
        for first in articles
        for later in articles
        if (signs := _signs(first, later, declared)) is not None and likeness.agrees(first, later, signs)
    ]
    after: dict[str, str] = {}
    for _, first, later in sorted(found, key=lambda edge: (-edge[0], *edge[1:])):
        if first not in after and later not in after.values() and first not in _run(after, later):
            after[first] = later
    by_id = {article.id: article for article in articles}
    heads = sorted(set(after) - set(after.values()))
    return [[by_id[part] for part in _run(after, head)] for head in heads]


def _run(after: dict[str, str], start: str) -> list[str]:
    run = [start]
    while run[-1] in after:
        run.append(after[run[-1]])
    return run


def _signs(first: Article, later: Article, declared: bool) -> int | None:
    """How many signs there are that `later` goes on where `first` stops; None unless it may.

    A note is one, and a text that stops within a sentence is one; where a page is unknown, any page may
    be meant, which takes one away.
    """
    notes = bool(first.continued_on) + bool(later.continued_from)
    known = bool(first.page and later.page)
    if not notes or first.id == later.id or not (known or declared or _place(first) == _place(later)):
        return None
    if _differ(first.paper, later.paper) or _differ(first.date, later.date):
        return None
    if _place(first) == _place(later):  # a file of several pages, of which one number at most is known
        return 1 if notes == 2 and first.parts[0].lines < later.parts[0].lines else None
    if any(map(_differ, (first.continued_on, later.continued_from), (later.page, first.page))):
        return None
    if known and first.page == later.page:
        return None  # two copies of a page
    return notes + (first.text[-1:] not in _SENTENCE_END) if known else notes - 1


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _place(article: Article) -> tuple[str, str]:
    return article.parts[0].file, article.parts[0].record


class _Likeness:
    """How far articles agree, by the pairs of characters that they share."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._counts = {article.id: Counter(_pairs(article.text)) for article in articles}
        self._titles = {article.id: _titles(article) for article in articles}
        held = Counter(pair for counts in self._counts.values() for pair in counts)
        self._rarity = {pair: math.log((len(articles) + 1) / count) for pair, count in held.items()}
        self._lengths = {name: math.hypot(*self._weighed(counts)) for name, counts in self._counts.items()}

    def agrees(self, first: Article, later: Article, signs: int) -> bool:
        """Whether the headline or the content agrees; where there are more signs, less will do."""
        if self._of_headlines(first, later) >= _HEADLINE_AGREES:
            return True
        return self._of_content(first, later) >= _CONTENT_AGREES[signs]

    def of(self, first: Article, later: Article) -> float:
        """By which the best of several is chosen."""
        return self._of_headlines(first, later) + self._of_content(first, later)

    def _of_headlines(self, first: Article, later: Article) -> float:
        """The share of the shorter headline's pairs that stands in the longer; 0 where it says too little."""
        return max(
            (
                len(one & other) / min(len(one), len(other))
                for one in self._titles[first.id]
                for other in self._titles[later.id]
            ),
            default=0.0,
        )

    def _of_content(self, first: Article, later: Article) -> float:
        one, other = self._counts[first.id], self._counts[later.id]
        shared = one.keys() & other.keys()
        product = sum(
            (1 + math.log(one[pair])) * (1 + math.log(other[pair])) * self._rarity[pair] ** 2
            for pair in sorted(shared)
        )
        return product / (self._lengths[first.id] * self._lengths[later.id] or 1.0)

    def _weighed(self, counts: Counter[str]) -> Iterable[float]:
        return ((1 + math.log(counts[pair])) * self._rarity[pair] for pair in sorted(counts))


def _pairs(text: str) -> list[str]:
    return [one + other for one, other in pairwise(_MARKS.sub("", fold(text)))]


def _titles(article: Article) -> list[set[str]]:
    titles = (set(_pairs(field.text)) for field in (article.headline, article.kicker, article.subtitle))
    return [pairs for pairs in titles if len(pairs) >= _FEWEST_PAIRS]


def as_one(parts: Sequence[Article]) -> Article:
    """The article that these parts make: a paragraph break at each seam, the first part's id and fields.

    What the first part does not say of itself, a later one may; the notes that led to the joins are done.
    """
    if len(parts) == 1:
        return parts[0]
    text, origin, places = "", array("i"), []
    for part in parts:
        if text:
            text, origin = text + _SEAM.text, origin + _SEAM.origin
        (place,) = part.parts
        places.append(replace(place, start=len(text), end=len(text) + len(part.text)))
        text, origin = text + part.text, origin + part.body.origin
    said = ("headline", "kicker", "subtitle", "byline", "paper", "date", "page", "url")
    fields = {name: next(filter(None, (getattr(part, name) for part in parts)), None) for name in said}
    return replace(
        parts[0],
        body=Traced(text, origin),
        parts=tuple(places),
        continued_on=parts[-1].continued_on,
        garbled=tuple(
            _moved(it, place.start) for part, place in zip(parts, places, strict=True) for it in part.garbled
        ),
        mentions=tuple(
            _moved(it, place.start) for part, place in zip(parts, places, strict=True) for it in part.mentions
        ),
        **{name: value for name, value in fields.items() if value is not None},
    )


def _moved(passage: Passage, by: int) -> Passage:
    return replace(passage, start=passage.start + by, end=passage.end + by)
