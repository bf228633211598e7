"""From what sentences show to how likely they answer."""

import numpy as np
import pytest

from rag.finding.evidence import Judge, Regression, direction, shipped
from rag.finding.signs import SIGNS


def test_the_best_sentence_has_the_probability_that_the_question_is_answered() -> None:
    """Better by the first sign, answering by the second: odds of 3 to 1, and e times less for the other."""
    judge = Judge(Regression((1.0, 0.0), 0.0), Regression((0.0, 1.0), 0.0), threshold=0.5)

    best, other = judge.probability(np.array([[2.0, np.log(3)], [1.0, 9.0]]))

    assert best == pytest.approx(0.75)
    assert other / (1 - other) == pytest.approx(3 / np.e)


def test_a_bias_moves_the_probability_and_not_the_order() -> None:
    signs = np.array([[2.0], [1.0]])
    plain = Judge(Regression((1.0,), 0.0), Regression((0.0,), 0.0), 0.5).probability(signs)
    biased = Judge(Regression((1.0,), 5.0), Regression((0.0,), 0.0), 0.5).probability(signs)

    assert plain[0] == pytest.approx(0.5)
    assert plain == pytest.approx(biased)


@pytest.mark.parametrize("name", ["same", "across"])
def test_what_is_shipped_has_a_weight_for_each_sign(name: str) -> None:
    judge = {str(one): judge for one, judge in shipped().items()}[name]

    assert len(judge.better.weights) == len(judge.answers.weights) == len(SIGNS)
    assert 0 < judge.threshold < 1


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("大桥有多长？", "大桥长86米。", "same"),
        ("How long is the bridge?", "大桥长86米。", "across"),
        ("大桥有多长？", "The bridge is 86 metres long.", "across"),
        ("Wie lang ist die Brücke?", "The bridge is 86 metres long.", "across"),
        ("Wie lang ist die Brücke?", "Die Brücke ist seit gestern wieder offen.", "same"),
        ("橋の長さはどのくらいですか？", "大桥长86米。", "across"),
    ],
)
def test_a_question_and_a_text_are_of_one_language_or_not(question: str, text: str, expected: str) -> None:
    assert direction(question, text) == expected
