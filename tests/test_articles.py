"""A page becomes its articles; nothing is lost, and every character is where it says it is."""

import re
from collections import Counter
from io import BytesIO
from json import dumps
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.reading import read_articles, read_pages
from rag.reading.plain import read_plain
from rag.reading.records import read_records
from rag.types import NO_ORIGIN, Article, Given, Page, ReadPage

SEEDS = Path(__file__).parents[2] / "shared" / "data" / "pages" / "seeds"
INVISIBLE = re.compile(r"[\s\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x1f\x7f-\x9f]")


def columns(*paragraphs: str, width: int = 14) -> str:
    """Paragraphs as a page dump has them: broken at a width, a blank line after every line."""
    lines = [text[at : at + width] for text in paragraphs for at in range(0, len(text), width)]
    return "\n\n".join(lines)


def read(raw: str, name: str = "海州日报/2024-08-28/02.txt") -> ReadPage:
    return read_articles(Page(name, raw, "markdown" if name.endswith("md") else "text"))


def assert_nothing_is_lost(page: ReadPage) -> None:
    raw = page.page.raw
    held: Counter[int] = Counter()
    for article in page.articles:
        own: set[int] = set()
        for text in (article.body, article.headline, article.kicker, article.subtitle, article.byline):
            for character, place in zip(text.text, text.origin, strict=True):
                assert raw[place] == character if place != NO_ORIGIN else character.isspace()
            own |= set(text.origin) - {NO_ORIGIN}
            if text is not article.byline:
                assert max(Counter(place for place in text.origin if place >= 0).values(), default=1) == 1
        held.update(own)
    for furniture in page.furniture:
        held.update(
            place for place in range(furniture.start, furniture.end) if not INVISIBLE.match(raw[place])
        )
    visible = [place for place, character in enumerate(raw) if not INVISIBLE.match(character)]
    assert sorted(held.elements()) == visible


BRIDGE = "新建成的跨江大桥昨天下午正式通车，两岸居民从此可以步行过江，不必再等渡船了。"
ENGINEER = "大桥全长一千二百米，由本地工程师自行设计，历时三年建成，其间没有一人受伤。"
FERRY = "渡船公司表示，最后一班渡船将在月底停航，船员都安排到公园管理处去工作了。"
SCHOOL = "今年秋季学期起，全市小学生每天多上一节体育课，老师由体育学院的学生来担任。"


def test_a_headline_that_stands_after_its_article_is_its_headline() -> None:
    raw = (
        columns("本报讯 （记者 张三 李小四） " + BRIDGE, ENGINEER)
        + "\n\n跨江大桥昨日通车\n\n（上接1版）\n\n"
        + columns(FERRY, SCHOOL)
    )
    first, second = read(raw).articles
    assert first.text.startswith("本报讯（记者 张三 李小四）新建成的")
    assert first.text.endswith("没有一人受伤。")
    assert (first.headline.text, first.byline.text) == ("跨江大桥昨日通车", "记者 张三 李小四")
    assert (second.headline.text, second.continued_from) == ("", "1")
    assert second.text == FERRY + "\n" + SCHOOL


def test_a_jump_glued_to_the_text_begins_an_article_and_is_furniture() -> None:
    raw = columns(BRIDGE, ENGINEER) + "\n\n（上接 1版）" + columns(FERRY, SCHOOL) + "（下转第四版）"
    page = read("本报讯 " + raw)
    _, second = page.articles
    assert (second.continued_from, second.continued_on) == ("1", "4")
    assert second.text == FERRY + "\n" + SCHOOL
    assert [raw[item.start - 4 : item.end - 4] for item in page.furniture if item.kind == "jump"] == [
        "（上接 1版）",
        "（下转第四版）",
    ]


def test_where_every_headline_stands_after_its_article_so_does_the_last_with_its_byline() -> None:
    raw = "\n\n".join(
        [
            columns("本报讯 （记者 张三） " + BRIDGE, ENGINEER),
            "跨江大桥昨日通车",
            columns(FERRY, SCHOOL),
            "最后一班渡船\n\n本报记者 李小四",
        ]
    )
    first, second = read(raw).articles
    assert (first.headline.text, second.headline.text) == ("跨江大桥昨日通车", "最后一班渡船")
    assert (second.byline.text, second.text[:4]) == ("本报记者 李小四", "渡船公司")


