"""Which words translate which."""

import numpy as np
import pytest

from eval.alignment import Bitext, align


def test_words_that_always_meet_are_told_from_those_that_meet_by_chance() -> None:
    """Two pairs share word 0 on both sides, so what is left of each belongs together."""
    left = [np.array([0, 1]), np.array([0, 2])]
    right = [np.array([0, 1]), np.array([0, 2])]

    found = align(Bitext(left, right, [1.0, 1.0]))

    likely = {(int(a), int(b)): p for a, b, p in zip(found.left, found.right, found.forth, strict=True)}
    assert likely[1, 1] > likely[1, 0]
    assert likely[0, 0] > likely[0, 1]


def test_what_a_word_may_stand_for_sums_to_one() -> None:
    found = align(Bitext([np.array([0, 1])], [np.array([0, 1, 2])], [2.0]))

    assert np.bincount(found.left, found.forth) == pytest.approx([1, 1])
    assert np.bincount(found.right, found.back) == pytest.approx([1, 1, 1])
