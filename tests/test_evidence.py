"""From what sentences show to how likely they answer."""

import numpy as np
import pytest

from rag.finding.evidence import Judge, Regression, direction, shipped, together
from rag.finding.signs import SIGNS


def row(share: float = 0.0, lift: float = 0.0, rank: float = 0.0) -> list[float]:
    """A value for each sign."""
    told = {"share": share, "lift": lift, "rank": rank}
    return [told.get(sign, 0.0) for sign in SIGNS]


NOTHING = row()
BETTER = Regression(tuple(row(share=1.0)), 0.0)  # by its share


def test_the_best_sentence_has_the_probability_that_the_question_is_answered() -> None:
    """Better by its share, answering by its lift: odds of 3 to 1, and e times less for the other."""
    judge = Judge(BETTER, Regression((*row(lift=1.0), *NOTHING), 0.0), threshold=0.5)

    best, other = judge.probability(np.array([row(2.0, np.log(3)), row(1.0, 9.0)]))

    assert best == pytest.approx(0.75)
    assert other / (1 - other) == pytest.approx(3 / np.e)


def test_a_bias_moves_the_probability_and_not_the_order() -> None:
    signs, unmoved = np.array([row(2.0), row(1.0)]), Regression((*NOTHING, *NOTHING), 0.0)
    plain = Judge(BETTER, unmoved, 0.5).probability(signs)
    biased = Judge(Regression(BETTER.weights, 5.0), unmoved, 0.5).probability(signs)

    assert plain[0] == pytest.approx(0.5)
    assert plain == pytest.approx(biased)


def test_sentences_show_together_what_the_best_does_and_what_they_do_on_average() -> None:
    """The odds of the second are a fourth, so it counts half as much: 6 and 0 are 4, 0 and 3 are 1."""
    of_best, of_all = np.split(together(np.array([row(6.0, 0.0), row(0.0, 3.0)]), np.log([4.0, 1.0])), 2)

    assert of_best == pytest.approx(row(6.0, 0.0))
    assert of_all[:2] == pytest.approx([4.0, 0.0])
    assert of_all[SIGNS.index("lift")] == pytest.approx(1.0)


def test_better_sentences_in_earlier_passages_count_but_not_where_there_is_one_passage() -> None:
    """The first counts twice as much as the second: 2/3 of ranks 1 and 0, of which the mean is 1/2. Where
    all have rank 1, the usual 0.55 is left."""
    odds, rank = np.log([4.0, 1.0]), len(SIGNS) + SIGNS.index("rank")

    apart = together(np.array([row(rank=1.0), row()]), odds)
    one_passage = together(np.array([row(rank=1.0), row(rank=1.0)]), odds)

    assert apart[rank] == pytest.approx((2 / 3 - 1 / 2 + 0.55 * 0.3) / (1 - 1 / 2 + 0.3))
    assert one_passage[rank] == pytest.approx(0.55)


def test_what_the_other_sentences_show_makes_an_answer_likelier() -> None:
    judge = Judge(BETTER, Regression((*NOTHING, *row(lift=1.0)), 0.0), threshold=0.5)

    supported, alone = (judge.probability(np.array([row(1.0, 1.0), row(1.0, lift)])) for lift in (1.0, -1.0))

    assert supported[0] > alone[0] == 0.5


@pytest.mark.parametrize("name", ["same", "across"])
def test_what_is_shipped_has_a_weight_for_each_sign(name: str) -> None:
    judge = {str(one): judge for one, judge in shipped().items()}[name]

    assert len(judge.better.weights) == len(SIGNS)
    assert len(judge.answers.weights) == 2 * len(SIGNS)
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
