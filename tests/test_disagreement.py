"""Articles that give different answers are shown as such."""

import json
from pathlib import Path

import pytest

from rag.answering.disagreement import disagreeing
from rag.answering.extract import ExtractiveWriter
from rag.answering.verify import verify
from rag.answers import Evidence, Quotation
from rag.archive import Archive
from rag.types import Article
from tests.clippings import article, hit, passage

EARLY = article("火灾已造成21人受伤。", name="a1", date="2023-05-06")
AGAIN = article("据悉，火灾造成21人受伤。", name="a2", date="2023-05-07")
LATE = article("记者获悉，火灾共造成23人受伤。", name="a3", date="2023-05-08")
OTHER = article("另一场大雨使9人受伤，道路中断。", name="a4", date="2023-05-09")


def asked(question: str, *found: Article) -> Evidence:
    quotations = [Quotation(hit(of), 0, len(of.text), 0.9 - place / 20) for place, of in enumerate(found)]
    return Evidence(question, tuple(q.hit for q in quotations), tuple(quotations), sufficient=True)


def test_each_answer_is_quoted_newest_first() -> None:
    given = asked("火灾造成多少人受伤？", EARLY, AGAIN, LATE, OTHER)

    answer = verify(ExtractiveWriter().write(given), given)

    assert answer.text == (
        "各篇报道说法不一，最新的在前：\n"
        "记者获悉，火灾共造成23人受伤。[1]\n据悉，火灾造成21人受伤。[2]\n火灾已造成21人受伤。[3]"
    )
    assert [sentence.supported for sentence in answer.sentences] == [None, True, True, True]
    assert [citation.article.id for citation in answer.citations] == ["a3", "a2", "a1"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("火灾造成多少人受伤？", (EARLY, AGAIN)),
        ("火灾造成多少人受伤？", (EARLY, OTHER)),
        ("火灾是什么原因造成的？", (EARLY, LATE)),
    ],
)
def test_articles_that_agree_or_speak_of_something_else_do_not_disagree(
    question: str, found: tuple[Article, ...]
) -> None:
    assert "不一" not in str(ExtractiveWriter().write(asked(question, *found)).text)


def test_an_event_of_another_year_does_not_contradict_unless_its_article_tells_the_same_story() -> None:
    now = "火灾已造成21人受伤。城南粮库昨晚起火，消防员赶到现场扑救。"
    years_ago = "火灾已造成9人受伤。这座木楼建于清代，居民说风很大。"
    same_story = "火灾已造成23人受伤。城南粮库昨晚起火，消防员赶到现场扑救。"

    def says_otherwise(text: str) -> bool:
        found = [article(now, name="a1", date="2023-05-06"), article(text, name="a2", date="2019-03-02")]
        quotations = [Quotation(hit(of), 0, of.text.index("。") + 1, 0.9) for of in found]
        return bool(disagreeing("火灾造成多少人受伤？", quotations, 3))

    assert not says_otherwise(years_ago)
    assert says_otherwise(same_story)


def test_numbers_of_other_things_do_not_contradict() -> None:
    houses, cars = article("大火共烧毁21间房屋。", name="a1"), article("大火共烧毁23辆房车。", name="a2")
    others = article("大火共烧毁23间房屋。", name="a3")

    assert not disagreeing("大火烧毁了多少？", [passage(houses), passage(cars)], 3)
    assert disagreeing("大火烧毁了多少？", [passage(houses), passage(others)], 3)


@pytest.mark.parametrize(
    ("question", "other", "contradicts"),
    [
        ("城南粮库火灾造成多少人受伤？", "城南粮库火灾造成23人受伤，已送医。", True),
        ("城南粮库火灾造成多少人受伤？", "城北校舍火灾造成23人受伤。", False),
        ("多少人受伤？", "郊外一辆客车昨天翻入沟中，23人受伤。", False),
    ],
)
def test_only_sentences_that_say_the_same_for_the_rest_contradict(
    question: str, other: str, contradicts: bool
) -> None:
    texts = ("城南粮库火灾造成21人受伤。", other)
    found = [passage(article(text, name=text, date="2023-05-06")) for text in texts]

    assert bool(disagreeing(question, found, 3)) is contradicts


def test_days_can_disagree_too() -> None:
    first = article("永安大桥将于5月1日通车。", name="a1", date="2023-04-01")
    later = article("永安大桥将于6月1日通车。", name="a2", date="2023-04-20")
    given = asked("永安大桥什么时候通车？", first, later)

    assert str(ExtractiveWriter().write(given).text).endswith("6月1日通车。[1]\n永安大桥将于5月1日通车。[2]")


def test_reports_of_one_event_with_other_words_disagree_in_a_real_archive(tmp_path: Path) -> None:
    rows = [
        ("城报", "2023-01-04", "本报讯 记者从消防部门获悉，城南粮库火灾共造成21人受伤，伤者已送往医院救治。"),
        (
            "市报",
            "2023-01-04",
            "据消防部门通报，城南粮库火灾共造成21人受伤。现场明火已被扑灭，起火原因正在调查。",
        ),
        ("省报", "2023-01-05", "城南粮库火灾造成21人受伤，目前仍在接受治疗。附近两所学校昨天停课一天。"),
        ("晨报", "2023-01-08", "市政府昨天举行发布会，城南粮库火灾受伤人数为23人，其中两人伤势较重。"),
    ]
    pages = tmp_path / "papers.jsonl"
    pages.write_text(
        "\n".join(
            json.dumps({"id": str(n), "paper": paper, "date": day, "title": f"粮库失火{n}", "text": text})
            for n, (paper, day, text) in enumerate(rows)
        ),
        "utf-8",
    )
    with Archive(tmp_path / "archive", create=True) as archive:
        archive.index([pages])
        answer = archive.ask("城南粮库火灾造成多少人受伤？")

    assert answer.text.startswith("各篇报道说法不一，最新的在前：")
    assert answer.citations[0].article.paper == "晨报"
    assert [citation.article.date[-2:] for citation in answer.citations] == ["08", "05", "04"]
