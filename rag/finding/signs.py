"""What a sentence shows of answering a question, as a few numbers."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder, builtin
from embeddings.embedder import Tokens, Vectors
from rag.figures import read_figures
from rag.finding.counterparts import Counterparts
from rag.finding.forms import Coverage, all_terms
from rag.finding.query import Query, vector_of
from rag.finding.sought import Sought, Standing
from rag.finding.weighing import Weighing
from rag.found import Hit
from rag.indexing.terms import fold
from rag.types import Span
from rag.units import MONTHS

SIGNS = (
    "share",  # of the question's terms, by rarity, that the sentence holds
    "nearby share",  # that it holds together with the sentence before it
    "lead share",  # that its headline and its passage hold, up to it
    "share gap",  # of its share below the best in its passage: 0 or less
    "passage gap",  # of its passage's share below the best passage's, likewise
    "aligned",  # how well the question's words are matched by its words: 0 to 1
    "asked",  # how well those that stand beside the words that ask are
    "nearby aligned",  # the same by its words and those of the sentence before it
    "nearby asked",
    "cosine",  # to the question
    "lift",  # of the cosine above that of the other sentences, in their deviations
    "kind",  # whether it holds a number or a time where one is asked for: 1, -1, or 0 where none is
    "unit",  # whether it holds a number of what is counted, or a time as exact as is asked for, likewise
    "figures",  # of the question's own figures, that it holds, however written: -1 to 1; 0 if it has none
    "asks",  # whether it is a question itself: 1 or 0
    "whole",  # whether it ends as a sentence does, which a sub-heading does not: 1 or 0
    "own",  # share of its terms that the question does not have
    "rank",  # of its passage, turned round: 1, 1/2, 1/3 …
    "names",  # how many of the question's names in pinyin it, or the sentence before it, holds: -1 to 1
    "passage names",
    "kind found",  # the most that any sentence found has of these: where no number stands, none can answer
    "unit found",
)

_FOUND = 2  # signs, the first of what a sentence shows
_TIME = re.compile(
    r"(?:\d|[〇零一二三四五六七八九十]+)+\s*[年月日时点]|\b(?:1[5-9]|20)\d\d\b|[今昨明前去][天日晚年]"
    rf"|{MONTHS}"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBER = r"(?:\d|[〇零一二三四五六七八九十百千万亿两])[万亿千百余多]* ?"
_BETWEEN = "[ -]?(?:[a-z]+ )?"  # an English number and its unit: 1,200 local people


class Signs:
    """Measures sentences against one question."""

    def __init__(self, asked: Weighing, embedder: Embedder) -> None:
        query = asked.query
        self._query, self._embedder = query, embedder
        pairs = chain.from_iterable(chain.from_iterable(query.names.values()))
        self._sought = Sought(chain(all_terms(asked.forms), pairs, query.terms))
        self._asked = frozenset(query.terms)
        self._coverage = asked.coverage(query.terms)
        wordings = [query.text, query.english] if query.english else [query.text]
        self._wordings = [Counterparts(fold(words)) for words in wordings]
        self._unit, self._unit_in_english = _units(query)
        self._figures = asked.coverage(term for term in query.terms if term[0].isdigit())
        self._known = {figure.value for figure in read_figures(query.text)}

    def of(self, spans: Sequence[tuple[Hit, Span]]) -> NDArray[np.float64]:
        """The signs of each sentence in its hit, shape (len(spans), len(SIGNS))."""
        sentences = [hit.article.text[start:end] for hit, (start, end) in spans]
        hits = [hit for hit, _ in spans]
        goes_on = np.array([before is hit for before, hit in pairwise([None, *hits])])
        standing = self._sought.within(sentences)
        held = [one.held for one in standing]
        nearby = [terms | held[n - 1] if goes_on[n] else terms for n, terms in enumerate(held)]
        shown = np.array([self._shows(*one) for one in zip(sentences, held, strict=True)])
        passages, leads = self._in_passages(hits, held)
        place = {rank: n for n, rank in enumerate(passages, 1)}
        return np.column_stack(
            [
                self._shares(hits, held, nearby, leads, passages),
                self._meaning(sentences, goes_on),
                shown,
                [self._own(one) for one in standing],
                [1 / place[hit.rank] for hit in hits],
                [self._names(terms) for terms in nearby],
                [self._names(passages[hit.rank]) for hit in hits],
                np.broadcast_to(shown[:, :_FOUND].max(axis=0), (len(hits), _FOUND)),
            ]
        )

    def _in_passages(
        self, hits: Sequence[Hit], held: Sequence[set[str]]
    ) -> tuple[dict[int, set[str]], list[set[str]]]:
        """What each hit holds of what is sought, its headline included, by rank; and up to each sentence."""
        once = list({hit.rank: hit for hit in hits}.values())
        headlines = self._sought.within([hit.article.headline.text for hit in once])
        found = {hit.rank: standing.held for hit, standing in zip(once, headlines, strict=True)}
        leads = []
        for hit, terms in zip(hits, held, strict=True):
            found[hit.rank] = found[hit.rank] | terms
            leads.append(found[hit.rank])
        return found, leads

    def _shares(
        self,
        hits: Sequence[Hit],
        held: Sequence[set[str]],
        nearby: Sequence[set[str]],
        leads: Sequence[set[str]],
        passages: Mapping[int, set[str]],
    ) -> NDArray[np.float64]:
        """The first five signs."""
        shares, near, lead = (list(map(self._coverage.of, terms)) for terms in (held, nearby, leads))
        of_passage = {rank: self._coverage.of(terms) for rank, terms in passages.items()}
        best = dict.fromkeys(passages, 0.0)
        for hit, share in zip(hits, shares, strict=True):
            best[hit.rank] = max(best[hit.rank], share)
        most = max(of_passage.values())
        below = [share - best[hit.rank] for hit, share in zip(hits, shares, strict=True)]
        return np.column_stack([shares, near, lead, below, [of_passage[hit.rank] - most for hit in hits]])

    def _meaning(self, sentences: Sequence[str], goes_on: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The signs that go by vectors; `goes_on` where a sentence has one before it in its passage."""
        words = builtin().tokens(sentences)
        # A foreign question has its English words too; those that the text matches better count.
        aligned = np.max([_aligned(wording, words, goes_on) for wording in self._wordings], axis=0)
        own = self._embedder is builtin()
        vectors = builtin().pooled(words) if own else self._embedder.embed_documents(sentences)
        cosines = vectors @ vector_of(self._query, self._embedder)
        return np.column_stack([aligned, cosines, _lift(cosines)])

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
            self._in_unit(sentence),
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

    def _in_unit(self, sentence: str) -> float:
        if _HAN.search(sentence):
            return _sign(self._unit.search(sentence)) if self._unit else 0.0
        if not self._unit_in_english:
            return 0.0
        if self._query.asking.kind == "time":
            return _sign(self._unit_in_english.search(sentence))
        text = unicodedata.normalize("NFKC", sentence)  # in which figures have their places
        return _sign(any(self._unit_in_english.match(text, figure.end) for figure in read_figures(text)))


