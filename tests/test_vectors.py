"""The vectors leg, against brute force."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings import load_embedder
from rag.indexing.vectors import Vectors, lists_for


def unit_rows(count: int, dim: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).standard_normal((count, dim))
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows.astype(np.float16), np.float32)  # as the store keeps them


@given(st.integers(1, 60), st.integers(1, 80), st.integers(0, 2**32 - 1))
def test_search_finds_what_brute_force_finds(count: int, k: int, seed: int) -> None:
    rows = unit_rows(count, 8, seed)
    ids = [7 * n + 3 for n in range(count)]
    leg = Vectors(8)
    leg.add(ids, rows)

    found = leg.search(rows[0], k)

    cosines = rows @ rows[0]
    expected = sorted(zip(ids, cosines.tolist(), strict=True), key=lambda hit: (-hit[1], hit[0]))[:k]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)
    assert {chunk for chunk, _ in found} <= set(ids)


def test_a_filter_leaves_only_what_it_allows_and_pads_nothing() -> None:
    leg = Vectors(4)
    leg.add([10, 11, 12, 13], np.eye(4, dtype=np.float32))

    found = leg.search(np.eye(4, dtype=np.float32)[0], 4, np.array([11, 13]))

    assert found == [(11, 0.0), (13, 0.0)]


def test_what_was_removed_is_not_found() -> None:
    leg = Vectors(4)
    leg.add([10, 11, 12], np.eye(4, dtype=np.float32)[:3])
    leg.remove([10, 99])

    assert [chunk for chunk, _ in leg.search(np.eye(4, dtype=np.float32)[0], 5)] == [11, 12]
    assert leg.ids() == {11, 12}


def test_a_snapshot_holds_the_same_rows(tmp_path: Path) -> None:
    leg, rows = Vectors(8), unit_rows(5, 8, 1)
    leg.add([1, 2, 3, 4, 5], rows)
    leg.save(tmp_path / "v.faiss")

    loaded = Vectors.load(tmp_path / "v.faiss")

    assert loaded.search(rows[2], 3) == leg.search(rows[2], 3)


def test_an_empty_leg_finds_nothing() -> None:
    assert Vectors(4).search(np.eye(4, dtype=np.float32)[0], 3) == []


@pytest.fixture(scope="module")
def real() -> NDArray[np.float32]:
    """What the embedded encoder makes of every stretch of twelve characters on the sample pages."""
    pages = sorted(files("rag.samples").joinpath("pages").rglob("*.txt"))  # type: ignore[attr-defined]
    text = "".join("".join(page.read_text("utf-8").split()) for page in pages)
    stretches = [text[at : at + 12] for at in range(0, min(len(text), 12_000), 2)]
    return np.unique(load_embedder("builtin").embed_documents(stretches), axis=0)


def in_lists(rows: NDArray[np.float32]) -> Vectors:
    half = len(rows) // 2
    batches = ((range(half), rows[:half]), (range(half, len(rows)), rows[half:]))
    return Vectors.in_lists(rows[:: len(rows) // 1200], batches)


def test_in_lists_is_found_98_percent_of_what_brute_force_finds(real: NDArray[np.float32]) -> None:
    leg = in_lists(real)
    asked = load_embedder("builtin").embed_queries(["大桥有多长？", "灯塔何时点亮？", "谁获得了奖项？"])

    shares = []
    for vector in (*real[::50], *asked):
        exact = np.argsort(-(real @ vector))[:100]
        shares.append(len({chunk for chunk, _ in leg.search(vector, 100)} & set(exact.tolist())) / 100)

    assert leg.lists >= 30
    assert np.mean(shares) >= 0.97  # a byte a dimension alone takes some .01 among so near neighbours


def test_a_narrow_filter_is_searched_exactly_in_lists_too(real: NDArray[np.float32]) -> None:
    leg, allowed = in_lists(real), np.arange(5, len(real), 40)

    for vector in real[::200]:
        best = allowed[np.argmax(real[allowed] @ vector)]
        assert leg.search(vector, 1, allowed)[0][0] == best


def test_lists_forget_what_is_removed_and_find_what_is_added(real: NDArray[np.float32]) -> None:
    leg = in_lists(real[1:])
    leg.remove([0, 1])
    leg.add([len(real)], real[:1])

    ((found, cosine),) = leg.search(real[0], 1)
    assert found == len(real)
    assert cosine == pytest.approx(1, abs=0.01)
    assert leg.ids() == set(range(2, len(real) - 1)) | {len(real)}


def test_a_snapshot_of_lists_finds_the_same(real: NDArray[np.float32], tmp_path: Path) -> None:
    leg = in_lists(real)
    leg.save(tmp_path / "v.faiss")

    assert Vectors.load(tmp_path / "v.faiss").search(real[7], 50) == leg.search(real[7], 50)


@pytest.mark.parametrize(
    ("count", "lists"), [(0, 0), (50_000, 0), (50_001, 148), (144_000, 252), (1_000_000, 666)]
)
def test_many_vectors_are_kept_in_lists(count: int, lists: int) -> None:
    assert lists_for(count) == lists


def test_vectors_are_grouped_anew_when_they_are_four_times_as_many_or_few_again() -> None:
    few = Vectors(4)
    many = Vectors.in_lists(unit_rows(40 * 148, 4, 1), [(range(50_001), unit_rows(50_001, 4, 2))])

    assert [few.suits(count) for count in (50_000, 50_001)] == [True, False]
    assert many.lists == 148
    assert [many.suits(count) for count in (25_000, 25_001, 197_000, 199_000)] == [False, True, True, False]
