"""Intervals and tests, against what is known of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.significance import area, holm, interval, randomisation_test, resampled


def test_an_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    values = [0.0, 1.0] * 50

    low, high = interval(values)

    assert (low, high) == interval(values)
    assert low < 0.5 < high
    assert high - low == pytest.approx(2 * 1.96 * 0.05, abs=0.03)  # the normal approximation


def test_values_that_are_all_the_same_leave_no_doubt() -> None:
    assert interval([1.0, 1.0, 1.0]) == (1.0, 1.0)


def test_the_area_is_the_share_of_pairs_in_order() -> None:
    assert area([0.9, 0.2], [0.2, 0.1]) == (2 + 0.5 + 1) / 4  # .9 beats both; .2 ties with one, beats one


@given(
    st.lists(st.sampled_from([0.1, 0.2, 0.3]), min_size=1), st.lists(st.sampled_from([0.1, 0.3]), min_size=1)
)
def test_the_area_is_that_of_counting_every_pair(there: list[float], away: list[float]) -> None:
    pairs = [(a > b) + (a == b) / 2 for a in there for b in away]

    assert area(there, away) == pytest.approx(sum(pairs) / len(pairs))


def test_a_statistic_is_resampled_whatever_it_is() -> None:
    low, high = resampled(lambda draw: float(np.median(draw([1.0, 2.0, 3.0]))))

    assert (low, high) == (1.0, 3.0)


def test_a_difference_of_six_questions_in_one_direction_has_the_p_of_six_coins() -> None:
    assert randomisation_test([0.1] * 6) == pytest.approx(2 / 2**6, abs=0.006)  # all heads or all tails


def test_no_difference_and_a_balanced_one_are_chance() -> None:
    assert randomisation_test([0.0, 0.0]) == 1.0
    assert randomisation_test([0.2, -0.2]) == 1.0


def test_holm_multiplies_the_smallest_by_their_number_and_never_falls() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])  # 3×.01, 2×.03, then 1×.04 < .06
    assert holm([0.9, 0.8]) == [1.0, 1.0]