def _units(query: Query) -> "tuple[re.Pattern[str] | None, re.Pattern[str] | None]":
    """What a Chinese sentence shows that holds what is counted, or a time that is exact enough, and what
    follows a number in another, or is such a time; None where that is not known, as of what may be in the
    language of a foreign question.
    """
    unit = query.asking.unit
    chinese, english = unit.chinese, "" if query.english else unit.english
    if query.asking.kind == "number":
        chinese, english = chinese and f"{_NUMBER}(?:{chinese})", english and f"{_BETWEEN}(?:{english})"
    return re.compile(chinese) if chinese else None, re.compile(english) if english else None


def _aligned(
    wording: Counterparts, texts: Sequence[Tokens], goes_on: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """How well the words of a question are matched by each text, and by it with the one before it."""
    matches = wording.matches(texts)
    nearby = matches.copy()
    nearby[goes_on] = np.maximum(matches[goes_on], matches[np.roll(goes_on, -1)])
    return np.hstack([wording.shares(matches), wording.shares(nearby)])


def _told(coverage: Coverage, held: set[str]) -> float:
    return 2 * coverage.of(held) - 1 if coverage else 0.0


def _sign(shown: object) -> float:
    return 1.0 if shown else -1.0


def _lift(cosines: Vectors) -> Vectors:
    """How far each cosine stands above their mean, in deviations; the floor is for a lone sentence."""
    return np.asarray((cosines - cosines.mean()) / (cosines.std() + 0.03), np.float32)
