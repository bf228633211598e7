from itertools import chain, zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.archive import Archive
from rag.reading import read_articles
from rag.reading.garbled import in_order
from rag.reading.lines import joined, split_lines
from rag.types import NO_ORIGIN, Garbled, Page
from rag.wire import article_json
from tests.clippings import traced
from tests.fakes import PairEmbedder

PROSE = (
    "青溪镇去年修了一条通往山里的公路，村民把自家种的蔬菜和水果运到城里去卖，收入比从前增加了不少。"
    "镇里的干部告诉记者，过去这里没有像样的道路，下雨天车辆经常陷在泥里，老人看病、孩子上学都很困难。"
    "为了解决这个问题，县交通局组织技术人员多次到现场查看，最后决定沿着河岸开一条新路。"
    "工程开始以后，附近几个村子的群众主动让出土地，还有人送来开水和饭菜。"
    "施工队克服了缺水缺电的困难，用八个月时间完成了全部任务，比计划提前了将近两个月。"
    "现在，从镇里开车到县城只要四十分钟，许多在外面打工的年轻人也回到家乡办起了小企业。"
    "一位姓周的大娘高兴地说，路通了以后，女儿每个星期都能回来看她，日子越过越有盼头。"
    "下一步，当地准备在公路两边种上果树，发展乡村旅游，让更多的人了解这个山清水秀的地方。"
)


def columns(text: str, width: int, count: int) -> list[list[str]]:
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    height = -(-len(lines) // count)
    return [lines[at : at + height] for at in range(0, len(lines), height)]


def across(text: str, width: int, count: int) -> str:
    rows = zip_longest(*columns(text, width, count), fillvalue="")
    return "\n".join(line for line in chain.from_iterable(rows) if line)


@pytest.mark.parametrize(("width", "count"), [(11, 2), (14, 2), (18, 2), (9, 3), (11, 3), (14, 3)])
def test_columns_read_across_are_put_back_in_order(width: int, count: int) -> None:
    raw = across(PROSE, width, count)

    body, passages = in_order(joined(raw, [(line.start, line.end) for line in split_lines(raw, False)]))

    assert body.text == PROSE
    assert passages == (Garbled(0, len(PROSE), mended=True),)


def test_each_character_is_still_traced_to_its_place() -> None:
    page = Page("p.txt", across(PROSE, 14, 2), "text")

    (article,) = read_articles(page).articles

    assert "".join(page.raw[place] for place in article.body.origin) == PROSE


def test_a_column_is_neither_told_nor_moved() -> None:
    for width in range(8, 31):
        (article,) = read_articles(Page("p.txt", "\n".join(*columns(PROSE, width, 1)), "text")).articles

        assert (article.text, article.garbled) == (PROSE, ())


def test_lines_glued_together_are_told_and_left_as_they_are() -> None:
    left, right = columns(PROSE, 14, 2)
    raw = "\n".join(map(str.__add__, left, right))

    (article,) = read_articles(Page("p.txt", raw, "text")).articles

    (passage,) = article.garbled
    assert not passage.mended
    assert article.text == raw.replace("\n", "")


def test_text_before_columns_that_were_read_across_is_no_part_of_them() -> None:
    before = "\n".join(*columns(PROSE[: 14 * 12], 14, 1))

    (article,) = read_articles(Page("p.txt", f"{before}\n{across(PROSE[14 * 12 :], 14, 2)}", "text")).articles

    assert article.text == PROSE
    assert 14 * 10 <= article.garbled[0].start <= 14 * 12


def test_other_languages_are_not_told() -> None:
    english = "The new road from the town to the hills was opened last week after eight months of work. " * 6
    lines = "\n".join(english[at : at + 30] for at in range(0, len(english), 30))

    assert all(not article.garbled for article in read_articles(Page("p.txt", lines, "text")).articles)


@given(st.text("的一是了我不人在他有这上们来到时。，\n ", max_size=300))
def test_no_character_is_lost_or_moved_from_its_origin(text: str) -> None:
    body = traced(text)

    mended, passages = in_order(body)

    pairs = zip(mended.text, mended.origin, strict=True)
    assert all(character.isspace() if at == NO_ORIGIN else text[at] == character for character, at in pairs)
    assert sorted("".join(mended.text.split())) == sorted("".join(text.split()))
    assert all(0 <= found.start < found.end <= len(mended.text) for found in passages)


def test_an_archive_keeps_what_was_read_across_and_its_citations_say_so(tmp_path: Path) -> None:
    page = tmp_path / "papers" / "page.txt"
    page.parent.mkdir()
    page.write_text(across(PROSE, 14, 2), "utf-8")

    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index([page.parent])
        (article,) = archive.articles()
        answer = archive.ask("施工队用几个月时间完成了全部任务？")

    assert [found.mended for found in article.garbled] == [True]
    assert article_json(article)["garbled"] is True
    assert answer.citations
    assert answer.warnings == ("[1]的原文有相邻的栏被横着读到一起，行序已重新排过。",)
