"""How much a search in lists finds, of vectors whose angles are known."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from eval.recall import Kept, Recall, kept, nearest, recalls
from rag.archive import Archive
from rag.errors import UsageError
from rag.indexing.snapshots import Snapshots
from rag.indexing.vectors import Vectors
from rag.opened import DERIVED
from tests.test_speed import called

# How many passages point where; those to the right are kept in one list, those to the left in another.
RIGHT, LEFT = {54: 7, 40: 45, 0: 58}, {120: 3, 134: 45, 174: 62}


class Angles:
    """A text's vector points where its last number says, in degrees."""

    name, dim = "angles", 2

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        angles = np.radians([float(re.findall(r"\d+", text)[-1]) for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    embed_queries = embed_documents


@pytest.fixture
def in_two_lists(tmp_path: Path) -> Path:
    angles = [angle for many in (RIGHT, LEFT) for angle, count in many.items() for _ in range(count)]
    texts = [f"第{number}号指针转到{angle}度。" for number, angle in enumerate(angles)]
    rows = (json.dumps({"text": text}, ensure_ascii=False) for text in texts)
    (tmp_path / "clock.jsonl").write_text("\n".join(rows), "utf-8")
    with Archive(tmp_path / "archive", create=True, embedder=Angles()) as archive:
        archive.index([tmp_path / "clock.jsonl"])
        sample = Angles().embed_documents(texts[::2])
        lists = Vectors.in_lists(sample, archive.store.passages.vectors_since(0, 2))
        snapshots = Snapshots(archive.folder / DERIVED, archive.store, "angles")
        lists.save(snapshots.vectors(snapshots.newest_vectors()))
    return tmp_path / "archive"


def questions(folder: Path, *texts: str) -> Path:
    rows = (json.dumps({"question": text, "lang": text[:2], "answerable": False}) for text in texts)
    (folder / "asked.jsonl").write_text("\n".join(rows), "utf-8")
    return folder / "asked.jsonl"


def test_what_stands_in_a_list_that_is_not_looked_into_is_missed(in_two_lists: Path, tmp_path: Path) -> None:
    """From 86° the 10 nearest are 7 to the right and 3 to the left, and of the 90 next each has 45; a search
    looks to the right. From 90° they are the same, and it looks to the left."""
    asked = questions(tmp_path, "en 86", "zh 86", "zh 90")

    with Archive(in_two_lists, embedder=Angles()) as archive:
        assert kept(archive) == Kept(vectors=220, lists=2, probes=1)
        found = list(recalls(archive, [asked]))

    assert found == [
        Recall("asked", "en", 1, {10: 0.7, 100: 0.52}),
        Recall("asked", "zh", 2, {10: (0.7 + 0.3) / 2, 100: (0.52 + 0.48) / 2}),
    ]


def test_where_all_vectors_are_looked_at_the_nearest_are_found(tmp_path: Path) -> None:
    (tmp_path / "few.jsonl").write_text('{"text": "指针转到30度。"}\n{"text": "指针转到60度。"}', "utf-8")
    with Archive(tmp_path / "archive", create=True, embedder=Angles()) as archive:
        archive.index([tmp_path / "few.jsonl"])

        assert kept(archive) == Kept(vectors=2, lists=0, probes=0)
        assert [recall.shares for recall in recalls(archive, [questions(tmp_path, "zh 50")])] == [
            {10: 1.0, 100: 1.0}
        ]
        archive.remove(["few.jsonl"])
        with pytest.raises(UsageError, match="no passages"):
            kept(archive)


def test_the_command_tells_and_writes_what_is_found(samples: Path, tmp_path: Path) -> None:
    output = tmp_path / "recall.json"

    told = called("eval.recall", samples, questions(tmp_path, "zh 86"), "--output", output)

    assert "asked, zh" in told
    record = json.loads(output.read_text("utf-8"))
    assert record["lists"] == 0
    assert record["recall"] == [
        {"name": "asked", "lang": "zh", "questions": 1, "shares": {"10": 1.0, "100": 1.0}}
    ]


@given(st.integers(1, 40), st.integers(1, 7), st.integers(1, 20), st.integers(0, 2**32 - 1))
def test_the_nearest_are_the_same_however_they_come_in_batches(
    count: int, batch: int, k: int, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    rows, asked = (chance.standard_normal((n, 4)).astype(np.float32) for n in (count, 3))
    ids = [7 * n + 3 for n in range(count)]
    batches = [(ids[n : n + batch], rows[n : n + batch]) for n in range(0, count, batch)]

    expected = np.argsort(-(asked @ rows.T), axis=1)[:, :k] * 7 + 3
    assert nearest(batches, asked, k).tolist() == expected.tolist()
