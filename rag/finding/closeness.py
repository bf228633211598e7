"""A closer look at the best candidates: whether the question's words stand together in them.

BM25 sees a bag of terms. Here a passage gains by one sentence that holds much of the question, by its terms
standing near each other, by the longest run of the question's own characters, by what the rest of
the article holds, and by being how the article begins. The weights are fitted on questions whose
passages are known by `python -m eval.fit_closeness`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.finding.forms import Coverage, all_terms
from rag.finding.query import Query
from rag.indexing.terms import Sought, fold, held_terms
from rag.sentences import sentence_spans

WEIGHTS = {"sentence": 0.199, "article": 0.243, "run": 0.247, "near": 0.173, "first": 0.105}
_WINDOW = 24  # terms that are near each other
_SHORTEST = 6  # characters of a question that a run is measured against
_LONGEST = 2_000  # characters of an article that are looked at beside the passage


@dataclass(frozen=True, slots=True)
class Passage:
    """A candidate's text, and where it stands in its article."""

    text: str
    article: str
    start: int


class Closeness:
    """Measures passages against one question, by the weight of each of its terms."""

    def __init__(self, query: Query, weights: Mapping[str, float]) -> None:
        self._coverage, self._weights = Coverage(query.forms, weights), weights
        self._all = sum(weights.values()) or 1.0
        self._sought = Sought(all_terms(query.forms))
        self._asked = fold(query.text)

    def of(self, passage: Passage) -> float:
        """What a closer look adds to a passage's score: from 0 to about 1."""
        seen = zip(WEIGHTS.values(), self.features(passage), strict=True)
        return sum(weight * feature for weight, feature in seen)

    def features(self, passage: Passage) -> tuple[float, ...]:
        """What is seen of a passage, in the order of WEIGHTS, each from 0 to about 1."""
        text = passage.text
        sentences = [held_terms(text[start:end]) for start, end in sentence_spans(text)]
        held = set().union(*sentences)
        rest = passage.article[: passage.start] + passage.article[passage.start + len(passage.text) :]
        return (
            max((self._coverage.of(set(sentence)) for sentence in sentences), default=0.0),
            self._coverage.of(held | self._sought.held_by(rest[:_LONGEST])),
            longest_run(self._asked, fold(text)) / max(_SHORTEST, len(self._asked)),
            self._near([term for sentence in sentences for term in sentence]),
            float(passage.start == 0),
        )

    def _near(self, sequence: Sequence[str]) -> float:
        """The largest share of the question's own terms that stand in one window."""
        places = [(at, term) for at, term in enumerate(sequence) if term in self._weights]
        windows = (_within(places[first:]) for first in range(len(places)))
        return (
            max((sum(self._weights[term] for term in window) for window in windows), default=0.0) / self._all
        )


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
