from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reading.mentions import mentions_of

WEDNESDAY = "2024-08-28"


def mentioned(text: str, printed: str = WEDNESDAY) -> list[tuple[str, str, str]]:
    return [(text[found.start : found.end], found.since, found.until) for found in mentions_of(text, printed)]


def days(text: str, printed: str = WEDNESDAY) -> list[tuple[str, str]]:
    return [found[1:] for found in mentioned(text, printed)]


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("昨日", "2024-08-27", "2024-08-27"),
        ("前天", "2024-08-26", "2024-08-26"),
        ("大前天", "2024-08-25", "2024-08-25"),
        ("今天", "2024-08-28", "2024-08-28"),
        ("明日", "2024-08-29", "2024-08-29"),
        ("8月20日至23日", "2024-08-20", "2024-08-23"),
        ("8月20至23日", "2024-08-20", "2024-08-23"),
        ("8月30日—9月3日", "2024-08-30", "2024-09-03"),
        ("2023年8月20日到9月3日", "2023-08-20", "2023-09-03"),
        ("２０２３年８月３日", "2023-08-03", "2023-08-03"),
        ("二〇二三年八月三日", "2023-08-03", "2023-08-03"),
        ("二〇二三年", "2023-01-01", "2023-12-31"),
        ("2023-08-03", "2023-08-03", "2023-08-03"),
        (" August 3, 2021", "2021-08-03", "2021-08-03"),
        ("去年", "2023-01-01", "2023-12-31"),
        ("去年年底", "2023-12-01", "2023-12-31"),
        ("2023年底", "2023-12-01", "2023-12-31"),
        ("年底", "2024-12-01", "2024-12-31"),
        ("明年初", "2025-01-01", "2025-01-31"),
        ("今年上半年", "2024-01-01", "2024-06-30"),
        ("下半年", "2024-07-01", "2024-12-31"),
        ("2023年第三季度", "2023-07-01", "2023-09-30"),
        ("今年一季度", "2024-01-01", "2024-03-31"),
        ("上周三", "2024-08-21", "2024-08-21"),
        ("上周末", "2024-08-24", "2024-08-25"),
        ("本周", "2024-08-26", "2024-09-01"),
        ("下周日", "2024-09-08", "2024-09-08"),
        ("本月中旬", "2024-08-11", "2024-08-20"),
        ("上个月", "2024-07-01", "2024-07-31"),
        ("上月底", "2024-07-21", "2024-07-31"),
        ("10月上旬", "2024-10-01", "2024-10-10"),
        ("2024年2月下旬", "2024-02-21", "2024-02-29"),
        ("九月", "2024-09-01", "2024-09-30"),
    ],
)
def test_a_time_is_told_from_the_day_of_the_paper(words: str, since: str, until: str) -> None:
    assert mentioned(f"记者{words}，在现场看到") == [(words.strip(), since, until)]


@pytest.mark.parametrize(
    "text",
    [
        "3月35日",
        "2023年13月",
        "2月30日",
        "2023年2月29日",
        "3日游",
        "5日内",
        "今日头条",
        "先天后天",
        "上周刊",
        "3个月",
    ],
)
def test_what_is_no_day_is_not_mentioned(text: str) -> None:
    assert mentioned(text) == []


def test_the_year_of_a_day_is_the_one_that_brings_it_nearest_to_the_paper() -> None:
    assert days("12月28日", "2024-01-05") == [("2023-12-28", "2023-12-28")]
    assert days("1月5日", "2023-12-30") == [("2024-01-05", "2024-01-05")]
    assert days("12月28日，元旦1月1日", "2024-01-05") == [
        ("2023-12-28", "2023-12-28"),
        ("2024-01-01", "2024-01-01"),
    ]
    assert days("12月28日至1月3日", "2024-01-05") == [("2023-12-28", "2024-01-03")]
    assert days("2022年12月28日至1月3日", "2024-01-05") == [("2022-12-28", "2023-01-03")]
    assert days("上月底", "2024-01-05") == [("2023-12-21", "2023-12-31")]
    assert days("2月29日", "2025-01-10") == [("2024-02-29", "2024-02-29")]


def test_a_day_without_a_month_is_the_last_one_before_the_paper() -> None:
    assert days("记者23日获悉") == [("2024-08-23", "2024-08-23")]
    assert days("记者31日获悉") == [("2024-07-31", "2024-07-31")]


def test_a_year_holds_to_the_end_of_its_sentence() -> None:
    assert days("2021年8月3日开工，9月5日停工。10月1日") == [
        ("2021-08-03", "2021-08-03"),
        ("2021-09-05", "2021-09-05"),
        ("2024-10-01", "2024-10-01"),
    ]


def test_without_a_day_of_the_paper_only_what_names_its_year_is_known() -> None:
    assert days("昨日，8月3日，去年，上周三。2023年8月3日，8月5日", "") == [
        ("2023-08-03", "2023-08-03"),
        ("2023-08-05", "2023-08-05"),
    ]


@given(
    st.text("0123456789一二十〇年月日至上中下旬周末初底去今昨天半季度前后。 ", max_size=40),
    st.dates(date(1900, 1, 9), date(2099, 12, 1)),
)
def test_mentions_follow_one_another_and_begin_before_they_end(text: str, printed: date) -> None:
    end = 0
    for found in mentions_of(text, printed.isoformat()):
        assert end <= found.start < found.end <= len(text)
        assert date.fromisoformat(found.since) <= date.fromisoformat(found.until)
        end = found.end
