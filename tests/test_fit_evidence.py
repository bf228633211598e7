"""How the evidence is fitted: questions in other words, and in another language."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.asked import Asked
from eval.fit_evidence import (
    Example,
    Found,
    examples,
    glossed,
    on_one_scale,
    rare,
    reworded,
    shown_together,
    spread,
)
from rag.archive import Archive
from rag.finding.evidence import Judge, Regression
from rag.finding.query import understand
from rag.finding.signs import SIGNS, Signs
from rag.finding.weighing import weigh
from rag.wanted import asking
from tests.clippings import article, hit
from tests.fakes import PairEmbedder


def test_a_question_is_put_into_english_word_by_word_the_same_at_every_run() -> None:
    question = "医院有多少名医生？"

    assert glossed(question) == glossed(question)
    assert "how many" in glossed(question)
    assert not any("\u4e00" <= character <= "\u9fff" for character in glossed(question))


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("修了多长时间？", "how long"),
        ("大桥多长？", "how long is"),
        ("塔多高？", "how high"),
        ("象多重？", "how heavy"),
        ("岛多大？", "how large"),
        ("哪一年通车？", "which year"),
        ("几月几日通车？", "which day"),
        ("来了几名医生？", "how many people"),
        ("有多少户人家？", "how many households"),
        ("有多少平方公里？", "how many square kilometres"),
    ],
)
def test_a_glossed_question_asks_as_the_chinese_one_did(question: str, asks: str) -> None:
    assert asks in glossed(question)
    assert asking(glossed(question)).kind == asking(question).kind
    assert bool(asking(glossed(question)).unit.chinese) == bool(asking(question).unit.chinese)


def test_some_terms_of_a_reworded_question_can_be_found_no_more() -> None:
    query = understand("清水河上的古石桥去年修缮完工以后重新开放通行了多少天？")

    def hidden(kept: set[str]) -> set[str]:
        forms = reworded(query, 0.3, kept).forms
        return {term for term in query.terms if list(forms[term]) == [(f"\0{term}",)]}

    assert 0 < len(hidden(set())) < len(query.terms)
    name = min(hidden(set()))
    assert hidden({name}) == hidden(set()) - {name}


def test_a_term_of_one_or_two_passages_is_rare(tmp_path: Path) -> None:
    texts = ["清水河上有一座石塔。", "清水河边有石塔。", "清水河通航。"]
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "passages.jsonl").write_text("\n".join(lines), "utf-8")
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index([tmp_path / "passages.jsonl"])

        assert rare(understand("清水 石塔 通航 飞机"), archive) == {"石塔", "通航"}


def test_a_name_that_no_dictionary_has_is_written_in_pinyin() -> None:
    assert "Guangmao" in glossed("广茂铁路有多长？")


def test_a_question_is_fitted_with_its_passage_there_without_its_answer_and_without_it(
    tmp_path: Path,
) -> None:
    """Of three sentences one answers; cut, the other two are left; away, only the other passage's."""
    (tmp_path / "passages.jsonl").write_text(
        '{"id": "1", "text": "清水河上有一座石塔。石塔高四十米。"}\n{"id": "2", "text": "铁塔高三百米。"}\n',
        "utf-8",
    )
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index([tmp_path / "passages.jsonl"])
        found = examples(archive, Asked("石塔有多高？", "1", ("四十米",)), across=False)

    answers = {condition: sorted(example.answers.tolist()) for condition, example in found.items()}
    assert answers == {"there": [False, False, True], "cut": [False, False], "away": [False]}


def test_a_term_that_is_hidden_is_not_found_by_itself(archive: Archive) -> None:
    """Of two terms one is hidden: what holds both holds half of the question."""
    query = understand("古桥 石塔")
    hidden = replace(query, forms={**query.forms, "石塔": {("\0石塔",): 1.0}})

    asked = weigh(hidden, archive.legs)

    assert asked.forms["石塔"] == {}
    assert asked.coverage(query.terms).of({"古桥", "石塔"}) < 1.0
    passage = hit(article("古桥石塔", name="a1"), 1)
    (row,) = Signs(asked, archive.embedder).of([(passage, (0, 4))])
    assert row[SIGNS.index("own")] == pytest.approx(1 / 3)  # of 古桥, 桥石, 石塔: both are the question's


def test_of_each_question_is_taken_what_its_sentences_show_where_one_that_answers_was_found() -> None:
    """The second sentence is better by odds of 4, so the first counts half as much beside it."""
    share = np.eye(len(SIGNS))[0]
    found = Example(np.array([share, share + share * np.log(4)]), np.array([True, False]))
    lost = Example(np.array([5 * share]), np.array([False]))
    questions: list[Found] = [{"there": found, "away": lost}, {"there": lost}]

    shown = shown_together(questions, Regression(tuple(share.tolist()), 0.0))

    assert shown["there"][:, [0, len(SIGNS)]] == pytest.approx(
        np.array([[1 + np.log(4), 1 + np.log(4) / 1.5]])
    )
    assert shown["away"][:, [0, len(SIGNS)]].tolist() == [[5.0, 5.0]]


def test_a_sign_that_is_left_out_has_no_weight() -> None:
    assert spread(np.array([2.0, 3.0]), [1, 2], 4) == (0.0, 2.0, 3.0, 0.0)
    assert str(spread(np.array([-0.00001]), [0], 1)) == "(0.0,)"  # the same bytes at every run


def test_what_is_evidence_enough_has_the_same_probability_in_both_directions() -> None:
    """Odds of 1 to 9 are enough within a script, of 1 to 1 across scripts: nine times less is told there."""
    ones, none = (1.0,) * len(SIGNS), (0.0,) * len(SIGNS)
    better, answers = Regression(ones, 0.0), Regression((*ones, *none), 0.0)
    same, across = on_one_scale(
        {"same": Judge(better, answers, 0.1), "across": Judge(better, answers, 0.5)}
    ).values()

    assert same == Judge(better, answers, 0.1)
    assert across.threshold == 0.1
    assert across.probability(np.zeros((1, len(SIGNS))))[0] == pytest.approx(0.1, abs=1e-4)
