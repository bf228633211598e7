"""Regressions by Newton's method."""

import numpy as np
import pytest

from eval.regressions import conditional_logit, logistic


def test_a_logistic_regression_tells_what_answers_by_the_sign_that_shows_it() -> None:
    """The second sign tells all, the first nothing."""
    rows = np.zeros((40, 2))
    rows[:20, 1] = rows[::2, 0] = 1.0

    useless, useful, bias = logistic(rows, rows[:, 1] > 0)

    assert useless == pytest.approx(0.0, abs=1e-6)
    assert useful > 1.0
    assert bias == pytest.approx(-useful / 2, abs=0.2)


def test_what_is_right_three_times_of_four_has_the_weight_that_the_ridge_leaves() -> None:
    """The sign's deviation is a half: where the sign has the weight w, the sign in deviations has w / 2. At
    the best the slope 2 (3 - 4 / (1 + exp(-w))) - w / 2 is 0; without a ridge w were the log odds, log 3."""
    pair, first, second = np.array([[1.0], [0.0]]), np.array([True, False]), np.array([False, True])

    (weight,) = conditional_logit([pair] * 4, [first, first, first, second])

    assert 2 * (3 - 4 / (1 + np.exp(-weight))) - weight / 2 == pytest.approx(0.0, abs=1e-9)
    assert 0 < weight < np.log(3)


def test_what_all_rows_of_a_choice_share_has_no_weight() -> None:
    choices = [np.array([[1.0, shared], [0.0, shared]]) for shared in (5.0, -7.0, 2.0)]

    weights = conditional_logit(choices, [np.array([True, False])] * 3)

    assert weights[0] > 0.5
    assert weights[1] == pytest.approx(0.0, abs=1e-9)


def test_of_several_that_are_right_any_may_be_chosen() -> None:
    """Only the first sign tells them from what is wrong; that just one has the second is no matter."""
    choice = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])

    weights = conditional_logit([choice] * 5, [np.array([True, True, False, False])] * 5)

    assert weights[0] > 1.0
    assert weights[1] == pytest.approx(0.0, abs=1e-9)
