"""Question → hits: both legs, fused.

The words leg is counted as the share of the question's terms, by rarity, that a chunk accounts for:
its BM25 over the most that any chunk could reach. The more of the question the best chunk accounts for,
the more the words are trusted. So a question in another language, whose terms the archive does not
hold, leaves the ranking to the vectors by itself, and a name that stands in one article outweighs a
vague likeness. Equal-weight reciprocal-rank fusion knows neither.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder
from rag.finding.closeness import Closeness
from rag.finding.holding import Holding
from rag.finding.query import understand, vector_of
from rag.finding.weighing import Weighing, weigh
from rag.found import NO_FILTERS, Filters, Found, Hit
from rag.indexing.legs import Legs
from rag.indexing.store import Store
from rag.indexing.words import K1, AnyOf
from rag.places import lines_of
from rag.types import Article, Chunk

DEPTH = 100  # candidates taken from each leg
LOOKED_AT = 30  # of the candidates, more closely
# How much more a share counts than a cosine: at least, and more by the best chunk's share of the question.
LEAST_TRUST, TRUST = 0.6, 2.0
HEADLINE_WEIGHT = 0.15
PER_ARTICLE = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that a leg found, with what each leg says of it."""

    chunk: int
    share: float  # of the question, that the chunk accounts for: about 0 to 1
    cosine: float
    score: float


class Finder:
    """Searches a store by its legs. Ties go by chunk id, so the same archive ranks the same."""

    def __init__(self, store: Store, legs: Legs, embedder: Embedder) -> None:
        self._store, self._legs, self._embedder = store, legs, embedder
        self._holding = Holding(store, legs)

    def search(
        self,
        question: str,
        k: int,
        filters: Filters = NO_FILTERS,
        per_article: int = PER_ARTICLE,
        reprints: bool = False,
    ) -> Found:
        """The k best passages that pass the filters, at most `per_article` of one article.

        Of articles that print the same story only the best is there, unless `reprints` asks for all.
        """
        return self.find(question, k, filters, per_article, reprints)[0]

    def find(
        self, question: str, k: int, filters: Filters, per_article: int, reprints: bool
    ) -> tuple[Found, Weighing]:
        """As `search`, with the question as it was weighed."""
        query = understand(question)
        vector = vector_of(query, self._embedder)
        with self._legs.current():
            allowed = self._holding.allowed(query.demands, filters)
            asked = weigh(query, self._legs)
            candidates = self.looked_at(asked, self.candidates(asked, vector, allowed))
            hits = self._hits(candidates, k, per_article, reprints)
            left_out = self._store.passages.undated(filters)
            return Found(question, tuple(hits), left_out, self._store.revision), asked

    def looked_at(self, asked: Weighing, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates, the best of them put in order by a closer look."""
        passages = self._store.passages.texts([one.chunk for one in candidates[:LOOKED_AT]])
        there = [one for one in candidates[:LOOKED_AT] if one.chunk in passages]
        gains = Closeness(asked).of([passages[one.chunk] for one in there])
        looked = [replace(one, score=one.score + gain) for one, gain in zip(there, gains, strict=True)]
        return [*sorted(looked, key=_best_first), *candidates[LOOKED_AT:]]

    def candidates(
        self, asked: Weighing, vector: NDArray[np.float32], allowed: NDArray[np.int64] | None = None
    ) -> list[Candidate]:
        """What either leg finds, each candidate weighed by both, best first."""
        clauses, most = _clauses(asked), (K1 + 1) * (sum(asked.weights.values()) or 1.0)
        near = dict(self._legs.vectors.nearest(vector, DEPTH, allowed))
        match = dict(self._legs.words.matching(clauses, DEPTH, HEADLINE_WEIGHT, allowed))
        only_match = [chunk for chunk in match if chunk not in near]
        only_near = [chunk for chunk in near if chunk not in match]
        near.update(self._legs.vectors.similarities(vector, only_match))
        match.update(self._legs.words.matching(clauses, len(only_near), HEADLINE_WEIGHT, only_near))
        shares = {chunk: match.get(chunk, 0.0) / most for chunk in near}
        weight = LEAST_TRUST + TRUST * max(shares.values(), default=0.0)
        found = [
            Candidate(chunk, shares[chunk], cosine, weight * shares[chunk] + cosine)
            for chunk, cosine in near.items()
        ]
        return sorted(found, key=_best_first)

    def _hits(self, candidates: list[Candidate], k: int, per_article: int, reprints: bool) -> list[Hit]:
        hits: list[Hit] = []
        taken: Counter[str] = Counter()
        told: set[str] = set()  # that the hits tell, or reprint
        for candidate in candidates:
            if len(hits) == k:
                break
            chunk = self._store.passages.get(candidate.chunk)
            if chunk is None or taken[chunk.article] == per_article:
                continue
            article = self._store.article(chunk.article)
            same_story = {article.id, *article.reprints}
            if not reprints and not taken[article.id] and not told.isdisjoint(same_story):
                continue
            taken[article.id] += 1
            told |= same_story
            hits.append(self._hit(len(hits) + 1, candidate, chunk, article))
        return hits

    def _hit(self, rank: int, candidate: Candidate, chunk: Chunk, article: Article) -> Hit:
        lines = lines_of(article, self._store.part_pages(article.id), chunk.start, chunk.end)
        return Hit(rank, candidate.score, 0.0, article, chunk.start, chunk.end, lines)


def _best_first(candidate: Candidate) -> tuple[float, int]:
    return -candidate.score, candidate.chunk


def _clauses(asked: Weighing) -> list[AnyOf]:
    """What to look for: any form of a term adds what the term weighs, times how likely the form is."""
    clauses = [
        [
            {term: likely * weight / asked.idf[term] / len(form) for term in form}
            for form, likely in asked.held(name)
        ]
        for name, weight in asked.weights.items()
    ]
    return [clause for clause in clauses if clause]
