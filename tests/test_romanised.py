"""Names that a question writes in pinyin."""

import pytest

from rag.finding.romanised import names


@pytest.mark.parametrize(
    ("name", "characters"),
    [("Xiaogang", "小岗"), ("Saihanba", "塞罕坝"), ("Pingtang", "平塘"), ("Xi'an", "西安"), ("Lvliang", "")],
)
def test_a_name_may_stand_as_these_characters(name: str, characters: str) -> None:
    found = names(f"Where is {name}?")

    pairs = [characters[n : n + 2] for n in range(len(characters) - 1)]
    assert all(pair in options for pair, options in zip(pairs, found.get(name, ()), strict=False))
    assert bool(pairs) == (name in found)


def test_words_that_are_no_pinyin_are_left_alone() -> None:
    assert names("How many Households did Tibet count?") == {}


def test_small_words_are_not_names() -> None:
    assert names("the women came") == {}
