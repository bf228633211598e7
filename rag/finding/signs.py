"""What a sentence shows of answering a question, as a few numbers."""

import re
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder
from embeddings.embedder import Vectors
from rag.finding.forms import Coverage, all_terms, rarity
from rag.finding.query import Kind, Query
from rag.indexing.legs import Legs
from rag.indexing.terms import held_terms
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
    "whole",  # whether it ends as a sentence does, which a sub-heading does not: 1 or 0
    "names",  # how many of the question's names in pinyin it, or the sentence before it, holds: -1 to 1
    "passage names",
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
        weights = rarity(query.forms, legs.idf(all_terms(query.forms)), len(legs))
        self._coverage = Coverage(query.forms, weights)
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
        held = [set(held_terms(sentence)) for sentence in sentences]
        in_passage = {hit.rank: set(held_terms(hit.article.headline.text)) for hit, _ in spans}
        for (hit, _), terms in zip(spans, held, strict=True):
            in_passage[hit.rank] |= terms
        place = {rank: len(spans) + n for n, rank in enumerate(passages)}
        rows = []
        for n, (hit, _) in enumerate(spans):
            around, passage = in_passage[hit.rank], place[hit.rank]
            nearby = held[n] | held[n - 1] if n and spans[n - 1][0] is hit else held[n]
            shares = (self._coverage.of(held[n]), self._coverage.of(nearby), self._coverage.of(around))
            meaning = (near[n], near[passage], lifts[n], lifts[passage])
            named = (self._names(nearby), self._names(around))
            rows.append((*shares, *meaning, *self._shows(sentences[n], held[n]), *named))
        return np.array(rows, np.float64).reshape(-1, len(SIGNS))

    def _names(self, held: set[str]) -> float:
        """How many of the question's names in pinyin stand here: from -1, none, to 1; 0 if it has none."""
        names = [chain.from_iterable(pairs) for pairs in self._query.names.values()]
        return 2 * sum(not held.isdisjoint(name) for name in names) / len(names) - 1 if names else 0.0

    def _shows(self, sentence: str, held: set[str]) -> tuple[float, ...]:
        kind, end = _SHOWS.get(self._query.kind), sentence.rstrip("”’」』）)\"' ")
        return (
            0.0 if kind is None else _sign(kind.search(sentence)),
            0.0 if self._unit is None else _sign(self._unit.search(sentence)),
            0.0 if not self._figures else _sign(self._figures <= held),
            float(end.endswith(("？", "?"))),
            float(end.endswith(("。", "！", ".", "!", "；", "…"))),
        )


def _sign(shown: object) -> float:
    return 1.0 if shown else -1.0


def _lift(cosines: Vectors) -> Vectors:
    """How far each cosine stands above their mean, in deviations; the floor is for a lone sentence."""
    return np.asarray((cosines - cosines.mean()) / (cosines.std() + 0.03), np.float32)
