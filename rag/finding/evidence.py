"""How likely a sentence answers a question: a probability that means the same in every archive.

Two regressions over the signs, fitted by `python -m eval.fit_evidence` on questions whose passages are
known, with these passages there and taken away. One tells which sentence answers best: it compares those
found for one question (a conditional logit, McFadden 1974). The other tells whether any answers at all:
what makes a sentence better than those beside it is not what makes it good enough. It looks at the best
sentence, and at what all of them show on average, the better ones more: an archive that answers a question
has more to say about it than one sentence. There is a pair for a question in the language of the text, and
one for a question across languages, where few words can agree.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder
from rag.answers import Evidence, Quotation
from rag.finding.foreign import language_of
from rag.finding.signs import SIGNS, Signs
from rag.finding.weighing import Weighing
from rag.found import Hit
from rag.indexing.terms import fold
from rag.sentences import sentence_spans
from rag.types import Span

_SPREAD = 2.0  # the odds of being the best are taken to this root, so that more sentences than one count
_RANK = SIGNS.index("rank")
_USUAL, _FEW = 0.55, 0.3  # the share of ranks that is told where one passage was found, and how soon
_TELLING = 200  # characters of a text that tell its language
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

Direction = Literal["same", "across"]  # a question in the language of the text, or another


@dataclass(frozen=True, slots=True)
class Regression:
    """Fitted weights, one for each sign that it looks at, and their bias."""

    weights: tuple[float, ...]
    bias: float

    def log_odds(self, signs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Those of each row of signs, shape (n, len(weights))."""
        return np.asarray(signs @ np.array(self.weights) + self.bias)


@dataclass(frozen=True, slots=True)
class Judge:
    """Both regressions of one direction, and the probability that is evidence enough."""

    better: Regression  # a sentence than others
    answers: Regression  # of what they show together
    threshold: float

    def probability(self, signs: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability for each sentence found for one question, shape (n, len(SIGNS)).

        That of the best one is that the question is answered; the odds of the others stand below it by as
        much as they are worse.
        """
        odds = self.better.log_odds(signs)
        return np.asarray(1 / (1 + np.exp(odds.max() - odds - self.answers.log_odds(together(signs, odds)))))


def together(signs: NDArray[np.float64], odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """What sentences show together: the signs of the best, then the mean of all, the better ones more.

    Of their ranks counts how far the better ones stand before the others, as a share of how far they could.
    The fewer passages were found, the less that tells, and the nearer it is put to a fixed share.
    """
    weights = np.exp((odds - odds.max()) / _SPREAD)
    mean, ranks = weights @ signs / weights.sum(), signs[:, _RANK].mean()
    mean[_RANK] = (mean[_RANK] - ranks + _USUAL * _FEW) / (1 - ranks + _FEW)
    return np.concatenate([signs[odds.argmax()], mean])


class Scorer:
    """Weighs what was found for a question."""

    def __init__(self, embedder: Embedder, thresholds: Mapping[Direction, float]) -> None:
        """`thresholds` say, for each direction, which probability is evidence enough."""
        self._embedder, self._thresholds = embedder, thresholds

    def evidence(self, asked: Weighing, hits: Sequence[Hit]) -> Evidence:
        """Score every sentence of the hits; the evidence of a hit is that of its best sentence."""
        query = asked.query
        spans = [(hit, span) for hit in hits for span in hit_sentences(hit)]
        if not spans:
            return Evidence(query.text, tuple(hits), (), False)
        signs = Signs(asked, self._embedder).of(spans)
        directions = np.array([direction(query.text, hit.text) for hit, _ in spans])
        scores = np.empty(len(spans))
        for name, judge in shipped().items():
            if (those := directions == name).any():
                scores[those] = judge.probability(signs[those])
        quotations = [
            Quotation(hit, *span, score) for (hit, span), score in zip(spans, scores.tolist(), strict=True)
        ]
        enough = query.names_something and any(
            quotation.score >= self._thresholds[across]
            for quotation, across in zip(quotations, directions, strict=True)
        )
        return weighed(query.text, hits, quotations, enough)


def weighed(question: str, hits: Sequence[Hit], quotations: Sequence[Quotation], enough: bool) -> Evidence:
    """The evidence that these quotations of the hits make, best first."""
    ordered = sorted(
        quotations, key=lambda quotation: (-quotation.score, quotation.hit.rank, quotation.start)
    )
    best: dict[int, float] = {}
    for quotation in ordered:
        best.setdefault(quotation.hit.rank, quotation.score)
    told = tuple(replace(hit, evidence=best.get(hit.rank, 0.0)) for hit in hits)
    return Evidence(question, told, tuple(ordered), enough)


def hit_sentences(hit: Hit) -> list[Span]:
    """The sentences of a hit, as spans of its article's text."""
    return [(hit.start + start, hit.start + end) for start, end in sentence_spans(hit.text)]


def direction(question: str, text: str) -> Direction:
    """Whether a question and a text are in the same script and, as far as we know, the same language."""
    if bool(_HAN.search(question)) != bool(_HAN.search(text)):
        return "across"
    asked_in = language_of(fold(question))
    return "across" if asked_in and asked_in != language_of(fold(text[:_TELLING])) else "same"


@cache
def shipped() -> dict[Direction, Judge]:
    """The regressions for each direction."""
    return {
        name: Judge(_regression(values["better"]), _regression(values["answers"]), values["threshold"])
        for name, values in json.loads(_stored()).items()
    }


def _regression(values: dict[str, Any]) -> Regression:
    return Regression(tuple(values["weights"]), values["bias"])


@cache
def fingerprint() -> str:
    """What tells these regressions from others."""
    return hashlib.blake2b(_stored().encode(), digest_size=4).hexdigest()


def _stored() -> str:
    return files(__package__).joinpath("evidence.json").read_text("utf-8")
