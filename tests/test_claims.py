import pytest

from rag.answering.claims import read_claims
from rag.answering.markers import Brackets


def sentences(text: str) -> list[tuple[str, list[tuple[int, ...]]]]:
    markers = [marker for marker in Brackets(9).markers(text) if marker.numbers]
    return [
        (claim.text, [marker.numbers for _, marker in claim.cited]) for claim in read_claims(text, markers)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲来了[1]。乙走了[2]。", [("甲来了。", [(1,)]), ("乙走了。", [(2,)])]),
        ("甲来了。[1]乙走了。[2]", [("甲来了。", [(1,)]), ("乙走了。", [(2,)])]),
        ("甲来了。 [1] 乙走了。", [("甲来了。  ", [(1,)]), ("乙走了。", [])]),
        ("It rose.[1] It fell. [2][3]", [("It rose. ", [(1,)]), ("It fell. ", [(2,), (3,)])]),
        ("[1] 甲来了。\n [2] 乙走了。", [(" 甲来了。\n", [(1,)]), ("  乙走了。", [(2,)])]),
        ("甲来了；乙走了[1]。", [("甲来了；乙走了。", [(1,)])]),
        ("甲来了；\n乙走了[1]。", [("甲来了；\n", []), ("乙走了。", [(1,)])]),
        ("", []),
    ],
)
def test_a_marker_belongs_to_the_sentence_that_it_ends(
    text: str, expected: list[tuple[str, list[tuple[int, ...]]]]
) -> None:
    assert sentences(text) == expected


def test_each_marker_comes_with_the_words_before_it() -> None:
    text = "甲有3个[1]，乙有5个[2]。"

    (claim,) = read_claims(text, list(Brackets(2).markers(text)))

    assert [words for words, _ in claim.cited] == ["甲有3个", "，乙有5个"]
