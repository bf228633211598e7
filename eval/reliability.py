"""Whether a probability means what it says: of what is given 0.7, seven in ten should be right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 10

Pair = tuple[float, bool]  # a probability, and whether it came true


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions of which the probability falls into one tenth of the scale."""

    said: float  # their mean probability
    came_true: float  # the share of them
    questions: int


def bins(pairs: Sequence[Pair]) -> list[Bin]:
    """The tenths of the scale that hold any, from 0 to 1."""
    members: dict[int, list[Pair]] = {}
    for said, came_true in pairs:
        members.setdefault(min(int(said * BINS), BINS - 1), []).append((said, came_true))
    return [
        Bin(float(np.mean([p for p, _ in held])), float(np.mean([t for _, t in held])), len(held))
        for _, held in sorted(members.items())
    ]


def calibration_error(pairs: NDArray[np.float64]) -> float:
    """The expected calibration error of rows of (probability, 1 if it came true), shape (n, 2).

    Over ten equal bins (Naeini et al. 2015; Guo et al. 2017): how far what was said and what came true
    are apart in each bin, weighed by its questions.
    """
    said, came_true = pairs.T
    places = np.minimum(said * BINS, BINS - 1).astype(np.int64)
    return float(np.abs(np.bincount(places, weights=said - came_true)).sum() / len(pairs))
