"""The vectors of a store's passages, kept at its revision: a snapshot on disk, and what has changed since."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from rag.indexing.snapshots import Snapshot, Snapshots
from rag.indexing.store import Store
from rag.indexing.sums import is_sealed
from rag.indexing.vectors import SAMPLE, Vectors, lists_for


class VectorsLeg:
    """The leg that finds passages near a vector; `turn` is held while the vectors change in place."""

    def __init__(self, store: Store, snapshots: Snapshots, dim: int, turn: Lock) -> None:
        self._store, self._snapshots, self._dim, self._turn = store, snapshots, dim, turn
        self.load()

    # ── search ──

    def nearest(
        self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The k nearest (chunk id, cosine), best first."""
        return self._vectors.search(vector, k, allowed)

    def similarities(self, vector: NDArray[np.float32], ids: Sequence[int]) -> dict[int, float]:
        """The cosine of each of these chunks that is still there."""
        kept = self._store.passages.vectors_of(ids, self._dim)
        return {chunk: float(other @ vector) for chunk, other in kept.items()}

    def ids(self) -> set[int]:
        return self._vectors.ids()

    def is_damaged(self) -> bool:
        """Whether the newest snapshot on disk is not as it was written."""
        newest = self._snapshots.newest_vectors()
        try:
            return bool(newest.revision) and not is_sealed(self._snapshots.vectors(newest))
        except FileNotFoundError:  # a writer has put a newer one in its place
            return False

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._vectors)

    @property
    def lists(self) -> int:
        """In how many lists they are; 0: in none, and a search looks at all."""
        return self._vectors.lists

    @property
    def probes(self) -> int:
        """Into how many of the lists a search looks."""
        return self._vectors.probes

    # ── following the store ──

    def load(self) -> None:
        """Take the newest snapshot, or nothing where there is none that can be read."""
        at = self._snapshots.newest_vectors()
        try:
            self._vectors = Vectors.load(self._snapshots.vectors(at)) if at.revision else Vectors(self._dim)
        except (RuntimeError, OSError):  # damaged or swept away just now: it is only derived
            self._vectors, at = Vectors(self._dim), Snapshot()
        self._at = at

    def take_up(self) -> None:
        """Take the newest snapshot if a writer has put the vectors into other lists."""
        if self._snapshots.newest_vectors().grouped != self._at.grouped:
            self.load()

    def follow(self) -> None:
        """Take in what the store has changed since the snapshot."""
        passages = self._store.passages
        self._vectors.remove(passages.removed_since(self._at.revision))
        for ids, vectors in passages.vectors_since(self._at.revision, self._dim):
            self._vectors.add(ids, vectors)
        self._at = replace(self._at, revision=self._store.revision)

    def catch_up(self) -> None:
        """As `follow`, in as many lists as suit them. Only the holder of the archive's lock may call this."""
        if self._vectors.suits(len(self._store.passages)):
            with self._turn:
                self.follow()
        else:
            self._group()

    def save(self) -> Snapshot:
        """Put them on disk, unless they are there; says which snapshot they are."""
        if self._snapshots.newest_vectors() != self._at:
            self._vectors.save(self._snapshots.vectors(self._at))
        return self._at

    def _group(self) -> None:
        """Put all vectors into as many lists as suit them, beside those that are searched meanwhile."""
        passages, lists = self._store.passages, lists_for(len(self._store.passages))
        if lists:
            sample = passages.some_vectors(lists * SAMPLE, self._dim)
            vectors = Vectors.in_lists(sample, passages.vectors_since(0, self._dim))
        else:
            vectors = Vectors(self._dim)
            for rows in passages.vectors_since(0, self._dim):
                vectors.add(*rows)
        revision = self._store.revision
        with self._turn:
            self._vectors, self._at = vectors, Snapshot(revision, revision if lists else 0)
