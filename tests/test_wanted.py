"""How a question asks."""

import re
import time

import pytest

from rag.indexing.terms import fold
from rag.units import UNKNOWN
from rag.wanted import around_asking, asking, wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("大桥有多长？", "number"),
        ("How many people came?", "number"),
        ("得了几块奖牌？", "number"),
        ("大桥是哪年建成的？", "time"),
        ("几月几日通车？", "time"),
        ("When did it open?", "time"),
        ("What month did it open?", "time"),
        ("How heavy is it?", "number"),
        ("谁设计了大桥？", "person"),
        ("为什么修桥？", "other"),
    ],
)
def test_the_kind_of_answer_that_is_wanted(question: str, kind: str) -> None:
    assert asking(fold(question)).kind == kind


@pytest.mark.parametrize(
    ("question", "fits", "does_not"),
    [
        ("造林多少亩？", "亩", "户"),
        ("发生多少起车祸？", "起", "人"),
        ("捐了多少钱？", "人民币", "人"),
        ("大桥哪一天通车？", "5日", "5年"),
        ("大桥何年通车？", "2010年", "5年"),
        ("几月通车？", "5月", "5个月"),
        ("总投资是多少亿元？", "元", "米"),
        ("一盒卖多少钱？", "元", "盒"),
        ("得了几块奖牌？", "枚", "名"),
        ("来了多少人？", "名", "户"),
        ("水库面积多少平方公里？", "平方公里", "公里"),
        ("大桥有多长？", "公里", "亩"),
        ("象有多重？", "吨", "米"),
        ("要等多久？", "天", "吨"),
        ("要等多长时间？", "天", "米"),
        ("How long is the bridge?", "公里", "亩"),
        ("How long did it take?", "个月", "公里"),
        ("How many households were there?", "户", "人"),
        ("What year did it open?", "2010年", "5年"),
        ("How old is he?", "岁", "人"),
    ],
)
def test_what_is_counted(question: str, fits: str, does_not: str) -> None:
    unit = asking(fold(question)).unit

    assert re.fullmatch(unit.chinese, fits)
    assert not re.fullmatch(unit.chinese, does_not)


@pytest.mark.parametrize(
    ("question", "fits", "does_not"),
    [
        ("大桥有多长？", "miles", "tonnes"),
        ("How long is the bridge?", "km", "year"),
        ("How long did it take?", "months", "km"),
        ("要等多长时间？", "hours", "miles"),
        ("How many square kilometres is it?", "square km", "km"),
        ("来了多少人？", "tourists", "boats"),
        ("How many thousand people came?", "residents", "boats"),
        ("How heavy is it?", "tonnes", "miles"),
        ("大桥何年通车？", "2010", "5 years"),
        ("On what date did it open?", "May 5", "5 days"),
    ],
)
def test_what_is_counted_in_english(question: str, fits: str, does_not: str) -> None:
    unit = asking(fold(question)).unit

    assert re.match(unit.english, fits)
    assert not re.match(unit.english, does_not)


@pytest.mark.parametrize(
    "question", ["谁设计了大桥？", "一亩地给多少作业补贴？", "How many came?", "How long was the war?", ""]
)
def test_a_question_that_names_no_unit_has_none(question: str) -> None:
    assert asking(fold(question)).unit == UNKNOWN


@pytest.mark.parametrize(
    ("question", "before", "after"),
    [
        ("隧道的总投资是多少亿元？", "隧道的总投资是", "亿元"),
        ("给哪所养老机构的老人剪头发？", "给", "养老机构的老人剪头发"),
        ("Who designed the stone bridge?", "", "designed the stone bridge"),
        ("The bridge was built by which company?", "the bridge was built by", "company"),
        ("修桥", "修桥", ""),
    ],
)
def test_what_stands_around_the_words_that_ask(question: str, before: str, after: str) -> None:
    assert [part.strip() for part in around_asking(fold(question))] == [before, after]


def test_a_question_of_twenty_thousand_characters_takes_linear_time() -> None:
    started = time.perf_counter()

    assert wanted("桥梁有多长" + "和隧道" * 6_700)

    assert time.perf_counter() - started < 2  # the square of it was minutes
