"""Short captions and advertisements are set aside; a long caption is an article."""

from rag.reading.blocks import blocks_of
from rag.reading.inserts import with_inserts_aside
from rag.types import Page


def kinds(*lines: str) -> list[str]:
    page = Page("a.md", "\n\n".join(lines), "markdown")
    return [
        block.furniture if block.kind == "furniture" else block.kind
        for block in with_inserts_aside(blocks_of(page))
    ]


PARAGRAPH = (
    "跨江大桥昨天下午通车，两岸居民从此可以步行过江，不必再等渡船，老人和孩子最高兴，大家都说这一天等了很久。"
)


def test_a_short_caption_within_an_article_is_set_aside_with_who_took_it() -> None:
    assert kinds("# 大桥通车", "工程师张三（左）和李四在桥头合影", PARAGRAPH) == [
        "heading",
        "caption",
        "text",
    ]
    assert kinds(PARAGRAPH, "市民在桥上散步。王小红 摄", PARAGRAPH) == ["text", "caption", "text"]
    assert kinds(PARAGRAPH, "市民在桥上散步。", "王小红 摄", PARAGRAPH) == [
        "text",
        "caption",
        "caption",
        "text",
    ]


def test_a_caption_with_a_headline_of_its_own_or_a_long_one_is_an_article() -> None:
    assert kinds("# 大桥上的早晨", "市民在桥上散步。王小红 摄", "# 渡船停航") == [
        "heading",
        "text",
        "heading",
    ]
    assert kinds(PARAGRAPH, PARAGRAPH + "王小红 摄") == ["text", "text"]


def test_an_advertisement_is_known_by_how_to_reach_the_firm_and_by_its_praise() -> None:
    firm = (
        "海州大船有限公司专业生产各种渡船，性能可靠，价格低廉，欢迎广大新老客户选购惠顾，竭诚为您服务到底。"
    )
    lines = [
        "优质",
        firm,
        "厂址：海州市江边路9号",
        "电话：0999—9999999",
        "传真：0999—9999998",
        "联系人：张三13999999999",
    ]
    assert kinds(PARAGRAPH, *lines) == ["text"] + 6 * ["other"]


def test_a_telephone_number_alone_is_no_advertisement() -> None:
    assert kinds(PARAGRAPH, "电话：0999—9999999") == ["text", "credit"]


def test_the_head_of_a_page_is_the_papers_name_the_day_and_the_section() -> None:
    head = ["海州样报", "2024年8月28日 星期三 第2版", "要闻"]
    assert kinds(*head, "# 大桥通车", PARAGRAPH, PARAGRAPH) == [
        *["masthead", "masthead", "section"],
        *["heading", "text", "text"],
    ]


def test_one_line_may_say_in_three_ways_how_to_reach_a_firm() -> None:
    lines = [
        "海州大船厂专业生产渡船，欢迎惠顾。",
        "厂址：海州市江边路9号 电话：0999—9999999 传真：0999—9999998",
    ]

    assert kinds(PARAGRAPH, *lines) == ["text", "other", "other"]
