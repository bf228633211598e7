"""How much of one text another holds, worked by hand."""

import pytest

from eval.overlap import coverage, covers, exact_match, f1, tokens


def test_four_fifths_of_a_quotation_cover_it() -> None:
    assert covers("永安古桥长 86 米", "永安古桥长86米。")  # 8 of 9 characters
    assert not covers("永安古桥", "永安古桥长86米。")  # 4 of 9


def test_quotations_cover_a_sentence_together() -> None:
    assert coverage(["永安古桥", "古桥长86米"], "永安古桥长86米。") == 8 / 9
    assert coverage([], "永安古桥") == 0.0


def test_chinese_is_compared_by_character_and_the_rest_by_word() -> None:
    assert tokens("共 1,200 座Bridges，ＡＢＣ。") == ["共", "1200", "座", "bridges", "abc"]


def test_an_answer_matches_whatever_its_width_case_and_punctuation() -> None:
    assert exact_match("８６米。", ["八十六米", "86 米"]) == 1.0
    assert exact_match("86米长", ["86米"]) == 0.0
    assert exact_match("", ["86米"]) == 0.0


def test_f1_is_the_harmonic_mean_of_what_is_common() -> None:
    assert f1("长86米", ["86米"]) == pytest.approx(2 * 2 / (3 + 2))
    assert f1("古桥", ["86米"]) == 0.0
