"""A text file is one page, its lines counted as an editor counts them."""

import io

import pytest

from rag.errors import InputError
from rag.reading import read_articles
from rag.reading.plain import LONGEST_LINE, read_plain
from rag.types import Page


def page_of(data: bytes, file: str = "a.txt") -> Page:
    (page,) = read_plain(io.BytesIO(data), file)
    assert isinstance(page, Page)
    return page


def test_every_kind_of_line_break_counts_once() -> None:
    page = page_of("一\r\n二\r三\n四".encode())
    assert page.raw == "一\n二\n三\n四"


def test_what_only_python_takes_for_a_line_break_is_a_space() -> None:
    assert page_of("一\f二\x85三\u2028四\n五".encode()).raw == "一 二 三 四\n五"


def test_the_lines_of_an_article_are_those_of_the_file() -> None:
    page = page_of("大桥通车\r\n\r\n本报讯（记者 张三）大桥通车。\r\n市民欢庆。\r\n".encode("gb18030"))
    (article,) = read_articles(page).articles
    assert article.parts[0].lines == ((3, 4),)


def test_a_markdown_file_is_markdown_also_when_it_is_zipped() -> None:
    assert page_of(b"# a\n\nb", "x/a.MD.gz").format == "markdown"


def test_a_line_over_the_limit_is_named() -> None:
    data = b"a\n" + b"b" * (LONGEST_LINE + 1)
    (error,) = read_plain(io.BytesIO(data), "a.txt")
    assert isinstance(error, InputError)
    assert str(error) == "a.txt, line 2: has a line of 1,000,001 characters"


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_no_part_of_the_text(mark: bytes) -> None:
    assert page_of(mark + "大桥".encode()).raw == "大桥"
