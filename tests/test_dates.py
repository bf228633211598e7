"""Paper, date and page come from the masthead or the path, and are never guessed."""

import pytest

from rag.reading.dates import given_by, is_masthead, iso_date, page_number
from rag.types import Given


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年8月28日 星期三", "2024-08-28"),
        ("2024 年 8 月 28 日", "2024-08-28"),
        ("2024-08-28", "2024-08-28"),
        ("2024/8/28", "2024-08-28"),
        ("20240828", "2024-08-28"),
        ("Wednesday, August 28, 2024", "2024-08-28"),
        ("28 Aug 2024", "2024-08-28"),
        ("February 30, 2024", ""),
        ("2024-02-30", ""),
        ("20241399", ""),
        ("8月28日", ""),
        ("12024-08-28", ""),
        ("", ""),
    ],
)
def test_a_date_is_a_day_that_exists(text: str, expected: str) -> None:
    assert iso_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02", "2"),
        ("第2版", "2"),
        ("第十二版", "12"),
        ("二十一", "21"),
        ("a03", "A3"),
        ("", ""),
        ("文化", "文化"),
    ],
)
def test_page_numbers_have_one_form(text: str, expected: str) -> None:
    assert page_number(text) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("海州日报/2024-08-28/02.txt", Given("海州日报", "2024-08-28", "2")),
        ("海州日报/2024/08/28/03版.md", Given("海州日报", "2024-08-28", "3")),
        ("海州晚报/20240828/第4版.txt", Given("海州晚报", "2024-08-28", "4")),
        ("海州晚报-2024-08-28-page-02.txt.gz", Given("海州晚报", "2024-08-28", "2")),
        ("20240828_A03.txt", Given("", "2024-08-28", "A3")),
        ("scans/000_60f18b67.txt", Given()),
        ("02.txt", Given()),
        ("Harbour Post/2024-08-28/02.txt", Given("Harbour Post", "2024-08-28", "2")),
        ("scans/2024-08-28/02.txt", Given("", "2024-08-28", "2")),
        ("a/b/report.txt", Given()),
    ],
)
def test_a_path_says_paper_date_and_page_or_nothing(file: str, expected: Given) -> None:
    assert given_by(file, "大桥通车。") == expected


def test_a_masthead_says_what_the_path_does_not() -> None:
    raw = "海州日报 2024年8月28日 星期三 第2版\n\n大桥通车。"
    assert given_by("x.txt", raw) == Given("海州日报", "2024-08-28", "2")
    assert given_by("2024-08-29/03.txt", raw) == Given("海州日报", "2024-08-29", "3")


def test_a_date_in_the_text_is_not_the_date_of_the_page() -> None:
    assert given_by("x.txt", "大桥于2024年8月28日通车，共有市民3000人参加。") == Given()
    assert not is_masthead("2024年8月28日，大桥通车。")
    assert is_masthead("2024年8月28日 星期三 第2版")
