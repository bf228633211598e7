"""Kicker, headline and subtitle are told apart."""

import pytest

from rag.reading.blocks import Block
from rag.reading.headlines import titles_of
from rag.reading.lines import joined


def heading(text: str, marked: bool = True) -> Block:
    return Block("heading", ((0, len(text)),), joined(text, [(0, len(text))], keep_gaps=True), marked)


@pytest.mark.parametrize(
    ("headings", "kicker", "headline", "subtitle"),
    [
        (["大桥通车"], "", "大桥通车", ""),
        (["大桥通车", "——记海州的第三座大桥"], "", "大桥通车", "——记海州的第三座大桥"),
        (["两岸居民盼了三十年——", "大桥通车"], "两岸居民盼了三十年——", "大桥通车", ""),
        (["海州市交通局", "确保大桥年内通车"], "海州市交通局", "确保大桥年内通车", ""),
        (
            ["十四个部门联合发出通知要求", "大桥管理要跟上"],
            "十四个部门联合发出通知要求",
            "大桥管理要跟上",
            "",
        ),
        (["大桥通车", "两岸居民从此可以步行过江"], "", "大桥通车", "两岸居民从此可以步行过江"),
        (["全市交通会议提出——大桥年内通车"], "全市交通会议提出——", "大桥年内通车", ""),
        (["造桥的人 ——记工程师张三"], "", "造桥的人", "——记工程师张三"),
        (["《大桥—海州三十年》出版"], "", "《大桥—海州三十年》出版", ""),
    ],
)
def test_the_parts_of_a_heading_group(headings: list[str], kicker: str, headline: str, subtitle: str) -> None:
    titles = titles_of([heading(text) for text in headings])
    assert (titles.kicker.text, titles.headline.text, titles.subtitle.text) == (kicker, headline, subtitle)


def test_what_the_source_marks_is_the_headline_rather_than_what_it_does_not() -> None:
    titles = titles_of([heading("便民服务", marked=False), heading("大桥通车后渡船何去何从")])
    assert titles.headline.text == "大桥通车后渡船何去何从"


def test_without_headings_there_is_no_headline_and_lost_ones_are_empty() -> None:
    assert not titles_of([]).headline
    assert not titles_of([heading("")]).headline
