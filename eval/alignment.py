"""Which words translate which: IBM's first model (Brown and others, 1993), by expectation maximisation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 6  # the likelihood hardly moves after that

Numbers = NDArray[np.float64]
Ids = NDArray[np.int64]
Texts = tuple[Sequence[str], Sequence[str], float]  # the words of two that say the same, and what they count


@dataclass(frozen=True, slots=True)
class Side:
    """The words that stand on one side, and which of them each couple has."""

    words: NDArray[np.object_]
    ids: Ids


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every couple of words that stand in texts that say the same, with how likely the left one stands for
    the right one (`forth`) and the other way round (`back`)."""

    left: Side
    right: Side
    forth: Numbers
    back: Numbers

    @property
    def likely(self) -> Numbers:
        """How likely each couple's words stand for each other."""
        return np.asarray(np.sqrt(self.forth * self.back))


def align(texts: Sequence[Texts]) -> Alignment:
    """The translation probabilities of every couple of words that meet."""
    lefts, left_words = _numbered(words for words, _, _ in texts)
    rights, right_words = _numbered(words for _, words, _ in texts)
    sizes = [len(left) * len(right) for left, right in zip(lefts, rights, strict=True)]
    pair = np.repeat(np.arange(len(sizes)), sizes)
    left = np.concatenate([np.repeat(a, len(b)) for a, b in zip(lefts, rights, strict=True)])
    right = np.concatenate([np.tile(b, len(a)) for a, b in zip(lefts, rights, strict=True)])
    weights = np.array([weight for _, _, weight in texts])[pair]
    width = max(len(left_words), len(right_words))
    couples, meeting = np.unique(left * width + right, return_inverse=True)
    of_left, of_right = np.divmod(couples, width)
    forth = _estimate(meeting, weights, given=of_left, among=pair * width + right)
    back = _estimate(meeting, weights, given=of_right, among=pair * width + left)
    return Alignment(Side(left_words, of_left), Side(right_words, of_right), forth, back)


def _numbered(texts: Iterable[Sequence[str]]) -> tuple[list[Ids], NDArray[np.object_]]:
    """The words of each text as numbers, each word once, and the words that have these numbers."""
    known: dict[str, int] = {}
    numbers = [
        np.array([known.setdefault(word, len(known)) for word in dict.fromkeys(text)], np.int64)
        for text in texts
    ]
    return numbers, np.array(list(known), object)


def _estimate(meeting: Ids, weights: Numbers, given: Ids, among: Ids) -> Numbers:
    """The probability of each couple's other word, given one: a word of a pair is shared out `among`
    those that it may stand for."""
    _, shared = np.unique(among, return_inverse=True)
    chances = np.ones(len(given))
    for _ in range(_ROUNDS):
        here = chances[meeting]
        here *= weights / np.bincount(shared, here)[shared]
        counts = np.bincount(meeting, here, minlength=len(given))
        chances = counts / np.bincount(given, counts)[given]
    return chances
