"""A passage printed twice where a column breaks is shown once; what is only like it stays."""

from rag.reading import read_articles
from rag.reading.doubled import without_doubled
from rag.reading.lines import joined
from rag.types import Page

PASSAGE = "法律咨询和技术培训、卫生知识和医疗服务送到桥头，帮助两岸村镇建好公共设施，支持志愿者队伍"  # 44


def once(text: str) -> str:
    return without_doubled(joined(text, [(0, len(text))])).text


def test_the_second_copy_is_left_out() -> None:
    assert once("大桥通车后，" + PASSAGE + PASSAGE + "的工作。") == "大桥通车后，" + PASSAGE + "的工作。"


def test_so_it_is_where_a_few_characters_stand_between_the_copies() -> None:
    assert once("今年" + PASSAGE + "，另外" + PASSAGE + "。") == "今年" + PASSAGE + "，另外。"


def test_each_of_two_doubled_passages_is_shown_once() -> None:
    other = PASSAGE[::-1]
    assert once(PASSAGE + PASSAGE + "。" + other + other) == PASSAGE + "。" + other


def test_a_short_repetition_and_a_distant_one_stay() -> None:
    slogan = "大桥通车，两岸同庆！" * 2
    assert once(slogan) == slogan
    distant = PASSAGE + "这是第一次说。工程师们后来在会上又说了一遍。" + PASSAGE
    assert once(distant) == distant


def test_the_copy_left_out_is_furniture_and_not_lost() -> None:
    raw = f"# 大桥通车\n\n本报讯 {PASSAGE}{PASSAGE}的工作。"
    page = read_articles(Page("a.md", raw, "markdown"))
    (article,) = page.articles
    assert article.text == f"本报讯{PASSAGE}的工作。"
    assert raw[page.furniture[-1].start : page.furniture[-1].end] == PASSAGE
    assert page.furniture[-1].kind == "other"
