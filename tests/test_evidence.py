"""From what sentences show to how likely they answer."""

import numpy as np
import pytest

from rag.finding.evidence import Judge, Regression, shipped
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


@pytest.mark.parametrize("direction", ["same", "across"])
def test_what_is_shipped_has_a_weight_for_each_sign(direction: str) -> None:
    judge = {str(name): one for name, one in shipped().items()}[direction]

    assert len(judge.better.weights) == len(judge.answers.weights) == len(SIGNS)
    assert 0 < judge.threshold < 1
