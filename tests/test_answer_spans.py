"""How picked words are judged."""

import pytest

from eval.answer_spans import Case, cases, outcome, table
from eval.asked import Asked


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "came"),
    [
        ("桥有多长？", "桥长86米。", "86米", "equal"),
        ("桥有多长？", "桥长86米。", "长86米", "overlapping"),
        ("桥有多长？", "桥长86米，近九十米。", "近九十米", "wrong"),
        ("桥有多长？", "桥很长。", "很长", "none"),
    ],
)
def test_a_pick_is_equal_overlapping_or_wrong(question: str, sentence: str, answer: str, came: str) -> None:
    assert outcome(Case("how many", question, sentence, (answer,))) == came


def test_a_question_is_asked_of_the_sentence_that_answers_and_of_one_that_does_not() -> None:
    asked = Asked("古桥有多长？", "0", ("86米",))

    found = list(cases(asked, "河宽9米。古桥长86米。古桥很老。"))

    assert [(case.sentence, case.answers) for case in found] == [
        ("古桥长86米。", ("86米",)),
        ("古桥很老。", ()),
    ]
    assert not list(cases(Asked("为什么？", "0", ("86米",)), "桥长86米。"))


def test_the_table_counts_each_outcome() -> None:
    """Of three picks two are right, .667; of two sentences that do not answer, one has a pick."""
    case, away = Case("when", "", "", ("一",)), Case("when", "", "", ())
    came = [(case, "equal"), (case, "overlapping"), (case, "wrong"), (case, "none")]

    (_, line) = table([*came, (away, "wrong"), (away, "none")])

    assert line.split() == ["when", "1", "1", "1", "1", "0.667", "0.500"]
