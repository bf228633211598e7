"""The sample pages as the reading room reads them: every article with its own headline."""

import json
from pathlib import Path

import pytest

import rag.samples
from rag.reading import read_articles, read_pages
from rag.types import Article, Page

PAGES = Path(rag.samples.__file__).parent / "pages"


def articles(file: str) -> list[Article]:
    pages = [page for page in read_pages(PAGES / file, file) if isinstance(page, Page)]
    return [article for page in pages for article in read_articles(page).articles]


@pytest.mark.parametrize(
    ("file", "headlines"),
    [
        ("剪报样报/2023-10-26/01.txt", ["一坝锁江流 万家灯火明", "五十五公里，跨过伶仃洋"]),
        # each headline stands after its article
        ("剪报样报/2023-10-26/02.txt", ["一坝锁江流 万家灯火明", "塞罕坝三代人接力种树", "五个数字伴您出行"]),
        ("剪报样报/2022-12-22/04.txt", ["百万机组齐转", "双奥之城的冬与夏", "打井打出的大发现"]),
        # one level of headings for headlines, sub-headings and section names
        ("样张周刊/2022-06-15/05.md", ["大熊猫“降级”是好消息", "冰雪尽头的四座站房", "第一枚金牌的分量"]),
        ("剪報樣張/2021-12-01/03.txt", ["珠峰究竟有多高", "詹天佑與京張鐵路"]),
        (
            "Sample Clippings/2023-10-26/01.txt",
            [
                "First span across the Yangtze still carries trains and cars",
                "A forgotten dish that changed medicine",
            ],
        ),
    ],
)
def test_each_article_has_its_own_headline(file: str, headlines: list[str]) -> None:
    assert [article.headline.text for article in articles(file)] == headlines


def test_a_continued_article_says_where_it_goes_on_and_comes_from() -> None:
    first, *_ = articles("剪报样报/2023-10-26/01.txt")
    second, *_ = articles("剪报样报/2023-10-26/02.txt")

    assert (first.continued_from, first.continued_on) == ("", "2")
    assert (second.continued_from, second.continued_on) == ("1", "")


def test_paper_date_and_page_are_those_of_the_page() -> None:
    article, *_ = articles("剪报样报/2022-12-22/04.txt")

    assert (article.paper, article.date, article.page) == ("剪报样报", "2022-12-22", "4")


def test_every_quotation_of_the_sample_questions_stands_in_an_article() -> None:
    lines = (PAGES.parent / "questions.jsonl").read_text("utf-8").splitlines()
    questions = [row for row in map(json.loads, lines) if row["quote"]]

    missing = [
        row["id"]
        for row in questions
        if not any(squeezed(row["quote"]) in squeezed(article.text) for article in articles(row["file"]))
    ]

    assert missing == []


def squeezed(text: str) -> str:
    return "".join(text.split())
