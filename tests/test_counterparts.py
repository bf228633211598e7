"""How well each word of a question is matched in texts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import builtin
from rag.finding.counterparts import Counterparts

QUESTION = "大桥的总投资是多少亿元？"


def test_a_word_is_matched_by_itself_wholly_and_by_one_that_means_nearly_the_same_in_part() -> None:
    counterparts = Counterparts("游客多少？")

    same, near, other = counterparts.matches(builtin().tokens(["游客来了", "游览", "钢铁"]))[:, 0]

    assert same == pytest.approx(1.0)
    assert 0.3 < near < 0.9
    assert other < 0.2


def test_what_stands_beside_the_words_that_ask_counts_for_more() -> None:
    counterparts = Counterparts(QUESTION)

    (whole, beside), (other, far) = counterparts.shares(
        counterparts.matches(builtin().tokens(["总投资三亿元", "大桥"]))
    )

    assert beside > whole
    assert far < other


def test_a_word_of_another_language_is_a_match() -> None:
    counterparts = Counterparts("how many tourists came?")

    rows = counterparts.shares(counterparts.matches(builtin().tokens(["旅行者来了", "钢铁厂"])))

    assert rows[0, 0] > rows[1, 0]


@given(st.lists(st.text(alphabet="大桥投资 a1，", max_size=12), min_size=1, max_size=6))
def test_a_text_is_matched_by_itself_whatever_stands_beside_it(texts: list[str]) -> None:
    counterparts = Counterparts(QUESTION)

    together = counterparts.matches(builtin().tokens(texts))

    alone = [counterparts.matches(builtin().tokens([text]))[0] for text in texts]
    assert np.allclose(together, alone, atol=1e-5)


def test_the_best_of_a_text_is_what_all_pairs_of_words_give() -> None:
    counterparts, encoder = Counterparts(QUESTION), builtin()
    (question,) = encoder.tokens(["大桥的总投资是 亿元"])
    (text,) = encoder.tokens(["大桥全长三公里"])

    cosines = encoder.directions(question) @ encoder.directions(text).T

    assert np.allclose(counterparts.matches([text])[0], np.maximum(cosines.max(axis=1), 0), atol=1e-5)


def test_a_question_without_words_is_matched_nowhere() -> None:
    counterparts = Counterparts("多少？")

    assert counterparts.shares(counterparts.matches(builtin().tokens(["大桥"]))).tolist() == [[0.0, 0.0]]
