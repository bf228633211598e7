"""A closer look at the best candidates: whether the question's words stand together in them.

BM25 sees a bag of terms. Here a passage gains by one sentence that holds much of the question, by what the
rest of the article holds, by the longest run of the question's own words, by being how the article begins,
by showing the kind of answer that is asked for, by the question's rarest word and by its figures. The weights
are fitted on questions whose passages are known by `python -m eval.fit_closeness`.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, islice

from rag.finding.forms import Coverage, all_terms
from rag.finding.kinds import Kind
from rag.finding.sought import Sought, Standing
from rag.finding.weighing import Weighing
from rag.indexing.passages import PassageText
from rag.sentences import sentence_spans

WEIGHTS = {
    "sentence": 0.664,
    "article": 1.264,
    "run": 1.130,
    "first": 0.449,
    "kind": 0.255,
    "rarest": 0.222,
    "figures": 0.523,
}
_LONGEST = 2_000  # characters of an article that are looked at beside the passage
_AS_GOOD = 0.7  # of the best sentence's share of the question, that one has which may answer too


class Closeness:
    """Measures passages against one question, by the weight of each of its terms."""

    def __init__(self, asked: Weighing) -> None:
        self._weights = asked.weights
        self._coverage = asked.coverage(asked.weights)
        self._numbers = {term: number for number, term in enumerate(asked.weights)}
        self._all = sum(asked.weights.values()) or 1.0
        self._sought = Sought(all_terms(asked.forms))
        self._kind = Kind(asked.query)
        self._rarest = asked.coverage(_rarest(asked))
        self._figures = asked.coverage(term for term in asked.query.terms if term[0].isdigit())

    def of(self, passages: Sequence[PassageText]) -> list[float]:
        """What a closer look adds to the score of each passage, where the best holds the whole question."""
        return [
            sum(weight * feature for weight, feature in zip(WEIGHTS.values(), seen, strict=True))
            for seen in self.features(passages)
        ]

    def features(self, passages: Sequence[PassageText]) -> list[tuple[float, ...]]:
        """What is seen of each passage, in the order of WEIGHTS, each from 0 or -1 to about 1."""
        sentences = [[p.text[slice(*span)] for span in sentence_spans(p.text)] for p in passages]
        texts = [[*within, p.around[:_LONGEST]] for within, p in zip(sentences, passages, strict=True)]
        standing = iter(self._sought.within(list(chain.from_iterable(texts))))
        return [
            self._seen(passage, within, list(islice(standing, len(within) + 1)))
            for passage, within in zip(passages, sentences, strict=True)
        ]

    def _seen(
        self, passage: PassageText, sentences: Sequence[str], standing: Sequence[Standing]
    ) -> tuple[float, ...]:
        """What is seen of a passage, in whose sentences, and then in the text around it, this stands."""
        *within, around = standing
        shares = [self._coverage.of(sentence.held) for sentence in within]
        held = set[str]().union(*(sentence.held for sentence in within))
        return (
            max(shares, default=0.0),
            self._coverage.of(held | around.held),
            max((self._run(sentence) for sentence in within), default=0.0),
            float(passage.begins),
            self._shown(sentences, shares),
            float(self._rarest.of(held) > 0),
            _told(self._figures, held),
        )

    def _run(self, sentence: Standing) -> float:
        return longest_run(self._weights, self._numbers, sentence) / self._all

    def _shown(self, sentences: Sequence[str], shares: Sequence[float]) -> float:
        """Whether a sentence that holds about as much of the question as any shows the kind of answer."""
        enough = _AS_GOOD * max(shares, default=0.0)
        likely = (text for text, share in zip(sentences, shares, strict=True) if share and share >= enough)
        return 1.0 if 1.0 in map(self._kind.shown, likely) else self._kind.shown("")


def longest_run(weights: Mapping[str, float], numbers: Mapping[str, int], standing: Standing) -> float:
    """The weight of the weightiest run of a question's terms that stands in a text just so.

    `numbers` tell the order of the terms in the question.
    """
    longest = run = 0.0
    next_one = (-1, -1)
    for at, term in standing.terms:
        if term in numbers:
            run = weights[term] + (run if next_one == (at, numbers[term]) else 0.0)
            next_one = (at + 1, numbers[term] + 1)
            longest = max(longest, run)
    return longest


def _rarest(asked: Weighing) -> list[str]:
    """The weightiest of the terms that the archive holds in any form."""
    held = [term for term in asked.weights if asked.held(term)]
    return [max(held, key=lambda term: asked.weights[term])] if held else []


def _told(coverage: Coverage, held: set[str]) -> float:
    return 2 * coverage.of(held) - 1 if coverage else 0.0
