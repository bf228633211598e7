"""Other forms of a word."""

import pytest

from rag.finding.forms import forms
from rag.finding.inflections import inflections


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("harbour", "harbours"),
        ("bridges", "bridge"),
        ("countries", "country"),
        ("planted", "planting"),
        ("brücke", "brücken"),
        ("puertos", "puerto"),
    ],
)
def test_a_word_is_looked_for_in_its_other_forms(asked: str, written: str) -> None:
    assert written in set(inflections(asked))


@pytest.mark.parametrize("word", ["大桥", "2024", "bus", "5g", "мост", ""])
def test_short_words_figures_and_other_alphabets_have_none(word: str) -> None:
    assert not list(inflections(word))


def test_the_word_itself_counts_for_more() -> None:
    found = forms("harbour", ["harbour"], {}, frozenset())["harbour"]

    assert found[("harbour",)] == 1.0 > found[("harbours",)]
