"""Calibration, worked by hand."""

import numpy as np
import pytest

from eval.reliability import Bin, bins, calibration_error

PAIRS = [(0.95, True), (1.0, False), (0.05, False), (0.05, True)]


def test_a_bin_says_what_was_said_and_what_came_true() -> None:
    assert bins(PAIRS) == [Bin(0.05, 0.5, 2), Bin((0.95 + 1.0) / 2, 0.5, 2)]


def test_the_error_is_how_far_the_two_are_apart() -> None:
    assert calibration_error(np.array(PAIRS, np.float64)) == pytest.approx((0.45 + 0.475) / 2)
