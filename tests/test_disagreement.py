"""Articles that give different answers are shown as such."""

import pytest

from rag.answering.extract import ExtractiveWriter
from rag.answering.verify import verify
from rag.answers import Evidence, Quotation
from rag.types import Article
from tests.clippings import article, hit

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


def test_days_can_disagree_too() -> None:
    first = article("永安大桥将于5月1日通车。", name="a1", date="2023-04-01")
    later = article("永安大桥将于6月1日通车。", name="a2", date="2023-04-20")
    given = asked("永安大桥什么时候通车？", first, later)

    assert str(ExtractiveWriter().write(given).text).endswith("6月1日通车。[1]\n永安大桥将于5月1日通车。[2]")
