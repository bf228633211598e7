"""A web page is one article; who, where and when is what the page says of itself."""

import io
import json

import pytest

from rag.errors import InputError
from rag.reading import read_articles
from rag.reading.webpage import read_html
from rag.types import Page

TEXT = (
    "<p>跨江大桥昨天上午正式建成通车，两岸的市民在桥头举行了庆祝活动。这是我市建成的第三座大桥，全长三千二百米。</p>"
    "<p>通车以后，从城东到城西只要十二分钟。大桥于2023年5月4日开工。</p>"
)
LINES = [paragraph.removesuffix("</p>") for paragraph in TEXT.split("<p>")[1:]]


def read(data: bytes, file: str = "a.html") -> Page | InputError:
    (page,) = read_html(io.BytesIO(data), file)
    return page


def page_of(html: str, encoding: str = "utf-8", file: str = "a.html") -> Page:
    page = read(html.encode(encoding), file)
    assert isinstance(page, Page), page
    return page


def test_a_page_is_one_article_without_its_menus() -> None:
    menu = "<nav><a href=/>首页</a> <a href=/n>新闻</a></nav>"
    page = page_of(
        f"<html><head><title>通车_江滨网</title></head><body>{menu}<h1>大桥通车</h1>{TEXT}</body></html>"
    )

    (article,) = read_articles(page).articles
    assert (article.headline.text, article.text) == ("大桥通车", "\n".join(LINES))
    assert page.raw.split("\n") == ["大桥通车", *LINES]
    assert article.parts[0].lines == ((2, 3),)


def test_metadata_say_who_where_and_when() -> None:
    head = (
        '<meta property="og:site_name" content="江滨网"><meta name="author" content="张三">'
        '<meta property="article:published_time" content="2024-08-28T08:00:00+08:00">'
    )
    page = page_of(f"<html><head>{head}</head><body><h1>大桥通车</h1>{TEXT}</body></html>")

    (article,) = read_articles(page).articles
    assert (article.byline.text, article.paper, article.date) == ("张三", "江滨网", "2024-08-28")


def test_json_ld_says_it_too() -> None:
    said = {
        "@graph": [
            {"@type": "WebSite", "name": "?"},
            {
                "@type": "NewsArticle",
                "headline": "大桥通车",
                "datePublished": "2024-08-28",
                "author": [{"name": "张三"}, {"name": "李四"}],
                "publisher": {"name": "江滨网"},
            },
        ]
    }
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    (article,) = read_articles(page_of(f"<html><head>{script}</head><body>{TEXT}</body></html>")).articles

    assert (article.headline.text, article.byline.text) == ("大桥通车", "张三 李四")
    assert (article.paper, article.date) == ("江滨网", "2024-08-28")


def test_the_comment_of_an_e_paper_system_gives_the_number_of_the_page() -> None:
    comment = (
        "<!--enpproperty <founder-date>2024-08-28 23:59:59</founder-date>"
        "<founder-pagenum>A02</founder-pagenum><founder-papername>江滨日报</founder-papername>"
        "<founder-title>大桥通车</founder-title> /enpproperty-->"
    )
    page = page_of(f"<html><body>{TEXT}</body></html>{comment}")

    assert (page.given.paper, page.given.date, page.given.page) == ("江滨日报", "2024-08-28", "A2")


def test_what_the_page_does_not_say_the_path_may_and_nothing_is_guessed() -> None:
    html = f"<html><body><h1>大桥通车</h1>{TEXT}</body></html>"

    unknown, known = page_of(html), page_of(html, file="江滨日报/2024-08-28/02.html")

    assert (unknown.given.paper, unknown.given.date, unknown.given.page) == ("", "", "")
    assert (known.given.paper, known.given.date, known.given.page) == ("江滨日报", "2024-08-28", "2")


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("gb18030", "gb2312"),
        ("gb18030", ""),
        ("big5", "big5"),
        ("utf-8", ""),
        ("utf-8", "gb2312"),
        ("utf-16", ""),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_says_or_has(encoding: str, said: str) -> None:
    text = (
        TEXT.replace("两", "兩")
        if encoding != "big5"
        else "<p>" + "大橋今天建成通車，我們在這裡慶祝。" * 4 + "</p>"
    )
    meta = f"<meta charset={said}>" if said else ""
    page = page_of(f"<html><head>{meta}</head><body>{text}</body></html>", encoding)

    assert "大橋今天" in page.raw if encoding == "big5" else "兩岸的市民" in page.raw


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"no page", "is not HTML"),
        (b"\x89PNG\0", "is not text (it holds null bytes)"),
        (
            b"<html><body><script>show()</script><div id=app></div></body></html>",
            "has no text; a page that is made by scripts must be saved as it is shown",
        ),
    ],
)
def test_what_is_no_readable_page_is_named_with_its_reason(data: bytes, reason: str) -> None:
    error = read(data)

    assert isinstance(error, InputError) and error.reason == reason
