"""The vectors leg: chunk ids by cosine. The only file that imports faiss."""

import os
from collections.abc import Iterable, Sequence
from math import isqrt
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from rag.errors import ArchiveFull
from rag.indexing.sums import seal

FEW = 50_000  # vectors that are all looked at; with more, lists pay (1.4 ms for 3.7 at 145,000)
EXACTLY = 20_000  # vectors that a filter allows, and that are then all looked at
SAMPLE = 40  # vectors for each list, from which the lists are made
_ROUNDS = 8  # of k-means; more of them changed nothing
_ASKED, _DEPTH = 200, 100  # of the vectors, and how many that are nearest to each
_ENOUGH = 0.999  # of what all lists give is what a search must find; of real questions it then finds .98
_SHARES = (1 / 16, 1 / 8, 3 / 16, 1 / 4, 3 / 8, 1 / 2, 3 / 4, 1)  # of the lists, that a search may look into

Floats = NDArray[np.float32]
Rows = tuple[Sequence[int], Floats]  # ids, and vectors of shape (len(ids), dim)


def lists_for(count: int) -> int:
    """In how many lists so many vectors are best kept; 0: in none, and all are looked at."""
    return 0 if count <= FEW else isqrt(count) * 2 // 3


class Vectors:
    """Unit vectors under the ids of their chunks; search by inner product, higher is nearer.

    Few are held in half precision and all looked at. Many are held as a byte a dimension, in lists of
    vectors that are near each other (an inverted file, as Jégou, Douze and Schmid have it, 2011), and a
    search looks into the nearest lists.
    """

    def __init__(self, dim: int) -> None:
        half = faiss.ScalarQuantizer.QT_fp16
        self._index = faiss.IndexIDMap2(faiss.IndexScalarQuantizer(dim, half, faiss.METRIC_INNER_PRODUCT))

    @classmethod
    def in_lists(cls, sample: Floats, batches: Iterable[Rows]) -> "Vectors":
        """Vectors in as many lists as the sample has vectors for."""
        made, dim = cls.__new__(cls), sample.shape[1]
        made._index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(dim),
            dim,
            max(1, len(sample) // SAMPLE),
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        made._index.cp.niter = _ROUNDS
        made._index.train(sample)
        for ids, rows in batches:
            made.add(ids, rows)
        made._choose_probes(sample[:: max(1, len(sample) // _ASKED)])
        return made

    def _choose_probes(self, asked: Floats) -> None:
        """Look into as few lists as find enough of what is nearest to these vectors."""
        nearest = self._nearest(asked, self.lists)
        for share in _SHARES:
            found = self._nearest(asked, max(1, round(share * self.lists)))
            both = sum(len(np.intersect1d(one, other)) for one, other in zip(found, nearest, strict=True))
            if both >= _ENOUGH * nearest.size:
                return

    def _nearest(self, asked: Floats, probes: int) -> NDArray[np.int64]:
        self._index.nprobe = probes
        found: NDArray[np.int64] = self._index.search(asked, min(_DEPTH, len(self)))[1]
        return found

    @property
    def lists(self) -> int:
        """In how many lists the vectors are; 0: in none."""
        return int(getattr(self._index, "nlist", 0))

    @property
    def probes(self) -> int:
        """Into how many of the lists a search looks."""
        return int(getattr(self._index, "nprobe", 0))

    def suits(self, count: int) -> bool:
        """Whether so many vectors are well kept as these are; at the edge, as they are already."""
        if not self.lists:
            return lists_for(count) == 0
        return lists_for(count) < 2 * self.lists and count > FEW // 2

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int], vectors: Floats) -> None:
        """Add rows of shape (len(ids), dim)."""
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.asarray(ids, np.int64))

    def remove(self, ids: Sequence[int]) -> None:
        """Take these ids out; those that are not there are passed over."""
        if len(ids):
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(ids, np.int64)))

    def search(
        self, vector: Floats, k: int, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The k nearest (chunk id, cosine) among `allowed`, best first, ties by id."""
        if not len(self) or (allowed is not None and not len(allowed)):
            return []
        faiss.omp_set_num_threads(1)  # of this thread; two a query are slower, under load a hundred times
        options = self._among(allowed) if allowed is not None else None
        scores, ids = self._index.search(vector.reshape(1, -1), min(k, len(self)), params=options)
        # FAISS pads what it does not find with row -1, which Python would take for the last chunk.
        found = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _among(self, allowed: NDArray[np.int64]) -> faiss.SearchParameters:
        """Look at these only: at all of them if they are not many, else at those in the nearest lists."""
        mask = np.zeros(int(allowed.max()) + 1, np.bool_)
        mask[allowed] = True
        selector = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
        if not self.lists:
            return faiss.SearchParameters(sel=selector)
        probes = self.lists if len(allowed) < EXACTLY else self.probes
        return faiss.SearchParametersIVF(sel=selector, nprobe=probes)

    def ids(self) -> set[int]:
        """The chunks whose vectors are here, read from the index itself, in lists or not."""
        if not self.lists:
            return {int(chunk) for chunk in faiss.vector_to_array(self._index.id_map)}
        lists = self._index.invlists
        sizes = ((number, lists.list_size(number)) for number in range(self.lists))
        found = (faiss.rev_swig_ptr(lists.get_ids(number), size) for number, size in sizes if size)
        return {int(chunk) for chunks in found for chunk in chunks}

    def save(self, path: Path) -> None:
        """Write a snapshot and put it in place whole: a reader sees the old one or the new one.

        Raises ArchiveFull.
        """
        temporary = path.with_suffix(".new")
        try:
            faiss.write_index(self._index, str(temporary))
        except RuntimeError as exc:
            raise ArchiveFull(f"{path.parent} cannot be written; free some space and run it again") from exc
        seal(temporary)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Vectors":
        """Read a snapshot. Raises RuntimeError (FAISS's own) where it is damaged."""
        loaded = cls.__new__(cls)
        loaded._index = faiss.read_index(str(path))
        return loaded
