"""Terms: what a text is looked for by."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.indexing.terms import fold, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("古桥修缮", ["古桥", "桥修", "修缮"]),
        ("建成5G基站1,200座", ["建成", "5g", "基站", "1200", "座"]),
        ("長 3.5 公里", ["长", "3.5", "公里"]),
        ("The new harbour, 12 berths", ["the", "new", "harbour", "12", "berths"]),
        ("２０２４年ＡＩ", ["2024", "年", "ai"]),
        ("3.5km", ["3.5", "km"]),
        ("さくら", ["さく", "くら"]),
        ("—— 。", []),
    ],
)
def test_terms_of(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_traditional_and_simplified_fold_together() -> None:
    assert fold("臺灣鐵路") == fold("台湾铁路") == "台湾铁路"


@given(
    st.text(
        st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])
        | st.sampled_from("…ｶﾞがé\u0301ﾡÅΣς桥１Ａ！　")
    )
)
def test_folding_is_nfkc_in_lower_case_whatever_the_short_cut(text: str) -> None:
    assert fold(text) == fold(unicodedata.normalize("NFKC", text).lower())


def test_a_character_that_is_simplified_in_some_words_only_folds_alike_in_any_text() -> None:
    assert fold("反覆") == fold("反覆發生")[:2] == "反复"


@given(st.lists(st.text("古桥臺湾瞭A1. 𠮷\0é", max_size=6), min_size=1, max_size=4))
def test_lines_fold_each_as_if_alone(lines: list[str]) -> None:
    assert fold("\n".join(lines)).split("\n") == [fold(line) for line in lines]
