"""How the evidence is fitted: questions in other words, in another language, and where the line is drawn."""

import numpy as np
import pytest

from eval.fit_evidence import glossed, reworded, threshold_between
from rag.finding.query import understand


def test_a_question_is_put_into_english_word_by_word_the_same_at_every_run() -> None:
    question = "医院有多少名医生？"

    assert glossed(question) == glossed(question)
    assert "how many" in glossed(question)
    assert not any("\u4e00" <= character <= "\u9fff" for character in glossed(question))


def test_some_terms_of_a_reworded_question_can_be_found_no_more() -> None:
    query = understand("清水河上的古石桥去年修缮完工以后重新开放通行了多少天？")

    hidden = [term for term, forms in reworded(query).forms.items() if list(forms) == [(f"\0{term}",)]]
    assert 0 < len(hidden) < len(query.terms)


def test_within_a_script_one_in_fifty_is_refused_wrongly() -> None:
    there = np.arange(101) / 100

    assert threshold_between(there, np.zeros(3), across=False) == pytest.approx(0.02)


def test_across_scripts_the_line_is_where_it_tells_most_apart() -> None:
    """At .5 all three unanswerable ones are refused and one of four answerable ones: .75, the most."""
    there, away = np.array([0.1, 0.5, 0.8, 0.9]), np.array([0.05, 0.2, 0.4])

    assert threshold_between(there, away, across=True) == 0.5
