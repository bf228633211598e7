"""Characters that OCR takes for each other."""

from rag.finding.forms import Coverage
from rag.finding.query import understand
from rag.indexing.terms import terms
from rag.lookalikes import look_alike, misread


def test_a_word_with_one_character_misread_is_found_and_counts_for_less() -> None:
    query = understand("日本末代王朝")
    coverage = Coverage(query.forms, dict.fromkeys(query.terms, 1.0))

    right, misread_, other = (
        coverage.of(set(terms(text))) for text in ("日本末代王朝", "曰本末代玉朝", "河北大桥")
    )
    assert right == 1.0
    assert right > misread_ > other == 0.0


def test_it_goes_both_ways() -> None:
    assert "未来" in set(misread("末来"))
    assert "末来" in set(misread("未来"))


def test_two_characters_look_alike_or_do_not() -> None:
    assert look_alike("东", "车") and look_alike("车", "东")
    assert not look_alike("东", "西")


def test_what_looks_like_nothing_else_stays() -> None:
    assert not list(misread("bridge"))
    assert not list(misread("桥梁"))
