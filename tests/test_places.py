"""Where a span of clean text stands in its file."""

from array import array

from rag.places import lines_of, origin_lines
from rag.types import Article, Page, Part, Traced

RAW = "古桥\n\n修缮\n广告\n完工"
PAGE = Page("1.txt", RAW, "text")


def origins(*words: str) -> "array[int]":
    return array(
        "i", [place for word in words for place in range(RAW.index(word), RAW.index(word) + len(word))]
    )


def test_blank_lines_between_do_not_end_a_range() -> None:
    assert origin_lines(PAGE, origins("古桥", "修缮")) == ((1, 3),)


def test_a_line_that_says_something_else_does() -> None:
    assert origin_lines(PAGE, origins("修缮", "完工")) == ((3, 3), (5, 5))


def test_white_space_without_an_origin_stands_nowhere() -> None:
    assert origin_lines(PAGE, array("i", [-1, -1])) == ()


def test_a_record_is_one_line_whatever_its_text_holds() -> None:
    record = Page("1.jsonl", RAW, "record", record="r9", line=9)

    assert origin_lines(record, origins("古桥", "完工")) == ((9, 9),)


def test_a_span_is_looked_up_in_the_page_of_its_part() -> None:
    other = Page("2.txt", "\n\n通车", "text")
    body = Traced("古桥通车", array("i", [0, 1, 2, 3]))
    parts = (Part("1.txt", "", "1", ((1, 1),), 0, 2), Part("2.txt", "", "2", ((3, 3),), 2, 4))
    article = Article("a000000000000", body, parts)

    assert lines_of(article, [PAGE, other], 0, 2) == ((1, 1),)
    assert lines_of(article, [PAGE, other], 2, 4) == ((3, 3),)
