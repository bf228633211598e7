"""Regressions fitted by Newton's method, with a small ridge: logistic, and conditional on a choice."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_RIDGE = 1.0
_ROUNDS = 30  # both converge before


def logistic(rows: Matrix, answers: NDArray[np.bool_]) -> Matrix:
    """Weights that tell rows that answer from rows that do not; the last one is the bias."""
    x = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(x.shape[1])
    penalty = _RIDGE * np.eye(len(weights))
    penalty[-1, -1] = 0
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (answers - p) - penalty @ weights
        weights += np.linalg.solve((x.T * (p * (1 - p))) @ x + penalty, gradient)
    return weights


def conditional_logit(choices: Sequence[Matrix], right: Sequence[NDArray[np.bool_]]) -> Matrix:
    """Weights by which a right row of each choice is chosen among its others (McFadden, 1974), whichever.

    What all rows of a choice share cannot tell them apart and gets no weight, nor is there a bias. The
    ridge is on the signs in their deviations.
    """
    rows, among = np.vstack(choices), np.concatenate(right)
    scale = np.maximum(rows.std(axis=0), 1e-9)
    rows = rows / scale
    lengths = [len(these) for these in right]
    starts, of = np.cumsum([0, *lengths[:-1]]), np.repeat(np.arange(len(lengths)), lengths)
    penalty = _RIDGE * np.eye(rows.shape[1])

    def chances(weights: Matrix) -> tuple[Matrix, Matrix, float]:
        """That each row is chosen; that it is, if it is a right one; and how well the weights fit."""
        odds = rows @ weights
        p = np.exp(odds - np.maximum.reduceat(odds, starts)[of])
        p /= np.add.reduceat(p, starts)[of]
        of_right = np.add.reduceat(p * among, starts)
        fitting = np.log(of_right).sum() - weights @ penalty @ weights / 2
        return p, p * among / of_right[of], float(fitting)

    weights = np.zeros(rows.shape[1])
    p, wanted, fitting = chances(weights)
    for _ in range(_ROUNDS):
        means = np.add.reduceat(p[:, None] * rows, starts)
        gradient = rows.T @ (wanted - p) - penalty @ weights
        step = np.linalg.solve((rows.T * p) @ rows - means.T @ means + penalty, gradient)
        while chances(weights + step)[2] < fitting:  # it overshoots where few rows have a chance
            step /= 2
        weights += step
        p, wanted, fitting = chances(weights)
    return np.asarray(weights / scale)
