"""A closer look at the best candidates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.finding.closeness import WEIGHTS, Closeness, longest_run
from rag.finding.query import understand
from rag.finding.weighing import Weighing
from rag.indexing.passages import PassageText

QUESTION = "清水河大桥有多长？"


def gain(text: str, article: str | None = None) -> float:
    query = understand(QUESTION)
    article = text if article is None else article
    closeness = Closeness(Weighing(query, dict.fromkeys(query.terms, 1.0), query.forms, {}))
    start = article.index(text)
    (gained,) = closeness.of([PassageText("a", start, start + len(text), article)])
    return gained


def test_one_sentence_that_holds_the_question_is_worth_more_than_two() -> None:
    together, apart = "清水河大桥长三公里。天气晴。", "清水河涨水。河边有大桥。"

    assert gain(together) > gain(apart) > gain("天气晴。")


def test_words_near_each_other_are_worth_more() -> None:
    between = "，".join("春茶采摘节日活动丰富多彩参加者众" for _ in range(3))

    assert gain("清水河边，大桥通车。") > gain(f"清水河边，{between}，大桥通车。")


def test_what_the_rest_of_the_article_holds_counts_too() -> None:
    assert gain("全长三公里。", "清水河大桥通车。全长三公里。") > gain(
        "全长三公里。", "市场开业。全长三公里。"
    )


def test_how_an_article_begins_counts() -> None:
    assert gain("大桥通车。", "大桥通车。天晴。") > gain("大桥通车。", "天晴。大桥通车。")


def test_a_passage_without_any_of_it_gains_by_its_place_alone() -> None:
    assert gain("天晴。", "下雨。天晴。") == 0.0
    assert gain("天晴。") == pytest.approx(WEIGHTS["first"])


@given(st.text("清水河桥"), st.text("清水河桥"))
def test_the_longest_run_is_that_of_trying_all(question: str, text: str) -> None:
    stretches = {question[a:b] for a in range(len(question)) for b in range(a, len(question) + 1)}

    assert longest_run(question, text) == max((len(s) for s in stretches if s in text), default=0)
