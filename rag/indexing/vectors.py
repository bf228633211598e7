"""The vectors leg: chunk ids by cosine. The only file that imports faiss."""

import os
from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from rag.errors import ArchiveFull

# Two FAISS threads a query are slower than one under load, by up to a hundred times.
faiss.omp_set_num_threads(1)


class Vectors:
    """Unit vectors under the ids of their chunks; exact search by inner product, higher is nearer.

    They are held in half precision, as the store keeps them: half the memory, and read in half the time.
    """

    def __init__(self, dim: int) -> None:
        half = faiss.ScalarQuantizer.QT_fp16
        self._index = faiss.IndexIDMap2(faiss.IndexScalarQuantizer(dim, half, faiss.METRIC_INNER_PRODUCT))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Add rows of shape (len(ids), dim)."""
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.asarray(ids, np.int64))

    def remove(self, ids: Sequence[int]) -> None:
        """Take these ids out; those that are not there are passed over."""
        if len(ids):
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(ids, np.int64)))

    def search(
        self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The k nearest (chunk id, cosine) among `allowed`, best first, ties by id."""
        if not len(self) or (allowed is not None and not len(allowed)):
            return []
        selector = None if allowed is None else faiss.IDSelectorBatch(allowed)
        parameters = None if selector is None else faiss.SearchParameters(sel=selector)
        scores, ids = self._index.search(vector.reshape(1, -1), min(k, len(self)), params=parameters)
        # FAISS pads what it does not find with row -1, which Python would take for the last chunk.
        found = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def similarities(self, vector: NDArray[np.float32], ids: Sequence[int]) -> list[float]:
        """The cosine of each of these chunks, all of which must be here."""
        if not len(ids):
            return []
        rows = np.stack([self._index.reconstruct(int(chunk)) for chunk in ids])
        return [float(score) for score in rows @ vector]

    def ids(self) -> set[int]:
        return {int(chunk) for chunk in faiss.vector_to_array(self._index.id_map)}

    def save(self, path: Path) -> None:
        """Write a snapshot and put it in place whole: a reader sees the old one or the new one.

        Raises ArchiveFull.
        """
        temporary = path.with_suffix(".new")
        try:
            faiss.write_index(self._index, str(temporary))
        except RuntimeError as exc:
            raise ArchiveFull(f"{path.parent} cannot be written; free some space and run it again") from exc
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Vectors":
        """Read a snapshot. Raises RuntimeError (FAISS's own) where it is damaged."""
        loaded = cls.__new__(cls)
        loaded._index = faiss.read_index(str(path))
        return loaded
