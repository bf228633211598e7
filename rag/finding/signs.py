"""What a sentence shows of answering a question, as a few numbers."""

import re
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder
from embeddings.embedder import Vectors
from rag.figures import read_figures
from rag.finding.forms import Coverage, all_terms
from rag.finding.query import vector_of
from rag.finding.sought import Sought, Standing
from rag.finding.weighing import Weighing
from rag.found import Hit
from rag.types import Span

SIGNS = (
    "share",  # of the question's terms, by rarity, that the sentence holds
    "nearby share",  # that it holds together with the sentence before it
    "before",  # of what stands right before the words that ask, that both hold: -1 to 1; 0 if nothing does
    "after",  # of what stands right after them, likewise
    "cosine",  # to the question
    "lift",  # of the cosine above that of the other sentences, in their deviations
    "kind",  # whether it holds a number or a time where one is asked for: 1, -1, or 0 where none is
    "unit",  # whether it holds a number of what is counted, likewise
    "figures",  # of the question's own figures, that it holds, however written: -1 to 1; 0 if it has none
    "asks",  # whether it is a question itself: 1 or 0
    "whole",  # whether it ends as a sentence does, which a sub-heading does not: 1 or 0
    "own",  # share of its terms that the question does not have
    "rank",  # of its passage, turned round: 1, 1/2, 1/3 …
    "names",  # how many of the question's names in pinyin it, or the sentence before it, holds: -1 to 1
    "passage names",
)

_TIME = re.compile(
    r"(?:\d|[〇零一二三四五六七八九十]+)+\s*[年月日时点]|\b(?:1[5-9]|20)\d\d\b|[今昨明前去][天日晚年]"
    r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b"
)
_NUMBER = r"(?:\d|[〇零一二三四五六七八九十百千万亿两])[万亿千百余多]*"


class Signs:
    """Measures sentences against one question."""

    def __init__(self, asked: Weighing, embedder: Embedder) -> None:
        query = asked.query
        self._query, self._embedder = query, embedder
        pairs = chain.from_iterable(chain.from_iterable(query.names.values()))
        self._sought = Sought(chain(all_terms(asked.forms), pairs, query.terms))
        self._asked = frozenset(query.terms)
        self._coverage = asked.coverage(query.terms)
        self._before, self._after = asked.coverage(query.asking.before), asked.coverage(query.asking.after)
        self._unit = re.compile(f"{_NUMBER}(?:{query.asking.unit})") if query.asking.unit else None
        self._figures = asked.coverage(term for term in query.terms if term[0].isdigit())
        self._known = {figure.value for figure in read_figures(query.text)}

    def of(self, spans: Sequence[tuple[Hit, Span]]) -> NDArray[np.float64]:
        """The signs of each sentence in its hit, shape (len(spans), len(SIGNS))."""
        sentences = [hit.article.text[start:end] for hit, (start, end) in spans]
        asked = vector_of(self._query, self._embedder)
        near = self._embedder.embed_documents(sentences) @ asked
        lifts = _lift(near)
        standing = self._sought.within(sentences)
        held = [one.held for one in standing]
        in_passage = self._in_passages([hit for hit, _ in spans], held)
        place = {rank: n for n, rank in enumerate(in_passage, 1)}
        rows = []
        for n, (hit, _) in enumerate(spans):
            nearby = held[n] | held[n - 1] if n and spans[n - 1][0] is hit else held[n]
            shares = (self._coverage.of(held[n]), self._coverage.of(nearby))
            beside = (_told(self._before, nearby), _told(self._after, nearby))
            meaning = (near[n], lifts[n])
            shown = self._shows(sentences[n], held[n])
            named = (self._names(nearby), self._names(in_passage[hit.rank]))
            own = self._own(standing[n])
            rows.append((*shares, *beside, *meaning, *shown, own, 1 / place[hit.rank], *named))
        return np.array(rows, np.float64).reshape(-1, len(SIGNS))

    def _in_passages(self, hits: Sequence[Hit], held: Sequence[set[str]]) -> dict[int, set[str]]:
        """What each hit holds of what is sought, its headline included, by rank."""
        once = list({hit.rank: hit for hit in hits}.values())
        headlines = self._sought.within([hit.article.headline.text for hit in once])
        found = {hit.rank: standing.held for hit, standing in zip(once, headlines, strict=True)}
        for hit, terms in zip(hits, held, strict=True):
            found[hit.rank] |= terms
        return found

    def _own(self, standing: Standing) -> float:
        """The share of a sentence's terms that the question does not have."""
        asked = sum(term in self._asked for _, term in standing.terms)
        return (standing.count - asked) / max(1, standing.count)

    def _names(self, held: set[str]) -> float:
        """How many of the question's names in pinyin stand here: from -1, none, to 1; 0 if it has none."""
        names = [chain.from_iterable(pairs) for pairs in self._query.names.values()]
        return 2 * sum(not held.isdisjoint(name) for name in names) / len(names) - 1 if names else 0.0

    def _shows(self, sentence: str, held: set[str]) -> tuple[float, ...]:
        end = sentence.rstrip("”’」』）)\"' ")
        return (
            self._kind(sentence),
            0.0 if self._unit is None else _sign(self._unit.search(sentence)),
            _told(self._figures, held),
            float(end.endswith(("？", "?"))),
            float(end.endswith(("。", "！", ".", "!", "；", "…"))),
        )

    def _kind(self, sentence: str) -> float:
        """What the question says itself is no answer to it."""
        if self._query.asking.kind == "number":
            figures = read_figures(sentence)
            return _sign(any(not figure.weak and figure.value not in self._known for figure in figures))
        if self._query.asking.kind == "time":
            times = (found[0] for found in _TIME.finditer(sentence))
            return _sign(any(re.sub(r"\D", "", time) not in self._query.terms for time in times))
        return 0.0


def _told(coverage: Coverage, held: set[str]) -> float:
    return 2 * coverage.of(held) - 1 if coverage else 0.0


def _sign(shown: object) -> float:
    return 1.0 if shown else -1.0


def _lift(cosines: Vectors) -> Vectors:
    """How far each cosine stands above their mean, in deviations; the floor is for a lone sentence."""
    return np.asarray((cosines - cosines.mean()) / (cosines.std() + 0.03), np.float32)
