"""Which words translate which: IBM's first model (Brown and others, 1993), by expectation maximisation."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 6  # the likelihood hardly moves after that

Numbers = NDArray[np.float64]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bitext:
    """Pairs of texts that say the same, as sets of word ids, each pair with a weight."""

    left: Sequence[Ids]
    right: Sequence[Ids]
    weights: Sequence[float]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How likely each left word stands for a right one (`forth`) and the other way round (`back`).

    Each array has an entry for every couple of words that stand in one pair.
    """

    left: Ids
    right: Ids
    forth: Numbers
    back: Numbers


def align(bitext: Bitext) -> Alignment:
    """The translation probabilities of every couple of words that meet in a pair."""
    sizes = [(len(left), len(right)) for left, right in zip(bitext.left, bitext.right, strict=True)]
    pair = np.repeat(np.arange(len(sizes)), [a * b for a, b in sizes])
    left = np.concatenate([np.repeat(a, len(b)) for a, b in zip(bitext.left, bitext.right, strict=True)])
    right = np.concatenate([np.tile(b, len(a)) for a, b in zip(bitext.left, bitext.right, strict=True)])
    weights = np.asarray(bitext.weights)[pair]
    width = int(max(left.max(), right.max())) + 1
    couples, meeting = np.unique(left * width + right, return_inverse=True)
    lefts, rights = np.divmod(couples, width)
    forth = _estimate(meeting, weights, given=lefts, among=pair * width + right)
    back = _estimate(meeting, weights, given=rights, among=pair * width + left)
    return Alignment(lefts, rights, forth, back)


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
