import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.claims import read_claims
from rag.answering.markers import Brackets


def numbers(text: str, issued: int = 3, *sources: str) -> list[tuple[int, ...]]:
    return [marker.numbers for marker in Brackets(issued, sources).markers(text)]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("甲[1]。", [(1,)]),
        ("甲[1][2]。", [(1,), (2,)]),
        ("甲[1,2]。", [(1, 2)]),
        ("甲[1, 3]。", [(1, 3)]),
        ("甲[1、2]。", [(1, 2)]),
        ("甲[1，2]。", [(1, 2)]),
        ("甲[1-3]。", [(1, 2, 3)]),
        ("甲[1–2, 3]。", [(1, 2, 3)]),
        ("甲［1］。", [(1,)]),
        ("甲［１］。", [(1,)]),
        ("甲【1】。", [(1,)]),
        ("甲[2,2]。", [(2,)]),
        ("甲[３]。", [(3,)]),
        ("甲[１－３]。", [(1, 2, 3)]),
    ],
)
def test_every_way_of_writing_a_marker_is_read(text: str, cited: list[tuple[int, ...]]) -> None:
    assert numbers(text) == cited


@pytest.mark.parametrize(
    "text",
    [
        "国发[2008]1号",
        "国发[2]14号",
        "比分[3:1]",
        "[n]",
        "[]",
        "[1",
        "1]",
        "[1】",
        "(1)",
        "[一]",
        "[1](http://x)",
        "[1.5]",
        "[1,]",
        "[2008]",
        "〔1〕",
    ],
)
def test_what_cannot_be_a_marker_is_not_one(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "[0]",
        "[99]",
        "[4]",
        "[3-1]",
        "[1-9]",
        "[0,1]",
        "【８,９】",
        "[999999999999]",
        "[1-99999]",
    ],
)
def test_numbers_never_issued_cite_nothing_and_are_counted(text: str) -> None:
    (marker,) = Brackets(3).markers(text)

    assert (marker.numbers, marker.unissued) == ((), (text,))


def test_of_a_list_the_issued_numbers_count() -> None:
    (marker,) = Brackets(3).markers("甲[1,99]")

    assert (marker.numbers, marker.unissued) == ((1,), ("[99]",))


@pytest.mark.parametrize(
    ("text", "source", "cited"),
    [
        ("【3】加强管理[1]。", "【3】加强管理。", [(1,)]),
        ("详见附表[3]所示[2]。", "详见附表[3]所示。", [(2,)]),
        ("详见附表[3]。", "详见附表[3]所示。", []),
        ("详见附表[3][3]。", "详见附表[3]所示。", [(3,)]),
        ("建成通车[3]。", "详见附表[3]所示。", [(3,)]),
        ("上升70%[3]。[1]", "上升70%[3]。", [(1,)]),
    ],
)
def test_what_a_source_says_is_its_own(text: str, source: str, cited: list[tuple[int, ...]]) -> None:
    assert numbers(text, 3, source) == cited


_PIECES = st.lists(st.sampled_from([*"[]［］【】0123456789,、-: 甲。号\n"]), max_size=60).map("".join)


@given(_PIECES, st.integers(0, 9))
def test_only_issued_numbers_are_ever_cited(text: str, issued: int) -> None:
    for marker in Brackets(issued).markers(text):
        assert text[marker.start] in "[［【"
        assert text[marker.end - 1] in "]］】"
        assert all(1 <= number <= issued for number in marker.numbers)
        assert marker.numbers or marker.unissued


@given(_PIECES)
def test_a_text_that_its_source_holds_is_never_marked_inside(text: str) -> None:
    source = f"本报{text}讯道"

    assert all(
        not (text[marker.start - 2 : marker.start].isalnum() and marker.start >= 2)
        for marker in Brackets(9, [source]).markers(text)
    )


@given(_PIECES, st.integers(0, 9))
def test_claims_hold_every_character_once_and_in_order(text: str, issued: int) -> None:
    markers = [marker for marker in Brackets(issued).markers(text) if marker.numbers]

    pieces = [piece for claim in read_claims(text, markers) for piece in claim.pieces]

    assert "".join(p if isinstance(p, str) else text[p.start : p.end] for p in pieces) == text


def test_a_hundred_thousand_brackets_take_linear_time() -> None:
    started = time.perf_counter()

    assert numbers("[" * 100_000 + "[1,2" * 100_000) == []

    assert time.perf_counter() - started < 2  # quadratic time would be hours
