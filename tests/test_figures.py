import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.figures import chinese_number, read_figures


def values(text: str) -> list[str]:
    return [
        f"{figure.value}{' of one' if figure.share else ''}"
        for figure in read_figures(text)
        if not figure.weak
    ]


@pytest.mark.parametrize(
    "text",
    [
        "4万亩",
        "40000亩",
        "40,000 mu",
        "４万亩",
        "四万亩",
        "forty thousand mu",
        "40 thousand mu",
        "40千亩",
    ],
)
def test_one_number_has_one_value_however_it_is_written(text: str) -> None:
    assert values(text) == ["40000"]


@pytest.mark.parametrize(
    "text", ["35%", "35％", "35 percent", "35 per cent", "百分之三十五", "百分之35", "3.5成"]
)
def test_a_share_is_not_a_number(text: str) -> None:
    assert values(text) == ["7/20 of one"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30多万人，40余户", ["300000", "40"]),
        ("1.2亿元", ["120000000"]),
        ("1,234,567户", ["1234567"]),
        ("拨打96110热线", ["96110"]),
        ("twenty-one countries", ["21"]),
        ("1.2 million and five", ["1200000", "5"]),
        ("比分3:1", ["3", "1"]),
        ("两个村、三千二百户", ["2", "3200"]),
        ("5‰", ["1/200 of one"]),
        ("5千米、3万千瓦、2千克、4千人", ["5", "30000", "2", "4000"]),
    ],
)
def test_numbers_are_read_by_value(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text", ["四川省", "一个人", "万一下雨", "千万别去", "统一战线", "one of them", "三亚", "十分高兴"]
)
def test_what_may_be_no_number_need_not_be_proved(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("二十一", 21),
        ("十五", 15),
        ("一百零五", 105),
        ("三千零五十", 3050),
        ("一万二", 12_000),
        ("两千五", 2_500),
        ("一亿三千万", 130_000_000),
        ("一万亿", 10**12),
        ("二〇二四", 2024),
        ("三四十", None),
    ],
)
def test_chinese_numerals_have_their_value(words: str, value: int | None) -> None:
    assert chinese_number(words) == (None if value is None else Fraction(value))


@given(st.text(alphabet="0123456789.,万亿千百十一二三〇两%余多 成a分之", max_size=40))
def test_reading_never_fails(text: str) -> None:
    assert all(figure.value >= 0 for figure in read_figures(text))


@pytest.mark.parametrize(
    "text", ["9" * 50_000, "亿" * 50_000, "5" + "亿" * 50_000, "1,234" * 10_000, "〇" * 50_000]
)
def test_a_line_of_nothing_but_digits_is_read_in_no_time(text: str) -> None:
    started = time.perf_counter()

    assert all(len(str(figure.value)) < 400 for figure in read_figures(text))

    assert time.perf_counter() - started < 2
