"""What a page prints around its articles is known, and is never lost."""

import pytest

from rag.reading.furniture import furniture_kind, is_introduction, is_section_name, left_over
from rag.reading.lines import joined
from rag.types import Article, Furniture, Part


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2024年8月28日 星期三 第2版", "masthead"),
        ("国内统一刊号：CN99-0099 邮发代号：9-99", "masthead"),
        ("（第376期）", "masthead"),
        ("海州新闻网：www.example.com.cn", "masthead"),
        ("责任编辑：张三 美编：李四", "credit"),
        ("本版编辑：张三电话：（010)99999999", "credit"),
        ("海州市司法局主办", "credit"),
        ("责任编辑 张小三  版式 李四", "credit"),
        ("Editor: Mary Smith", "credit"),
        ("Wednesday, August 28, 2024   Page 2", "masthead"),
        ("— 2 —", "mark"),
        ("第4版", "mark"),
        ("![](images/a.jpg)", "mark"),
        ("■■", "mark"),
        ("今日天气预报：晴转多云，最高气温30℃", "other"),
        ("大桥通车", None),
        ("2024年8月28日，大桥通车。", None),
        ("编辑大桥的故事", None),
    ],
)
def test_furniture_is_of_a_kind(text: str, kind: str | None) -> None:
    assert furniture_kind(text) == kind


def test_a_section_name_is_short_and_worded_as_one() -> None:
    assert is_section_name("科技周刊") and is_section_name("◇画里画外") and is_section_name("各 地 信 息")
    assert not is_section_name("大桥通车，市民出行有了新的故事")
    assert is_introduction("【核心提示】") and not is_introduction("核心提示说大桥通车")


def test_whatever_no_article_holds_is_left_over_with_its_kind() -> None:
    raw = "# 周刊\n大桥。 ■ 责编：张三"
    body = joined(raw, [(5, 8)])
    article = Article("a0", body, (Part("a", "", "", ((2, 2),), 0, 3),))
    assert left_over(raw, [article], [("section", [(2, 4)])]) == [
        Furniture("mark", 0, 1),
        Furniture("section", 2, 4),
        Furniture("mark", 9, 10),
        Furniture("other", 11, 16),
    ]
