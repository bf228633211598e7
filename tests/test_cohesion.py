"""Text that goes on about the same things shares its pairs of characters."""

from rag.reading.blocks import blocks_of
from rag.reading.cohesion import cohesion
from rag.types import Page

BRIDGE = (
    "跨江大桥通车后，两岸居民可以步行过江，不必再等渡船。大桥由本地工程师设计，桥上有四条车道，三年建成。"
)
SCHOOL = (
    "全市小学生秋季起每天多上一节体育课，由体育学院的学生来教。教育局说，操场不够的学校可以借用附近的公园。"
)


def test_cohesion_is_high_where_the_same_things_are_spoken_of() -> None:
    blocks = blocks_of(Page("a.md", "\n\n".join([BRIDGE, "# ", BRIDGE[:40], "# ", SCHOOL]), "markdown"))
    assert cohesion(blocks, 1) == 1.0
    assert cohesion(blocks, 3) < 0
    assert cohesion(blocks[1:], 0) == 0.0
