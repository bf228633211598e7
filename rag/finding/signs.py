"""What a sentence shows of answering a question, as a few numbers."""

import re
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder
from embeddings.embedder import Vectors
from rag.finding.query import Kind, Query
from rag.finding.romanised import names
from rag.indexing.legs import Legs
from rag.indexing.terms import terms
from rag.types import Hit, Span

SIGNS = (
    "share",  # of the question's terms, by rarity, that the sentence holds
    "nearby share",  # that it holds together with the sentence before it
    "passage share",
    "cosine",  # to the question
    "passage cosine",
    "lift",  # of the cosine above that of the other sentences, in their deviations
    "passage lift",
    "kind",  # whether it holds a number or a time where one is asked for: 1, -1, or 0 where none is
    "unit",  # whether it holds a number of what is counted, likewise
    "figures",  # whether it holds the question's own figures, likewise
    "asks",  # whether it is a question itself: 1 or 0
)

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
        self._unit = (
            re.compile(rf"(?:\d|{_CHINESE_NUMBER})[万亿千百余多]*{query.unit}") if query.unit else None
        )
        self._figures = {term for term in query.terms if term[0].isdigit()}

    def of(self, spans: Sequence[tuple[Hit, Span]]) -> NDArray[np.float64]:
        """The signs of each sentence in its hit, shape (len(spans), len(SIGNS))."""
        sentences = [hit.article.text[start:end] for hit, (start, end) in spans]
        passages = {hit.rank: f"{hit.article.headline.text}\n{hit.text}" for hit, _ in spans}
        asked = self._embedder.embed_queries([self._query.text])[0]
        near = self._embedder.embed_documents([*sentences, *passages.values()]) @ asked
        lifts = np.concatenate([_lift(near[: len(spans)]), _lift(near[len(spans) :])])
        found = [terms(sentence) for sentence in sentences]
        passage_shares = {rank: self._share(terms(text)) for rank, text in passages.items()}
        place = {rank: len(spans) + n for n, rank in enumerate(passages)}
        rows = []
        for n, (hit, _) in enumerate(spans):
            before = found[n - 1] if n and spans[n - 1][0] is hit else []
            shares = (self._share(found[n]), self._share([*before, *found[n]]), passage_shares[hit.rank])
            passage = place[hit.rank]
            meaning = (near[n], near[passage], lifts[n], lifts[passage])
            rows.append((*shares, *meaning, *self._shows(sentences[n], found[n])))
        return np.array(rows, np.float64).reshape(-1, len(SIGNS))

    def _share(self, found: Sequence[str]) -> float:
        """The share of the question's terms that stand here, by rarity, in any of their spellings."""
        held = set(found)
        present = sum(w for term, w in self._weights.items() if not held.isdisjoint(self._spellings[term]))
        return present / (sum(self._weights.values()) or 1.0)

    def _shows(self, sentence: str, found: Sequence[str]) -> tuple[float, ...]:
        kind = _SHOWS.get(self._query.kind)
        return (
            0.0 if kind is None else _sign(kind.search(sentence)),
            0.0 if self._unit is None else _sign(self._unit.search(sentence)),
            0.0 if not self._figures else _sign(self._figures <= set(found)),
            float(sentence.rstrip("”’」』\"' ").endswith(("？", "?"))),
        )


def _sign(shown: object) -> float:
    return 1.0 if shown else -1.0


def _lift(cosines: Vectors) -> Vectors:
    """How far each cosine stands above their mean, in deviations; the floor is for a lone sentence."""
    return np.asarray((cosines - cosines.mean()) / (cosines.std() + 0.03), np.float32)


def _spellings(query: Query) -> dict[str, frozenset[str]]:
    """Each term with what else it may stand as: a name in pinyin also as Chinese characters."""
    spelled = {
        name.lower(): frozenset(chain.from_iterable(pairs)) for name, pairs in names(query.text).items()
    }
    return {term: frozenset((term,)) | spelled.get(term, frozenset()) for term in query.terms}
