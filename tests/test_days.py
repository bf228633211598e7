import pytest

from rag.days import completed, read_dates

PRINTED = "2023-05-06"


def dates(text: str, printed: str = PRINTED) -> list[tuple[int, int, int]]:
    return [(date.year, date.month, date.day) for date in read_dates(text, printed)[0]]


@pytest.mark.parametrize(
    "text",
    [
        "2021年8月3日",
        "２０２１年８月３日",
        "2021 年 8 月 3 日",
        "二〇二一年八月三日",
        "2021-08-03",
        "2021.8.3",
        "2021/8/3",
        "August 3, 2021",
        "Aug. 3rd, 2021",
        "3 August 2021",
    ],
)
def test_one_day_is_one_date_however_it_is_written(text: str) -> None:
    assert dates(text) == [(2021, 8, 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月20日至23日", [(0, 8, 20), (0, 0, 23)]),
        ("十二月三十一日", [(0, 12, 31)]),
        ("去年，今年", [(2022, 0, 0), (2023, 0, 0)]),
        ("last year", [(2022, 0, 0)]),
        ("去年8月3日", [(2022, 8, 3)]),
        ("March 2020", [(2020, 3, 0)]),
        ("3个月，20日元，10年", []),
    ],
)
def test_a_date_holds_what_the_text_says(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert dates(text) == expected


def test_the_rest_of_the_text_keeps_its_numbers_and_length() -> None:
    _, rest = read_dates("8月3日来了5人", PRINTED)

    assert rest == "    来了5人"


def test_last_year_is_the_same_in_two_texts_of_one_paper_without_a_date() -> None:
    assert dates("去年", "") == dates("上年", "")
    assert dates("去年", "") != dates("今年", "")


def test_a_date_gets_the_year_and_month_that_the_text_named_last_or_else_its_papers() -> None:
    there, _ = read_dates("3月1日，2021年8月20日至23日，9月", PRINTED)

    whole = [(date.year, date.month, date.day) for date in completed(there, PRINTED)]

    assert whole == [(2023, 3, 1), (2021, 8, 20), (2021, 8, 23), (2021, 9, 0)]
