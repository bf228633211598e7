"""The division of a page into articles is the one that explains its blocks best."""

from rag.reading.blocks import blocks_of
from rag.reading.segments import segments_of
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


def page(*lines: str) -> list[list[str]]:
    """The first characters of the paragraphs of each article of a page."""
    blocks = blocks_of(Page("a.md", "\n\n".join(lines), "markdown"))
    segments = segments_of([block for block in blocks if block.kind != "furniture"])
    return [[block.text.text[:4] for block in segment.body] for segment in segments]


def test_a_byline_under_the_headline_makes_the_next_headings_sub_headings() -> None:
    lines = ["# 大桥通车了", "本报记者 张三", BRIDGE, "# 渡船怎么办", FERRY, "# 学校怎么办", SCHOOL]
    assert page(*lines) == [["跨江大桥", "渡船怎么", "渡船公司", "学校怎么", "全市小学"]]


def test_names_at_the_end_of_a_paragraph_end_the_article() -> None:
    lines = [
        "# 大桥通车了",
        BRIDGE + "李小四",
        "# 渡船怎么办",
        FERRY + "王小红",
        "# 学校怎么办",
        SCHOOL + "赵大海",
    ]
    assert page(*lines) == [["跨江大桥"], ["渡船公司"], ["全市小学"]]


def test_datelines_begin_articles_also_where_all_headings_are_lost() -> None:
    lines = ["# ", "本报讯（记者 张三）" + BRIDGE, "# ", "本报讯（记者 李四）" + FERRY, SCHOOL]
    assert page(*lines) == [["本报讯（"], ["本报讯（", "全市小学"]]


def test_so_they_do_and_so_do_names_where_not_even_a_mark_is_left_of_the_headings() -> None:
    assert page("本报讯 " + BRIDGE, FERRY, "本报讯 " + SCHOOL) == [["本报讯跨", "渡船公司"], ["本报讯全"]]
    assert page(BRIDGE + "李小四", FERRY, SCHOOL + "王小红") == [["跨江大桥"], ["渡船公司", "全市小学"]]


def test_a_report_of_two_agencies_under_one_headline_is_one_article() -> None:
    lines = [
        "# 大桥通车了",
        "据新华社海州8月20日电 " + BRIDGE,
        "另据本报讯 " + FERRY,
        "# 学校的事",
        "本报讯 " + SCHOOL,
    ]
    assert page(*lines) == [["据新华社", "另据本报"], ["本报讯全"]]


def test_a_jump_line_begins_an_article_and_the_sub_heading_after_it_is_in_its_body() -> None:
    lines = [BRIDGE + "李小四", "（上接1版）", "渡船怎么办", FERRY]
    assert page(*lines) == [["跨江大桥"], ["渡船怎么", "渡船公司"]]


def test_a_dateline_that_columns_put_second_comes_first_again() -> None:
    assert page("# 大桥通车了", FERRY, "本报讯（记者 张三）" + BRIDGE) == [["本报讯（", "渡船公司"]]


def test_a_byline_may_follow_the_lead() -> None:
    assert page("# 大桥通车了", BRIDGE, "本报记者 张三", FERRY, SCHOOL) == [
        ["跨江大桥", "本报记者", "渡船公司", "全市小学"]
    ]


def test_nothing_gives_nothing() -> None:
    assert page() == []
    assert segments_of([]) == []
