"""The forms in which a text may hold what a question asks for."""

import math

import pytest

from rag.finding.forms import Coverage, forms, held, rarity
from rag.finding.query import understand


def test_an_english_word_is_looked_for_in_chinese() -> None:
    found = understand("How many hospitals were built?").forms["hospitals"]

    assert found[("hospitals",)] == 1.0
    assert found[("医院",)] > 0.5


def test_a_chinese_word_is_looked_for_in_english() -> None:
    assert ("hospital",) in understand("建了几所医院？").forms["医院"]


def test_a_phrase_stands_for_each_of_its_words() -> None:
    found = understand("When was the world bank founded?").forms

    whole = ("世界", "界银", "银行")
    assert found["world"][whole] == found["bank"][whole] == 1.0


def test_a_pair_that_only_touches_a_word_takes_half_of_its_translations() -> None:
    found = forms("医院桥梁", ("医院", "院桥", "桥梁"), {}, frozenset())

    assert found["院桥"][("hospital",)] == pytest.approx(found["医院"][("hospital",)] / 2)


def test_a_name_in_pinyin_stands_as_chinese_characters() -> None:
    assert understand("Where is Tongling?").forms["tongling"][("铜陵",)] == 1.0


def test_rarity_counts_the_chunks_of_every_form_with_its_weight() -> None:
    """Of 1,000 chunks 100 hold `a` and 50 `b`; idf is the log of the share, turned round."""
    idf = {"a": math.log(10), "b": math.log(20), "c": 0.0}
    both = {("a",): 1.0, ("b",): 0.5, ("b", "c"): 1.0}

    found = rarity({"one": {("a",): 1.0}, "two": both, "none": {("c",): 1.0}}, idf, 1_000)

    assert found["one"] == pytest.approx(math.log(1_000 / 100))
    assert found["two"] == pytest.approx(math.log(1_000 / (100 + 0.5 * 50)))
    assert found["none"] == pytest.approx(math.log(2 * 1_000 + 2))
    assert held(both, idf) == [(("a",), 1.0), (("b",), 0.5)]


def test_in_an_archive_of_one_chunk_what_it_holds_still_counts() -> None:
    """Its idf there is .29; what is not held weighs no more than half as much again."""
    found = rarity({"held": {("a",): 1.0}, "not": {("b",): 1.0}}, {"a": 0.29, "b": 0.0}, 1)

    assert found["not"] < 1.5 * found["held"]


def test_a_question_is_covered_by_the_likeliest_forms_of_its_terms() -> None:
    """Term x weighs 3, y weighs 1; x stands as `a`, or half as well as `b` with `c`."""
    coverage = Coverage({"x": {("a",): 1.0, ("b", "c"): 0.5}, "y": {("d",): 1.0}}, {"x": 3.0, "y": 1.0})

    shares = [coverage.of(held) for held in ({"a", "b", "c"}, {"b", "c", "d"}, {"b", "d"}, set())]
    assert shares == [3 / 4, (1.5 + 1) / 4, 1 / 4, 0.0]
