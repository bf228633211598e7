"""Phrases that must be there, and words that must not."""

import pytest

from rag.archive import Archive
from rag.finding.operators import demands


@pytest.mark.parametrize(
    ("question", "phrases", "excluded", "plain"),
    [
        ('"永安古桥" 多长', ("永安古桥",), (), "永安古桥 多长"),
        ("古桥 -修缮", (), ("修缮",), "古桥"),
        ('bridge -"new harbour" length', (), ("new harbour",), "bridge length"),
        ('"new harbour" berths -ferry?', ("new harbour",), ("ferry",), "new harbour berths ?"),
    ],
)
def test_operators_are_read(
    question: str, phrases: tuple[str, ...], excluded: tuple[str, ...], plain: str
) -> None:
    found = demands(question)

    assert (found.phrases, found.excluded, found.plain) == (phrases, excluded, plain)


@pytest.mark.parametrize(
    "question",
    [
        "“十四五”规划何时发布？",
        "《江滨日报》第2版",
        "「古桥」多长",
        "COVID-19 cases",
        "2010-12 的水位",
        "气温降到 -5度 了吗",
        "the bridge - how long is it?",
        '行动再次"激活"了什么',
        '"' + "这是一段和一个句子一样长的引文" * 3 + '"是谁说的',
        '"…" 古桥',
        "-修缮",
        '5" 管',
    ],
)
def test_what_is_prose_demands_nothing(question: str) -> None:
    assert not demands(question)
    assert demands(question).plain == question


def headlines(archive: Archive, question: str) -> set[str]:
    return {hit.article.headline.text for hit in archive.search(question).hits}


def test_a_phrase_must_stand_in_an_article(archive: Archive) -> None:
    assert headlines(archive, '"永安古桥" 图书馆夜间开放') == {"古桥修缮完工"}
    assert headlines(archive, '"古桥永安" 图书馆') == set()


def test_a_word_with_a_hyphen_must_not_stand_in_it(archive: Archive) -> None:
    everything = headlines(archive, "夜间开放 古桥")
    without = headlines(archive, "夜间开放 古桥 -石板")

    assert "古桥修缮完工" in everything
    assert without == everything - {"古桥修缮完工"}


def test_a_demand_holds_for_the_headline_too(archive: Archive) -> None:
    assert headlines(archive, '"地铁三号线通车"') == {"地铁三号线通车"}
    assert "地铁三号线通车" not in headlines(archive, "全长 -通车")


def test_a_demand_that_no_article_fulfils_is_refused(archive: Archive) -> None:
    assert archive.ask("永安古桥长多少米？").refused is False
    assert archive.ask('"白石镇大桥" 永安古桥长多少米？').refused is True
