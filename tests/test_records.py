"""A line of a .jsonl is a page with one article; a broken one is an error and the rest goes on."""

import io
import json
from typing import Any

import pytest

from rag.errors import InputError
from rag.reading import read_articles
from rag.reading.records import read_records
from rag.types import Given, Page


def read(*lines: bytes | dict[str, Any]) -> list[Page | InputError]:
    data = b"\n".join(
        line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines
    )
    return list(read_records(io.BytesIO(data), "news.jsonl"))


def test_a_record_is_composed_of_headline_byline_and_text() -> None:
    record = {
        "id": "x7",
        "title": "大桥通车",
        "byline": "记者 张三",
        "text": "大桥今天通车。",
        "date": "20240828",
        "paper": "海州日报",
        "page": "02",
        "url": "https://example.org/7",
    }
    (page,) = read(record)
    assert isinstance(page, Page)
    assert page.raw == "大桥通车\n记者 张三\n大桥今天通车。"
    assert page.given == Given(
        "海州日报", "2024-08-28", "2", "https://example.org/7", headline=(0, 4), byline=(5, 10), body=(11, 18)
    )
    assert (page.record, page.line, page.lines(11, 18)) == ("x7", 1, (1, 1))


def test_a_record_is_one_article_with_its_fields_and_paragraphs() -> None:
    (_, page) = read({"text": "一。"}, {"title": "大桥 通车", "text": "春 风 化 雨 。\r\n\n  今天 8 月。"})
    assert isinstance(page, Page) and page.record == "#2"
    (article,) = read_articles(page).articles
    assert article.text == "春风化雨。\n今天8月。"
    assert article.headline.text == "大桥 通车"
    assert article.parts[0].lines == ((2, 2),)
    assert (article.byline.text, article.date, article.page) == ("", "", "")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "a"', "is not JSON (Expecting ',' delimiter at column 13)"),
        (b'["a"]', "is not a JSON object"),
        (b"\xff\xfe", "is not UTF-8, as JSON must be"),
        (b'{"title": "a"}', 'has no "text"'),
        (b'{"text": " "}', 'has no "text"'),
        (b'{"text": 5}', '"text" is not a text'),
        (b'{"text": "a", "title": ["b"]}', '"title" is not a text'),
        (b'{"text": "a", "page": true}', '"page" is not a text'),
        (b"[" * 100_000, "is JSON nested too deep"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_goes_on(line: bytes, reason: str) -> None:
    before, error, after = read({"text": "前。"}, line, {"text": "后。"})
    assert isinstance(before, Page) and isinstance(after, Page)
    assert isinstance(error, InputError)
    assert str(error) == f"news.jsonl, line 2: {reason}"
    assert after.line == 3


def test_numbers_are_taken_for_ids_pages_and_days() -> None:
    (page,) = read({"id": 12, "text": "一。", "page": 3, "date": 20240828})
    assert isinstance(page, Page)
    assert (page.record, page.given.page, page.given.date) == ("12", "3", "2024-08-28")


def test_blank_lines_and_a_byte_order_mark_are_passed_over() -> None:
    found = read(b"\xef\xbb\xbf" + b'{"text": "a"}', b"", b" ", b'{"text": "b"}')
    assert [page.line for page in found if isinstance(page, Page)] == [1, 4]
    assert len(found) == 2


def test_half_a_surrogate_pair_becomes_a_mark_that_can_be_stored() -> None:
    (page,) = read(b'{"text": "a\\ud83d"}')
    assert isinstance(page, Page) and page.raw == "a?"


def test_what_a_record_does_not_say_its_path_may() -> None:
    line = json.dumps({"text": "一。", "date": "2024-08-29"}).encode()
    (page,) = read_records(io.BytesIO(line), "海州日报/2024-08-28/02.jsonl")
    assert isinstance(page, Page)
    assert page.given == Given("海州日报", "2024-08-29", "2", body=(0, 2))
