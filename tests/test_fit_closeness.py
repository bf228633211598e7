"""How the closer look is fitted."""

import numpy as np
import pytest

from eval.fit_closeness import Choice, fit, measured


def choice(features: list[list[float]], right: list[bool]) -> Choice:
    return Choice("tune", np.array(features), np.array(right))


def test_a_weight_is_the_log_of_how_much_likelier_a_feature_makes_a_candidate() -> None:
    """Of four choices between one candidate with the feature and one without, three go to the first: the
    odds are 3, and their logarithm 1.0986."""
    with_it, without = [0.0, 1.0], [0.0, 0.0]
    choices = [choice([with_it, without], [n < 3, n == 3]) for n in range(4)]

    assert fit(choices)[1] == pytest.approx(np.log(3), rel=0.05)


def test_any_of_several_right_candidates_will_do() -> None:
    """The right ones are at ranks 2 and 3, then 1: hit@1 is 1/2, MRR (1/2 + 1) / 2."""
    choices = [
        choice([[3.0], [2.0], [1.0]], [False, True, True]),
        choice([[1.0], [3.0]], [False, True]),
    ]

    assert measured(choices, [1.0]) == (0.5, 0.75)
