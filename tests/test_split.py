"""Halves of a set."""

from collections import Counter

from eval.sets import Question
from eval.split import half


def test_a_question_stays_in_its_half_for_ever() -> None:
    assert [half(name) for name in ("q1", "q2", "q3", "q4")] == [half(n) for n in ("q1", "q2", "q3", "q4")]
    assert half("019d") == "tune"


def test_the_halves_are_halves() -> None:
    counts = Counter(half(f"question {n}") for n in range(1000))

    assert 450 < counts["tune"] < 550


def test_the_questions_of_a_page_stay_together() -> None:
    questions = [Question(f"q{n}", "?", page="p1", relevant={"p1": 1}) for n in range(20)]

    assert {question.half for question in questions} == {half("p1")}
    assert questions[0].without_its_page().half == half("p1")
