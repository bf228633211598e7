"""What counts as right, worked by hand on small articles."""

from dataclasses import replace

import pytest

from eval.sets import Question
from eval.verdicts import (
    ANY,
    EM,
    EXACT,
    F1,
    FIRST,
    PRECISION,
    RECALL,
    RIGHT,
    RIGHT_AWAY,
    SENTENCE,
    WRONG,
    Verdict,
    judge,
)
from rag.answering.refusal import refusal
from rag.answers import Answer, Citation
from rag.types import Article
from tests.clippings import article, hit

BRIDGE = article("永安古桥长86米。建于明代。", name="bridge")
OTHER = article("永安古桥长86米。", name="other")
ASKED = Question("q", "桥有多长？", relevant={"bridge": 1}, quote="永安古桥长86米。", answers=("86米",))


def citation(of: Article, words: str, marker: int = 1) -> Citation:
    start = of.text.index(words)
    return Citation(marker, words, of, start, start + len(words), of.file, "", (), 0.9)


def answer(*citations: Citation, text: str = "桥长86米。") -> Answer:
    hits = (hit(BRIDGE, evidence=0.9),)
    return Answer("桥有多长？", text, "zh", False, citations, (), hits, "extractive", 1, answer_span=(2, 5))


def values(question: Question, given: Answer) -> Verdict:
    return judge(question, {}, given, {})


def test_a_citation_that_holds_the_sentence_is_right() -> None:
    found = values(ASKED, answer(citation(BRIDGE, "永安古桥长86米。"))).values

    assert found == {
        WRONG: 0, EXACT: 1, EM: 1, F1: 1, SENTENCE: 1, FIRST: 1, ANY: 1, PRECISION: 1, RECALL: 1,
    }  # fmt: skip


def test_the_same_words_in_another_document_are_not() -> None:
    found = values(ASKED, answer(citation(OTHER, "永安古桥长86米。"))).values

    assert (found[FIRST], found[PRECISION], found[RECALL]) == (0, 0, 0)


def test_precision_counts_citations_and_recall_what_they_hold_of_the_sentence() -> None:
    given = answer(citation(BRIDGE, "建于明代。"), citation(BRIDGE, "永安古桥", 2))

    found = values(ASKED, given).values

    assert (found[FIRST], found[ANY], found[PRECISION]) == (0, 0, 0)
    assert found[RECALL] == pytest.approx(5 / 9)  # four characters of the second, the full stop of the first


def test_where_no_sentence_is_known_a_citation_must_hold_the_answer() -> None:
    asked = replace(ASKED, quote="")

    assert values(asked, answer(citation(BRIDGE, "永安古桥长86米。"))).values[FIRST] == 1
    assert values(asked, answer(citation(BRIDGE, "建于明代。"))).values[FIRST] == 0


def test_an_answer_in_other_words_than_the_quotation_is_not_compared() -> None:
    assert {EM, F1}.isdisjoint(values(replace(ASKED, answers=()), answer()).values)


def test_an_answer_without_a_span_is_no_match() -> None:
    given = replace(answer(citation(BRIDGE, "永安古桥长86米。")), answer_span=None)

    assert (values(ASKED, given).values[EM], values(ASKED, given).values[F1]) == (0, 0)


def test_a_quotation_that_its_place_does_not_say_is_not_exact() -> None:
    typed = replace(citation(BRIDGE, "永安古桥长86米。"), quote="永安古桥长96米。")

    assert values(ASKED, answer(typed)).values[EXACT] == 0


def test_a_refusal_is_wrong_where_there_is_an_answer_and_right_where_there_is_none() -> None:
    refused = refusal("桥有多长？", "zh", [hit(BRIDGE, evidence=0.01)], "extractive", 1)
    away = ASKED.without_its_page()

    assert values(ASKED, refused).values[WRONG] == 1
    assert values(away, refused).values == {RIGHT: 1, RIGHT_AWAY: 1}
    assert values(away, answer()).values[RIGHT] == 0
    assert values(Question("n", "谁？", answerable=False), refused).values == {RIGHT: 1}


def test_the_best_passage_is_right_where_it_answers_and_unknown_where_nothing_says_so() -> None:
    assert values(ASKED, answer()).right is True
    assert values(ASKED.without_its_page(), answer()).right is False
    assert values(replace(ASKED, quote="", answers=()), answer()).right is None
