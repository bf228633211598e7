"""Words of an archive that are akin to a question's word."""

import pytest

from rag.finding.forms import Forms, all_terms
from rag.finding.kinship import accented, kin
from rag.indexing.words import Entry, Words


def akin(term: str, *held: str, standing: Forms | None = None) -> Forms:
    """What is akin to a word in an archive of one chunk that holds these."""
    words = Words()
    words.add([Entry(1, list(held), [])])
    words.commit()
    asked = {term: standing or {(term,): 1.0}}
    found = kin(asked, words.idf(all_terms(asked)), words).get(term, {})
    known = words.idf(all_terms({term: found}))
    return {form: weight for form, weight in found.items() if all(known[word] for word in form)}


def test_a_longer_word_that_begins_with_the_asked_one_counts_half() -> None:
    assert akin("gesundheit", "gesundheit", "gesundheitsamt", "gesund") == {("gesundheitsamt",): 0.5}


def test_a_form_that_is_known_already_keeps_its_weight() -> None:
    standing: Forms = {("brücke",): 1.0, ("brücken",): 0.7}

    assert akin("brücke", "brücke", "brücken", standing=standing) == {}


@pytest.mark.parametrize(
    ("asked", "held"), [("traore", "traoré"), ("méxico", "mexico"), ("espana", "españa")]
)
def test_a_word_with_other_accents_is_nearly_the_same_where_the_asked_one_is_not_held(
    asked: str, held: str
) -> None:
    assert akin(asked, held)[(held,)] == pytest.approx(0.9)
    assert akin(asked, held, asked).get((held,), 0.0) < 0.9


def test_of_a_compound_that_is_not_held_the_parts_count_and_more_together() -> None:
    found = akin("hafenkrankenwagen", "hafen", "krankenwagens", "wagen")

    assert found == {("hafen",): 0.5, ("krankenwagens",): 0.5, ("hafen", "krankenwagens"): 0.8}


def test_a_link_between_the_parts_is_left_out() -> None:
    assert akin("übungswagen", "übung", "wagen")[("übung", "wagen")] == pytest.approx(0.8)


def test_a_compound_that_is_held_is_not_taken_apart() -> None:
    assert akin("hafenwagen", "hafenwagen", "hafen", "wagen") == {}


def test_at_most_ten_longer_words_are_taken_the_shortest_ones() -> None:
    longer = ["hafen" + "a" * n for n in range(1, 15)]

    assert set(akin("hafen", "hafen", *longer)) == {(word,) for word in longer[:10]}


@pytest.mark.parametrize("asked", ["大桥", "2024", "abc", "мост"])
def test_other_scripts_figures_and_short_words_have_no_kin(asked: str) -> None:
    assert akin(asked, asked, asked + "abcdef", "abcdef") == {}


def test_accents_change_one_letter_at_a_time() -> None:
    assert set(accented("né")) == {"ne", "ñe", "né", "nè", "nê", "në"}


def test_a_word_that_is_not_to_be_found_has_no_kin_either() -> None:
    """So evidence is fitted: a hidden word stands for nothing, not even itself."""
    assert akin("hafen", "hafenwagen", standing={("\0hafen",): 1.0}) == {}