def test_a_byline_after_the_lead_is_the_byline_and_no_paragraph() -> None:
    raw = f"# 大桥通车\n\n{BRIDGE}{ENGINEER}\n\n本报记者 张三\n\n{FERRY}\n\n{SCHOOL}"
    (article,) = read(raw, "02.md").articles
    assert (article.byline.text, article.text) == ("本报记者 张三", f"{BRIDGE}{ENGINEER}\n{FERRY}\n{SCHOOL}")


def test_an_english_page_is_read_as_well() -> None:
    lines = [
        "HARBOUR POST\n\nWednesday, August 28, 2024   Page 2\n\nLOCAL",
        "Bridge opens to walkers\n\nBy Mary Smith",
        "HARBOUR, Aug. 27 -- The new bridge across\n\nthe river opened yesterday to walkers and",
        "cyclists, three years after the first pil-\n\nlar was set. Nobody was hurt while it was\n\nbuilt.",
        "Last ferry sails on Friday\n\nBy John Doe",
        "The ferry company says that the last boat\n\nwill sail at the end of the week, and its",
        "crew will work in the park.",
    ]
    first, second = read("\n\n".join(lines)).articles
    assert (first.headline.text, first.byline.text) == ("Bridge opens to walkers", "By Mary Smith")
    assert "after the first pillar was set. Nobody was hurt while it was built." in first.text
    assert (second.headline.text, second.byline.text) == ("Last ferry sails on Friday", "By John Doe")


OCR = f"""# 海州周刊

# 十四个部门联合提出——

# 大桥管理要跟上

●徐江山

{BRIDGE}{ENGINEER}

# 便民先行

{FERRY}{SCHOOL}

## 小学生每天一节体育课

——全市教育会议侧记

{SCHOOL}{FERRY}

{BRIDGE}王小红  李明

责任编辑：张三
"""


def test_ocr_markdown_with_one_level_of_headings_is_told_apart() -> None:
    page = read(OCR, "02.md")
    first, second = page.articles
    assert (first.kicker.text, first.headline.text) == ("十四个部门联合提出——", "大桥管理要跟上")
    assert first.byline.text == "●徐江山"
    assert first.text == f"{BRIDGE}{ENGINEER}\n便民先行\n{FERRY}{SCHOOL}"
    assert (second.headline.text, second.subtitle.text) == ("小学生每天一节体育课", "——全市教育会议侧记")
    assert (second.byline.text, second.text[-2:]) == ("王小红 李明", "了。")
    kinds = {OCR[item.start : item.end]: item.kind for item in page.furniture}
    assert (kinds["海州周刊"], kinds["责任编辑：张三"]) == ("section", "credit")


def test_the_seed_shape_also_works_as_text_with_markdown_in_it() -> None:
    assert [article.headline.text for article in read(OCR, "02.txt").articles] == [
        "大桥管理要跟上",
        "小学生每天一节体育课",
    ]


def test_an_article_knows_its_paper_date_page_and_lines() -> None:
    raw = "海州日报 2024年8月28日 星期三 第2版\n\n大桥通车\n\n本报讯 大桥昨天通车。\n\n市民欢庆。"
    (page,) = read_plain(BytesIO(raw.encode()), "a.txt")
    assert isinstance(page, Page)
    (article,) = read_articles(page).articles
    assert (article.paper, article.date, article.page) == ("海州日报", "2024-08-28", "2")
    assert article.parts[0].lines == ((5, 7),)
    assert (article.parts[0].start, article.parts[0].end) == (0, len(article.text))


def test_a_caption_within_the_columns_parts_the_lines_and_not_the_article() -> None:
    raw = f"# 大桥通车\n\n本报记者 张三\n\n{BRIDGE}\n\n市民在桥上（左）散步\n\n{ENGINEER}\n\n{FERRY}"
    page = read(raw, "02.md")
    (article,) = page.articles
    assert article.text == "\n".join([BRIDGE, ENGINEER, FERRY])
    assert article.parts[0].lines == ((5, 5), (9, 11))
    assert [item.kind for item in page.furniture] == ["mark", "caption"]


def test_an_id_depends_on_place_and_beginning_and_on_nothing_else() -> None:
    def only(raw: str, name: str) -> Article:
        (article,) = read(raw, name).articles
        return article

    text = f"# 大桥通车\n\n本报讯 {BRIDGE}{ENGINEER}"
    first = only(text, "a.md")
    assert re.fullmatch(r"a[0-9a-f]{12}", first.id)
    assert only(text + FERRY, "a.md").id == first.id  # the first 64 characters are the same
    assert only(text.replace("通车", "开通", 1), "a.md").id == first.id  # the headline is no part of it
    assert only(text, "b.md").id != first.id
    assert only(text.replace("新建成", "刚建成"), "a.md").id != first.id


