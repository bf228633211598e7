"""How the evidence is fitted: questions in other words, and in another language."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.asked import Asked
from eval.fit_evidence import examples, glossed, reworded
from rag.archive import Archive
from rag.finding.query import understand
from rag.finding.signs import SIGNS, Signs
from rag.finding.weighing import weigh
from tests.clippings import article, hit
from tests.fakes import PairEmbedder


def test_a_question_is_put_into_english_word_by_word_the_same_at_every_run() -> None:
    question = "医院有多少名医生？"

    assert glossed(question) == glossed(question)
    assert "how many" in glossed(question)
    assert not any("\u4e00" <= character <= "\u9fff" for character in glossed(question))


def test_some_terms_of_a_reworded_question_can_be_found_no_more() -> None:
    query = understand("清水河上的古石桥去年修缮完工以后重新开放通行了多少天？")

    hidden = [term for term, forms in reworded(query).forms.items() if list(forms) == [(f"\0{term}",)]]
    assert 0 < len(hidden) < len(query.terms)


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
