"""Which words translate which."""

import numpy as np
import pytest

from eval.alignment import align


def test_words_that_always_meet_are_told_from_those_that_meet_by_chance() -> None:
    """Both pairs have a bridge, so what is left of each belongs together."""
    found = align([(["桥", "石"], ["bridge", "stone"], 1.0), (["桥", "木"], ["bridge", "wood"], 1.0)])

    couples = zip(found.left.words[found.left.ids], found.right.words[found.right.ids], strict=True)
    likely = dict(zip(couples, found.forth, strict=True))
    assert likely["石", "stone"] > likely["石", "bridge"]
    assert likely["桥", "bridge"] > likely["桥", "stone"]


def test_what_a_word_may_stand_for_sums_to_one() -> None:
    found = align([(["石", "桥"], ["the", "stone", "bridge"], 2.0)])

    assert np.bincount(found.left.ids, found.forth) == pytest.approx([1, 1])
    assert np.bincount(found.right.ids, found.back) == pytest.approx([1, 1, 1])


def test_a_word_that_is_said_twice_in_a_text_meets_the_others_once() -> None:
    once, twice = align([(["桥"], ["bridge"], 1.0)]), align([(["桥", "桥"], ["bridge"], 1.0)])

    assert list(twice.left.words) == list(once.left.words)
    assert len(twice.left.ids) == len(once.left.ids)


def test_two_words_that_stand_for_each_other_alone_are_as_likely_as_can_be() -> None:
    assert align([(["桥"], ["bridge"], 0.5)]).likely == pytest.approx([1.0])
