"""A stretch of blocks is judged by what an article has, and by what it never has within it."""

from dataclasses import replace

import pytest

from rag.reading.blocks import Block, blocks_of
from rag.reading.judging import Judge
from rag.reading.weights import WEIGHTS
from rag.types import Page

BRIDGE = (
    "跨江大桥通车后，两岸居民可以步行过江，不必再等渡船。大桥由本地工程师设计，桥上有四条车道，三年建成。"
)
FERRY = (
    "渡船公司的船员都到公园管理处去工作，最后一班船月底停航。公司经理张三说，船会留在码头上，让孩子们来参观。"
)
SCHOOL = (
    "全市小学生秋季起每天多上一节体育课，由体育学院的学生来教。教育局说，操场不够的学校可以借用附近的公园。"
)


def blocks_from(*lines: str) -> list[Block]:
    return blocks_of(Page("a.md", "\n\n".join(lines), "markdown"))


def score(*lines: str) -> float:
    blocks = blocks_from(*lines)
    return Judge(blocks).score(0, len(blocks))


def test_a_headline_a_byline_and_a_beginning_each_speak_for_an_article() -> None:
    assert score(BRIDGE) < score("# 大桥通车了", BRIDGE) < score("# 大桥通车了", "本报记者 张三", BRIDGE)
    assert score("# 大桥通车了", BRIDGE) < score("# 大桥通车了", "近日，" + BRIDGE)


def test_a_headline_before_is_likelier_than_one_after_and_both_are_unlikely() -> None:
    before, after = score("# 大桥通车了", BRIDGE), score(BRIDGE, "# 大桥通车了")
    assert before > after > score(BRIDGE)
    assert score("# 大桥通车了", BRIDGE, "# 渡船停航了") < after


def test_an_article_neither_begins_nor_ends_within_itself() -> None:
    whole = score("# 大桥通车了", "本报讯 " + BRIDGE, FERRY)
    assert score("# 大桥通车了", "本报讯 " + BRIDGE, "（上接1版）" + FERRY) < whole
    assert score("# 大桥通车了", "本报讯 " + BRIDGE + "（下转4版）", FERRY) < whole
    assert score("# 大桥通车了", "本报讯 " + BRIDGE + "李小四", FERRY) < whole


def test_a_short_sub_heading_is_likelier_than_a_long_one_and_a_section_name() -> None:
    def inside(heading: str) -> float:
        return score("# 大桥通车了", "本报记者 张三", BRIDGE, f"# {heading}", FERRY)

    assert inside("一、渡船的事") > inside("渡船的事情") > inside("渡船停航以后船员都到公园去工作")
    assert inside("渡船的事情") > inside("◇画里画外")


def test_a_stretch_is_judged_alike_however_it_is_reached() -> None:
    lines = [
        "# 大桥通车了",
        "本报记者 张三",
        BRIDGE,
        "# 渡船怎么办",
        FERRY,
        "# 学校怎么办",
        SCHOOL + "赵大海",
    ]
    blocks = blocks_of(Page("a.md", "\n\n".join(lines), "markdown"))
    weights = replace(WEIGHTS, headless_lost=WEIGHTS.headless)  # that depends on the page
    whole = Judge(blocks, weights)
    for start in range(len(blocks)):
        for end in range(start + 1, len(blocks) + 1):
            if start and blocks[start - 1].kind == blocks[start].kind:
                continue  # a group of headings parted is judged by what stands before it
            assert whole.score(start, end) == pytest.approx(
                Judge(blocks[start:end], weights).score(0, end - start)
            )
