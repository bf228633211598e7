"""A reply that comes in portions is cut at the same places, whatever the portions."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.markers import Brackets
from rag.answering.pieces import pieces

SOURCE = "【3】加强管理。详见附表[2]所示，国发[2]14号。"


def cut(*portions: str) -> list[str]:
    return list(pieces(portions, Brackets(3, [SOURCE])))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开馆。闭馆。", ["开馆。", "闭馆。"]),
        ("开馆。[1][2] 闭馆[1]。", ["开馆。[1][2] ", "闭馆[1]。"]),
        ("“开馆。”[1]闭馆", ["“开馆。”[1]", "闭馆"]),
        ("开馆[1]\n  闭馆", ["开馆[1]\n", "  闭馆"]),
        ("增长3.5%。Mr. Li left. Bye", ["增长3.5%。", "Mr. Li left. ", "Bye"]),
        ("It opens. [1] It closes.[2]", ["It opens. [1] ", "It closes.[2]"]),
        ("开馆。【3】加强管理。", ["开馆。", "【3】加强管理。"]),  # the source's own heading
        ("见文件。[1]14号文件。", ["见文件。", "[1]14号文件。"]),
        ("开馆。[注]闭馆。", ["开馆。", "[注]闭馆。"]),
    ],
)
def test_a_piece_holds_the_markers_that_follow_it(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "开馆。[1][2]闭馆[3]。见[1]14号。【3】加强管理。It is 3.5. [1]\nMr. Li!”[2]",
        "开馆。 [1, 2] [注] [1](x)，[0]！！！[99]\n\n  闭馆[2]",
    ],
)
def test_every_split_in_three_gives_the_same_pieces(text: str) -> None:
    whole = cut(text)

    for first in range(len(text) + 1):
        for second in range(first, len(text) + 1):
            assert cut(text[:first], text[first:second], text[second:]) == whole
    assert cut(*text) == whole


_TEXT = st.lists(
    st.sampled_from([*"[]【】０1234567890, -.。！”\n\t (:号甲乙a", "[1]", "。[2]", "【3】加强", "Mr. "]),
    max_size=60,
)


@given(_TEXT.map("".join), st.randoms(use_true_random=False))
def test_portions_never_matter_and_nothing_is_lost(text: str, dice: "object") -> None:
    whole = cut(text)
    portions, rest = [], text
    while rest:
        size = dice.randint(1, 5)  # type: ignore[attr-defined]
        portions.append(rest[:size])
        rest = rest[size:]

    assert "".join(whole) == text
    assert cut(*portions) == whole


@pytest.mark.parametrize(
    "text", ["。" * 100_000, "[" * 100_000, "甲" * 100_000, "。[1]" * 25_000, " \n" * 50_000]
)
def test_long_replies_in_small_portions_take_linear_time(text: str) -> None:
    started = time.perf_counter()

    assert "".join(cut(*text)) == text

    assert time.perf_counter() - started < 10  # quadratic time would be minutes