def test_furniture_and_articles_are_all_of_the_page() -> None:
    assert_nothing_is_lost(read(OCR, "02.md"))
    assert_nothing_is_lost(read(columns(BRIDGE, ENGINEER) + "\n\n大桥通车\n\n（上接1版）" + columns(FERRY)))


FRAGMENTS = [
    "# ", "#", "\n", "\n\n", "　　", " ", BRIDGE, "大桥通车", "大 桥 通 车", "本报讯（记者 张三）",
    "●徐江山", "新华社海州8月20日电", "（上接1版）", "[下转第四版]", "王小红 摄", "。", "，",
    "“", "”", "《", "责任编辑：张三", "第2版", "2024年8月28日 星期三", "5G + 4K", "a bridge-\n",
    "well-known", "\u200b", "\u00ad", "\x07", "科技周刊", "——", "——记大桥", "（左）",
    "电话：0999-9999999", "欢迎选购", "𠮷", "😀", "\u200d", "<b>", "$x$", "|", "1", "一、",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=300, deadline=None)
def test_on_random_pages_nothing_is_lost_and_ids_are_stable(raw: str, name: str) -> None:
    page = read(raw, name)
    assert_nothing_is_lost(page)
    assert page == read(raw, name)
    ids = [article.id for article in page.articles]
    assert len(set(ids)) == len(ids)
    assert all(article.text == article.text.strip() != "" for article in page.articles)


@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_is_read(raw: str, name: str) -> None:
    assert_nothing_is_lost(read(raw, name))


@given(st.text(min_size=1, max_size=80), st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=100, deadline=None)
def test_any_record_at_all_is_read(text: str, title: str, byline: str) -> None:
    line = dumps({"text": text, "title": title, "byline": byline}).encode()
    for page in read_records(BytesIO(line), "a.jsonl"):
        if isinstance(page, Page):
            assert_nothing_is_lost(read_articles(page))


def _seed(ordinal: int) -> tuple[Article, ...]:
    paths = sorted(SEEDS.glob(f"{ordinal:03}_*"))
    if not paths:
        pytest.skip("the seed pages are not beside this repository")
    (page,) = read_pages(paths[0], paths[0].name)
    assert isinstance(page, Page)
    result = read_articles(page)
    assert_nothing_is_lost(result)
    return result.articles


def test_the_first_seed_has_four_articles_three_of_them_continued() -> None:
    articles = _seed(0)
    assert [article.continued_from for article in articles] == ["", "1", "1", "1"]
    assert [len(article.headline.text) for article in articles] == [17, 0, 13, 20]
    assert articles[0].kicker and articles[0].byline
    assert min(len(article.text) for article in articles) > 500


def test_the_second_seed_has_four_articles_two_of_them_signed_under_the_headline() -> None:
    articles = _seed(1)
    assert [article.byline.text[:1] for article in articles] == ["●", "", "徐", "●"]
    assert [len(article.headline.text) for article in articles] == [20, 4, 0, 9]  # `◇…` is a section


def test_a_headline_in_the_middle_of_its_article_is_its_headline() -> None:
    lead = "本报讯（记者 周禾）永安大桥昨天下午通车，两岸居民步行过江。"
    rest = "大桥全长八百米，工程历时三年，比原计划提前了两个月。"

    (article,) = read(f"{lead}\n# 永安大桥通车\n{rest}\n", "p.md").articles

    assert (article.headline.text, article.text) == ("永安大桥通车", f"{lead}\n{rest}")


def test_a_columns_name_is_no_headline() -> None:
    page = read("# ◇桥边故事\n老人每天早晨都到桥上走一走，看看江水，和邻居说说话。\n", "p.md")

    assert [article.headline.text for article in page.articles] == [""]
    assert "section" in [piece.kind for piece in page.furniture]


def test_an_article_mentions_times_told_from_the_day_of_its_paper() -> None:
    text = "本报讯（记者 周禾）昨日，永安大桥通车，两岸居民步行过江。"
    (article,) = read_articles(Page("p.txt", text, "text", given=Given(date="2024-08-28"))).articles

    assert [(found.since, found.until) for found in article.mentions] == [("2024-08-27", "2024-08-27")]
