"""Each stretch of a page has one part to play."""

from rag.reading.blocks import Block, blocks_of
from rag.types import Page

LONG = (
    "跨江大桥昨天下午通车，两岸居民从此可以步行过江，不必再等渡船，老人和孩子最高兴，大家都说这一天等了很久。"
)


def blocks(raw: str, format_: str = "markdown") -> list[Block]:
    return blocks_of(Page("a", raw, "markdown" if format_ == "markdown" else "text"))


def test_the_parts_of_a_page() -> None:
    raw = f"# 大桥通车\n\n本报记者 张三\n\n（上接第一版）\n\n{LONG}\n\n{LONG}李小四\n\n第2版"
    found = blocks(raw)
    assert [block.kind for block in found] == ["heading", "byline", "jump", "text", "text", "furniture"]
    assert [block.marked for block in found[:2]] == [True, False]
    assert found[2].jump_from and not found[2].jump_on
    assert found[4].credit is not None
    assert found[4].text.text[slice(*found[4].credit)] == "李小四"


def test_a_short_line_that_is_no_sentence_is_a_heading_that_nothing_marks() -> None:
    assert [block.kind for block in blocks(f"{LONG}\n\n渡船停航以后\n\n{LONG}")] == [
        "text",
        "heading",
        "text",
    ]
    assert [block.kind for block in blocks(f"{LONG}\n\n渡船停航了。\n\n{LONG}")] == ["text", "text", "text"]
    assert [block.kind for block in blocks(f"{LONG}\n\n张三说：“这座桥\n\n{LONG}")] == [
        "text",
        "text",
        "text",
    ]


def test_a_dateline_begins_a_paragraph_wherever_the_line_before_ends() -> None:
    lines = ["本报讯（记者 张三） 大", "桥昨天下午通车，两岸居民", "从此可以步行过江了，大家", "都很高兴。"]
    raw = "\n".join(["跨江大桥通车仪式隆重举行", *lines])
    first, second = blocks(raw, "text")
    assert (first.kind, second.kind) == ("heading", "text")
    assert second.dated and second.text.text.startswith("本报讯（记者 张三）大桥昨天")


def test_a_second_dispatch_does_not_begin_an_article() -> None:
    assert not blocks(f"另据新华社海州8月20日电 {LONG}")[0].dated
    assert blocks(f"据新华社海州8月20日电 {LONG}")[0].dated


def test_who_and_what_he_is_on_two_lines_are_one_byline() -> None:
    (*_, byline) = blocks(f"{LONG}\n\n新华社记者\n王小红摄")
    assert (byline.kind, byline.text.text, byline.photo) == ("byline", "新华社记者 王小红摄", True)


def test_a_kicker_and_a_headline_of_full_lines_are_two_headings() -> None:
    lines = [
        "新建成的跨江大桥昨天下午",
        "正式通车，两岸居民从此可",
        "以步行过江。",
        "围绕“两岸一家手牵手”",
        "大桥通车仪式昨天举行",
    ]
    found = blocks("\n\n".join([*lines, "（上接1版）", *lines[:3]]), "text")
    assert [block.text.text for block in found if block.kind == "heading"] == lines[3:]


def test_an_empty_page_has_no_blocks() -> None:
    assert blocks("") == []


def test_what_adopted_a_document_is_no_part_of_its_text() -> None:
    found = blocks(
        "（2020 年 5 月 6 日海州市人民代表大会第三次会议通过）\n海州市的渡口由市里管理，任何人不得占用。\n"
    )

    assert [block.kind for block in found] == ["heading", "text"]


def test_one_heading_that_begins_a_text_file_is_a_heading() -> None:
    first, *_ = blocks(f"# 渡船停航\n\n{LONG}。\n", "text")

    assert (first.kind, first.text.text) == ("heading", "渡船停航")
