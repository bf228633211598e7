"""How well each word of a question is matched in a text, by the same word or by one that means nearly that.

The cosine of whole texts does not see that a single word of the question has no counterpart. So for each
word the nearest word of the text is taken (the "MaxSim" of ColBERT, Khattab and Zaharia 2020), here by the
vectors that the embedded encoder has for words, whatever encoder the archive is made with: what is fitted to
these cosines holds for no others. A word counts by the encoder's weight for it, as in the vector of a text.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings import builtin
from embeddings.embedder import Tokens
from rag.wanted import around_asking

_FADES = 0.5  # what a word counts for beside those that ask, with each word that it is further from them


class Counterparts:
    """Looks for the words of one question in texts."""

    def __init__(self, question: str) -> None:
        """`question` is folded."""
        self._encoder = builtin()
        before, after = self._encoder.tokens(around_asking(question))
        words = np.concatenate([before, after])
        away = np.concatenate([np.arange(len(before), 0, -1), np.arange(1, len(after) + 1)])
        weights = self._encoder.weights(words).astype(np.float64)
        self._vectors = self._encoder.directions(words)
        self._whole = _shares(weights)
        self._beside = _shares(weights * _FADES**away)

    def matches(self, texts: Sequence[Tokens]) -> NDArray[np.float64]:
        """The best cosine of each word of the question in each text, 0 at least, shape (texts, words)."""
        distinct, places = np.unique(np.concatenate(texts), return_inverse=True)
        cosines = np.vstack(
            [np.zeros(len(self._vectors)), self._encoder.directions(distinct) @ self._vectors.T]
        )
        lengths = [len(text) for text in texts]
        starts = np.cumsum([0, *lengths[:-1]])
        # A row of zeros stands before the words of each text, so that one without words has a row too.
        rows = np.insert(places + 1, starts, 0)
        return np.maximum.reduceat(cosines[rows], starts + np.arange(len(texts)), axis=0)

    def shares(self, matches: NDArray[np.float64]) -> NDArray[np.float64]:
        """How well the whole question is matched in each text, from 0 to 1, and how well what stands beside
        the words that ask is, 总投资 in 总投资是多少; shape (texts, 2)."""
        return matches @ np.column_stack([self._whole, self._beside])


def _shares(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return weights / (weights.sum() or 1.0)
