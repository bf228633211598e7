"""Measures of rankings, worked by hand."""

import math

import pytest

from eval.measures import each, measure

RELEVANT = {"q0": {"d0": 1}, "q1": {"d2": 1}, "q2": {"d1": 1}}
RANKING = {"q0": {"d0": 2.0, "d1": 1.0}, "q1": {"d0": 2.0, "d2": 1.0}}


def test_measures_are_those_worked_by_hand() -> None:
    values = each(RELEVANT, RANKING)

    assert values["q0"]["nDCG@10"] == 1
    assert values["q1"]["nDCG@10"] == pytest.approx(1 / math.log2(3))
    assert values["q1"]["MRR@10"] == 1 / 2
    assert (values["q1"]["hit@1"], values["q1"]["hit@5"], values["q1"]["Recall@100"]) == (0, 1, 1)


def test_a_question_without_results_counts_as_nothing_and_stays_in() -> None:
    assert set(each(RELEVANT, RANKING)["q2"].values()) == {0.0}
    assert measure(RELEVANT, RANKING)["hit@1"] == pytest.approx(1 / 3)
    assert measure(RELEVANT, RANKING)["MRR@10"] == pytest.approx((1 + 1 / 2 + 0) / 3)
