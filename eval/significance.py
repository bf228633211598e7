"""How sure a mean is, and whether a difference is more than chance.

Intervals: percentile bootstrap over questions (Efron and Tibshirani 1993), 95%. Differences: the paired
randomisation test, two-sided, which asks how often the mean difference would be as large if the sign of
each question's difference were a coin's; recommended for retrieval by Smucker, Allan and Carterette
(CIKM 2007). Several tests at once: Holm's step-down correction (1979). Seeds are fixed.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

SEED = 20231026
RESAMPLES = 1000
FLIPS = 10_000
_AT_ONCE = 500  # rows of random numbers held in memory

Draw = Callable[[Sequence[float]], NDArray[Any]]  # a sample, drawn again with replacement


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95% interval of the mean."""
    given = np.asarray(values, np.float64)
    random = np.random.default_rng(SEED)
    means = [
        given[random.integers(0, len(given), (_AT_ONCE, len(given)))].mean(axis=1)
        for _ in range(RESAMPLES // _AT_ONCE)
    ]
    low, high = np.percentile(np.concatenate(means), [2.5, 97.5])
    return float(low), float(high)


def area(there: ArrayLike, away: ArrayLike) -> float:
    """How often an answerable question has more evidence than one that is not (ROC; a tie is half)."""
    ordered = np.sort(np.asarray(away, np.float64))
    below, up_to = (np.searchsorted(ordered, np.asarray(there), side=side) for side in ("left", "right"))
    return float((below + up_to).mean() / (2 * len(ordered)))


def resampled(statistic: Callable[[Draw], float]) -> tuple[float, float]:
    """The 95% interval of what is no mean: `statistic` computes it from what it draws."""
    random = np.random.default_rng(SEED)
    values = [statistic(lambda sample: random.choice(sample, len(sample))) for _ in range(RESAMPLES)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def randomisation_test(differences: Sequence[float]) -> float:
    """The p-value of the mean of paired differences."""
    given = np.asarray(differences, np.float64)
    given = given[given != 0]  # a tie adds nothing, whatever its sign
    if not len(given):
        return 1.0
    random = np.random.default_rng(SEED)
    observed = abs(given.sum()) - 1e-9
    larger = sum(
        int((np.abs(random.choice([-1.0, 1.0], (_AT_ONCE, len(given))) @ given) >= observed).sum())
        for _ in range(FLIPS // _AT_ONCE)
    )
    return (larger + 1) / (FLIPS + 1)


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values adjusted for there being several, in the order given."""
    adjusted = [1.0] * len(p_values)
    highest = 0.0
    for place, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - place) * p_values[index]))
        adjusted[index] = highest
    return adjusted
