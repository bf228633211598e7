"""A question's numbers, written in other ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.figures import chinese_number, in_chinese
from rag.finding.numerals import other_numerals
from rag.finding.query import understand
from rag.indexing.terms import terms


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("二〇二四年的法案", "2024年的法案"),
        ("2024年的法案", "二〇二四年的法案"),
        ("2024年的法案", "二○二四年的法案"),
        ("2024年的法案", "二零二四年的法案"),
        ("增长30%", "增长百分之三十"),
        ("增长百分之三十五", "增长35%"),
        ("增长百分之三点五", "增长3.5%"),
        ("二十一个国家", "21个国家"),
        ("105个国家", "一百零五个国家"),
        ("30000亩林地", "三万亩林地"),
        ("三百万亩林地", "300万亩林地"),
    ],
)
def test_a_number_is_found_however_it_is_written(asked: str, printed: str) -> None:
    held = set(terms(printed))
    figures = {term for term, _ in other_numerals(asked)}

    assert figures
    assert all(any(held.issuperset(form) for form in understand(asked).forms[term]) for term in figures)


@pytest.mark.parametrize("text", ["三座桥", "5个人", "四川", "万一", ""])
def test_small_numbers_and_what_may_be_none_stand_as_they_are(text: str) -> None:
    assert not list(other_numerals(text))


@given(st.integers(1, 9_999))
def test_what_is_written_in_chinese_reads_as_the_same_number(value: int) -> None:
    assert chinese_number(in_chinese(value)) == value


@pytest.mark.parametrize("value", [0, -3, 10_000])
def test_no_other_number_is_written_in_chinese(value: int) -> None:
    with pytest.raises(ValueError, match="not from 1 to 9,999"):
        in_chinese(value)
