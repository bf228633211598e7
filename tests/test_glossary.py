"""Words looked up in a sorted file where it lies."""

from importlib.resources import files

import pytest

import rag.finding
from rag.finding.glossary import beside, line, weighed


@pytest.mark.parametrize("name", ["lexicon.tsv", "foreign.tsv"])
def test_every_word_of_a_glossary_is_found(name: str) -> None:
    lines = files(rag.finding).joinpath(name).read_text("utf-8").splitlines()
    words = [row.split("\t")[0] for row in lines]

    assert words == sorted(words, key=str.encode)
    for row in [lines[0], *lines[:: len(lines) // 200], lines[-1]]:
        word, *fields = row.split("\t")
        assert line(name, word) == fields


@pytest.mark.parametrize("word", ["", "\t", "\U0010ffff", "zzzzzzzz"])
def test_what_is_in_no_line_is_not_found(word: str) -> None:
    assert line("lexicon.tsv", word) == []


def test_words_that_begin_alike_stand_beside_each_other() -> None:
    assert "abitante" in [word for word, *_ in beside("foreign.tsv", "abitanti", 8)]


@pytest.mark.parametrize("word", ["", "\U0010ffff"])
def test_nothing_stands_beyond_either_end(word: str) -> None:
    found = [word for word, *_ in beside("lexicon.tsv", word, 5)]

    assert 0 < len([word for word in found if word]) <= 10


def test_a_digit_says_how_likely_a_translation_is() -> None:
    assert weighed(["bridge9", "deck3"]) == {"bridge": 1.0, "deck": pytest.approx(1 / 3)}
