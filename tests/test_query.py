"""A question taken apart."""

import re

import pytest

from rag.finding.query import understand


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("永安古桥有多少个桥孔？", ("永安", "安古", "古桥", "个桥", "桥孔")),
        ("12351是什么？", ("12351",)),
        ("How many berths does the new harbour have?", ("berths", "new", "harbour")),
        ("什么？", ("什么",)),
    ],
)
def test_what_asks_is_not_looked_for(question: str, terms: tuple[str, ...]) -> None:
    assert understand(question).terms == terms


@pytest.mark.parametrize("question", ["[1]", "1", "１２?", "the", "什么？", "How many?", "；——", "\ufffd"])
def test_small_figures_and_asking_words_name_nothing(question: str) -> None:
    assert not understand(question).names_something


@pytest.mark.parametrize("question", ["12345是什么？", "119？", "7月1日", "象", "NATO", "5G", "the port"])
def test_a_word_or_a_longer_figure_names_something(question: str) -> None:
    assert understand(question).names_something


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("大桥有多长？", "number"),
        ("How many people came?", "number"),
        ("大桥是哪年建成的？", "time"),
        ("When did it open?", "time"),
        ("谁设计了大桥？", "person"),
        ("为什么修桥？", "other"),
    ],
)
def test_the_kind_of_answer_that_is_wanted(question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("question", "fits", "does_not"),
    [
        ("造林多少亩？", "亩", "户"),
        ("大桥有多长？", "公里", "亩"),
        ("象有多重？", "吨", "米"),
        ("要等多久？", "天", "吨"),
    ],
)
def test_what_is_counted(question: str, fits: str, does_not: str) -> None:
    unit = understand(question).unit

    assert re.fullmatch(unit, fits)
    assert not re.fullmatch(unit, does_not)


def test_a_question_that_counts_nothing_has_no_unit() -> None:
    assert understand("谁设计了大桥？").unit == ""
