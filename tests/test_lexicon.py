"""Translations of a question's words."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.finding.lexicon import longest_words, translations


def test_a_word_has_its_translations_likelier_first() -> None:
    found = translations("hospital")

    assert next(iter(found)) == "医院"
    assert max(found.values()) == 1.0
    assert list(found.values()) == sorted(found.values(), reverse=True)


@pytest.mark.parametrize("word", ["", "\t", "zzzzz", "\U0010ffff", "医", "0", "hospital\t医院"])
def test_what_is_no_word_has_none_or_its_own(word: str) -> None:
    assert all(0 < weight <= 1 for weight in translations(word).values())


def test_a_run_is_cut_into_its_longest_words() -> None:
    assert list(longest_words("世界银行行长")) == ["世界银行", "行长"]


@given(st.text(st.sampled_from("世界银行医院的了人民桥梁丂")))
def test_cutting_loses_nothing(run: str) -> None:
    assert "".join(longest_words(run)) == run


@given(st.text(string.printable + "医院", max_size=12))
def test_any_word_can_be_looked_up(word: str) -> None:
    translations(word)
