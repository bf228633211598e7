"""What a sentence shows of answering a question, as a few numbers."""

import re
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder
from rag.finding.query import Kind, Query
from rag.finding.romanised import names
from rag.indexing.legs import Legs
from rag.indexing.terms import terms
from rag.types import Hit, Span

SIGNS = ("share", "passage share", "cosine", "passage cosine", "kind", "figures")

_CHINESE_NUMBER = "[〇零一二三四五六七八九十百千万亿两]+"
_SHOWS: dict[Kind, re.Pattern[str]] = {
    "number": re.compile(rf"\d|{_CHINESE_NUMBER}(?=[个名人位次年月日家种户亩元公里米吨座条项])"),
    "time": re.compile(
        rf"(?:\d|{_CHINESE_NUMBER})+\s*[年月日时点]|\b(?:1[5-9]|20)\d\d\b|[今昨明前去][天日晚年]"
        r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b"
    ),
}


class Signs:
    """Measures sentences against one question."""

    def __init__(self, query: Query, legs: Legs, embedder: Embedder) -> None:
        self._query, self._embedder = query, embedder
        self._spellings = _spellings(query)
        rarity = legs.idf(chain.from_iterable(self._spellings.values()))
        self._weights = {
            term: max(rarity[spelling] for spelling in spellings) or legs.rarest
            for term, spellings in self._spellings.items()
        }
        self._figures = {term for term in query.terms if term[0].isdigit()}

    def of(self, spans: Sequence[tuple[Hit, Span]]) -> NDArray[np.float64]:
        """The signs of each sentence in its hit, shape (len(spans), len(SIGNS))."""
        sentences = [hit.article.text[start:end] for hit, (start, end) in spans]
        passages = {hit.rank: f"{hit.article.headline.text}\n{hit.text}" for hit, _ in spans}
        asked = self._embedder.embed_queries([self._query.text])[0]
        near = self._embedder.embed_documents([*sentences, *passages.values()]) @ asked
        of_passage = {
            rank: (self._share(terms(text)), cosine)
            for (rank, text), cosine in zip(passages.items(), near[len(sentences) :], strict=True)
        }
        rows = []
        for (hit, _), sentence, cosine in zip(spans, sentences, near, strict=False):
            found = terms(sentence)
            passage_share, passage_cosine = of_passage[hit.rank]
            shown = (self._shows_kind(sentence), self._shows_figures(found))
            rows.append((self._share(found), passage_share, cosine, passage_cosine, *shown))
        return np.array(rows, np.float64).reshape(-1, len(SIGNS))

    def _share(self, found: Sequence[str]) -> float:
        """The share of the question's terms that stand here, by rarity, in any of their spellings."""
        held = set(found)
        present = sum(w for term, w in self._weights.items() if not held.isdisjoint(self._spellings[term]))
        return present / (sum(self._weights.values()) or 1.0)

    def _shows_kind(self, sentence: str) -> float:
        """Whether a sentence holds a number or a time, when one is asked for: 1, -1, or 0 if none is."""
        pattern = _SHOWS.get(self._query.kind)
        return 0.0 if pattern is None else 1.0 if pattern.search(sentence) else -1.0

    def _shows_figures(self, found: Sequence[str]) -> float:
        """Whether the question's own figures stand here: 1, -1, or 0 if it has none."""
        return 0.0 if not self._figures else 1.0 if self._figures <= set(found) else -1.0


def _spellings(query: Query) -> dict[str, frozenset[str]]:
    """Each term with what else it may stand as: a name in pinyin also as Chinese characters."""
    spelled = {
        name.lower(): frozenset(chain.from_iterable(pairs)) for name, pairs in names(query.text).items()
    }
    return {term: frozenset((term,)) | spelled.get(term, frozenset()) for term in query.terms}
