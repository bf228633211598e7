"""The vectors leg, against brute force."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag.indexing.vectors import Vectors


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
    assert loaded.similarities(rows[0], [1]) == pytest.approx([rows[0] @ rows[0]], abs=1e-5)


def test_an_empty_leg_finds_nothing() -> None:
    assert Vectors(4).search(np.eye(4, dtype=np.float32)[0], 3) == []
