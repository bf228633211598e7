"""Verdicts put together: groups, and what changed against another run."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from eval.comparison import Change
from eval.results import AREA, ERROR, summarise
from eval.tables import cells, header
from eval.verdicts import FIRST, Verdict


def verdict(name: str, first: float, lang: str = "zh", evidence: float = 0.9, there: bool = True) -> Verdict:
    values = {FIRST: first} if there else {}
    half = "tune" if name < "q3" else "report"
    return Verdict(name, lang, half, "?", there, values, evidence, bool(first), {"ask": 3.0}, "", "")  # type: ignore[arg-type]


VERDICTS = [
    verdict("q1", 1.0),
    verdict("q2", 0.0, "en"),
    verdict("q3", 1.0),
    verdict("q4", 0.0, evidence=0.1, there=False),
]


def as_baseline(*verdicts: Verdict) -> Any:
    return asdict(summarise("set", verdicts))


def test_a_measure_is_the_mean_over_the_questions_that_it_applies_to() -> None:
    groups = summarise("set", VERDICTS).groups

    assert groups["all"][FIRST].mean == pytest.approx(2 / 3)
    assert groups["all"][FIRST].questions == 3
    assert (groups["tune"][FIRST].mean, groups["report"][FIRST].mean) == (0.5, 1.0)
    assert (groups["zh"][FIRST].mean, groups["en"][FIRST].mean) == (1.0, 0.0)
    assert groups["all"][AREA].mean == 1.0
    assert groups["all"][ERROR].mean == pytest.approx((3 * (0.9 - 2 / 3) + 0.1) / 4)


def test_one_half_and_one_language_are_no_groups() -> None:
    assert set(summarise("set", [verdict("q1", 1.0)]).groups) == {"all"}


def test_a_change_is_paired_by_question() -> None:
    before = as_baseline(*(replace(one, values={FIRST: 0.0} if one.answerable else {}) for one in VERDICTS))

    changes = summarise("set", VERDICTS, before).changes

    assert changes[FIRST].difference == pytest.approx(2 / 3)
    assert changes[FIRST].p == pytest.approx(0.5, abs=0.02)  # two coins that fall alike
    assert changes[AREA] == Change(0.0, None)


def test_what_no_single_question_has_is_compared_on_the_same_questions_only() -> None:
    changes = summarise("set", VERDICTS, as_baseline(*VERDICTS, verdict("q5", 1.0))).changes

    assert changes[FIRST] == Change(0.0, 1.0)
    assert AREA not in changes


def test_the_table_has_a_cell_for_every_head() -> None:
    result = summarise("set", VERDICTS, as_baseline(*VERDICTS))

    assert header(result)[2:] == ("all", "95%", "tune", "report", "en", "zh", "against baseline")
    assert {len(row) for row in cells(result)} == {len(header(result))}
