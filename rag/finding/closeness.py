"""A closer look at the best candidates: whether the question's words stand together in them.

BM25 sees a bag of terms. Here a passage gains by one sentence that holds much of the question, by its terms
standing near each other, by the longest run of the question's own characters, by what the rest of
the article holds, and by being how the article begins. The weights are fitted on questions whose
passages are known by `python -m eval.fit_closeness`.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, islice

from rag.finding.forms import all_terms
from rag.finding.sought import Sought, Standing
from rag.finding.weighing import Weighing
from rag.indexing.passages import PassageText
from rag.indexing.terms import fold
from rag.sentences import sentence_spans

WEIGHTS = {"sentence": 0.199, "article": 0.243, "run": 0.247, "near": 0.173, "first": 0.105}
_WINDOW = 24  # terms that are near each other
_SHORTEST = 6  # characters of a question that a run is measured against
_LONGEST = 2_000  # characters of an article that are looked at beside the passage


class Closeness:
    """Measures passages against one question, by the weight of each of its terms."""

    def __init__(self, asked: Weighing) -> None:
        self._weights = asked.weights
        self._coverage = asked.coverage(asked.weights)
        self._all = sum(asked.weights.values()) or 1.0
        self._sought = Sought(all_terms(asked.forms))
        self._asked = fold(asked.query.text)

    def of(self, passages: Sequence[PassageText]) -> list[float]:
        """What a closer look adds to the score of each passage: from 0 to about 1."""
        return [
            sum(weight * feature for weight, feature in zip(WEIGHTS.values(), seen, strict=True))
            for seen in self.features(passages)
        ]

    def features(self, passages: Sequence[PassageText]) -> list[tuple[float, ...]]:
        """What is seen of each passage, in the order of WEIGHTS, each from 0 to about 1."""
        sentences = [[p.text[slice(*span)] for span in sentence_spans(p.text)] for p in passages]
        texts = [[*within, p.around[:_LONGEST]] for within, p in zip(sentences, passages, strict=True)]
        standing = iter(self._sought.within(list(chain.from_iterable(texts))))
        return [
            self._seen(passage, list(islice(standing, len(within))))
            for passage, within in zip(passages, texts, strict=True)
        ]

    def _seen(self, passage: PassageText, standing: Sequence[Standing]) -> tuple[float, ...]:
        """What is seen of a passage, of whose sentences, and the text around it, this stands there."""
        *sentences, around = standing
        folded = "\n".join(sentence.folded for sentence in sentences)
        return (
            max((self._coverage.of(sentence.held) for sentence in sentences), default=0.0),
            self._coverage.of(around.held.union(*(sentence.held for sentence in sentences))),
            longest_run(self._asked, folded) / max(_SHORTEST, len(self._asked)),
            self._near(sentences),
            float(passage.begins),
        )

    def _near(self, sentences: Sequence[Standing]) -> float:
        """The largest share of the question's own terms that stand in one window."""
        before = accumulate((sentence.count for sentence in sentences), initial=0)
        places = [
            (first + at, term)
            for first, sentence in zip(before, sentences, strict=False)
            for at, term in sentence.terms
            if term in self._weights
        ]
        windows = (_within(places[first:]) for first in range(len(places)))
        best = max((sum(self._weights[term] for term in window) for window in windows), default=0.0)
        return best / self._all


def _within(places: Iterable[tuple[int, str]]) -> set[str]:
    found: set[str] = set()
    end = None
    for at, term in places:
        end = at + _WINDOW if end is None else end
        if at > end:
            break
        found.add(term)
    return found


def longest_run(question: str, text: str) -> int:
    """The length of the longest stretch of a question that stands in a text, both folded.

    >>> longest_run("清水河大桥", "横跨清水河的大桥")
    3
    """
    longest = 0
    for start in range(len(question)):
        while start + longest < len(question) and question[start : start + longest + 1] in text:
            longest += 1
    return longest
