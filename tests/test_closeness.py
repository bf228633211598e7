"""A closer look at the best candidates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.finding.closeness import WEIGHTS, Closeness, longest_run
from rag.finding.query import understand
from rag.finding.sought import Standing
from rag.finding.weighing import Weighing
from rag.indexing.passages import PassageText

QUESTION = "清水河大桥有多长？"


def weighing(question: str, **weights: float) -> Weighing:
    """A question in an archive that holds each of its terms, all with a weight of 1 but for those given."""
    query = understand(question)
    alike = dict.fromkeys(query.terms, 1.0)
    return Weighing(query, alike | weights, {term: {(term,): 1.0} for term in alike}, alike)


def passage(text: str) -> PassageText:
    return PassageText("a", 0, len(text), text)


def gain(text: str, article: str | None = None) -> float:
    article = text if article is None else article
    closeness = Closeness(weighing(QUESTION))
    start = article.index(text)
    (gained,) = closeness.of([PassageText("a", start, start + len(text), article)])
    return gained


def test_one_sentence_that_holds_the_question_is_worth_more_than_two() -> None:
    together, apart = "清水河大桥长三公里。天气晴。", "清水河涨水。河边有大桥。"

    assert gain(together) > gain(apart) > gain("天气晴。")


def test_words_that_stand_as_in_the_question_are_worth_more() -> None:
    assert gain("清水河大桥通车。") > gain("大桥横跨清水河，通车。")


def test_a_sentence_with_a_number_is_worth_more_where_one_is_asked_for() -> None:
    assert gain("清水河大桥长三百米。") > gain("清水河大桥长，通车。")


def test_the_rarest_word_counts_beside_its_weight() -> None:
    rarest = list(WEIGHTS).index("rarest")

    seen = Closeness(weighing("清水河 大桥", 大桥=2.5)).features([passage("大桥"), passage("清水河")])

    assert [features[rarest] for features in seen] == [1.0, 0.0]


def test_the_figures_of_a_question_count_by_how_many_are_there() -> None:
    figures = list(WEIGHTS).index("figures")

    texts = [passage("119与2024"), passage("119"), passage("文件")]
    seen = Closeness(weighing("第119号和第2024号文件")).features(texts)

    assert [features[figures] for features in seen] == [1.0, 0.0, -1.0]


def test_what_the_rest_of_the_article_holds_counts_too() -> None:
    assert gain("全长三公里。", "清水河大桥通车。全长三公里。") > gain(
        "全长三公里。", "市场开业。全长三公里。"
    )


def test_how_an_article_begins_counts() -> None:
    assert gain("大桥通车。", "大桥通车。天晴。") > gain("大桥通车。", "天晴。大桥通车。")


def test_a_passage_without_any_of_it_gains_by_its_place_alone() -> None:
    nothing = gain("天晴。", "下雨。天晴。")

    assert nothing == pytest.approx(-WEIGHTS["kind"])  # no number, where one is asked for
    assert gain("天晴。") == pytest.approx(nothing + WEIGHTS["first"])


@given(st.text("清水河桥"), st.text("清水河桥"))
def test_the_longest_run_is_that_of_trying_all(question: str, text: str) -> None:
    """With a weight of 1 for each character, told once."""
    numbers = {character: number for number, character in enumerate(dict.fromkeys(question))}
    told = "".join(numbers)
    stretches = {told[a:b] for a in range(len(told)) for b in range(a, len(told) + 1)}
    standing = Standing(text, list(enumerate(text)), len(text))

    longest = max((len(s) for s in stretches if s in text), default=0)
    assert longest_run(dict.fromkeys(told, 1.0), numbers, standing) == longest


def test_of_two_runs_the_weightier_is_the_longest() -> None:
    weights, numbers = {"清水": 2.0, "水河": 1.0, "大桥": 5.0}, {"清水": 0, "水河": 1, "大桥": 2}
    standing = Standing("清水河边大桥", [(0, "清水"), (1, "水河"), (5, "大桥")], 6)

    assert longest_run(weights, numbers, standing) == 5.0
