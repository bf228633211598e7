import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.folding import fold, is_chinese, units


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("港口，现有 泊位！", "港口现有泊位"),
        ("ＡＢＣ Def", "abcdef"),
        ("3.5％和35%", "3.5%和35%"),
        ("1,234户", "1234户"),
        ("21,32", "21,32"),
        ("3:1", "3:1"),
        ("2 3", "2 3"),
        ("终。", "终"),
    ],
)
def test_folding_keeps_what_tells_numbers_apart(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(st.text(max_size=50))
def test_every_folded_character_has_its_place(text: str) -> None:
    folded = fold(text)

    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= place < len(text) for place in folded.origin)


def test_a_number_is_one_unit_however_it_is_written() -> None:
    assert units("泊位48个") == units("泊位四十八个") == {"泊位", "#48"}


def test_words_are_compared_by_their_stems() -> None:
    assert units("The households") == units("household") == {"househ"}


def test_the_script_decides_what_a_text_can_be_compared_with() -> None:
    assert is_chinese("海滨港的GDP")
    assert not is_chinese("The port of 海滨 is large and old")
