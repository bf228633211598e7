"""Both legs of a search, vectors and words, kept at the store's revision.

On disk they are snapshots in `derived/`, written by the holder of the lock; whoever is ahead of a
snapshot lays the difference over in memory. Deleting them costs a rebuild, no embedding.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from rag.errors import EncoderMismatch
from rag.indexing.fresh import generation
from rag.indexing.snapshots import Snapshots
from rag.indexing.store import Store
from rag.indexing.vectors_leg import VectorsLeg
from rag.indexing.words_leg import WordsLeg


class Legs:
    """The `vectors` and the `words` of a store; searched while they are `current`, saved after a change."""

    def __init__(self, folder: Path, store: Store, dim: int) -> None:
        self._store = store
        self._turn = Lock()  # they follow the store in place, so threads search one after another
        self.generation = generation(store)
        self._snapshots = Snapshots(folder, store, self.generation)
        self.vectors = VectorsLeg(store, self._snapshots, dim, self._turn)
        self.words = WordsLeg(store, self._snapshots, self._turn)
        self._unfollowed()

    @contextmanager
    def current(self) -> Iterator[None]:
        """Inside, legs and store are those of one revision, the newest. Raises EncoderMismatch."""
        with self._turn:
            self._refresh()
            with self._store.snapshot():
                yield

    def _refresh(self) -> None:
        """Take in what the store has committed since; cheap when that is nothing."""
        if self._store.token(self.revision) != self._token:  # an older archive.db was put back
            self._load()
        if self._store.revision == self.revision:
            return
        self.vectors.take_up()
        self.words.take_up()
        with self._store.snapshot():
            if generation(self._store) != self.generation:
                raise EncoderMismatch("The archive was embedded anew just now; ask again")
            self.vectors.follow()
            self.words.follow()
            self._followed()

    def keep_up(self) -> None:
        """While much is written, note what is committed, so that less is left to `save`.

        Only the holder of the lock may call this.
        """
        self._snapshots.folder.mkdir(exist_ok=True)
        self.words.note()

    def save(self) -> None:
        """Bring both snapshots to the store's revision. Only the holder of the lock may call this."""
        self._snapshots.folder.mkdir(exist_ok=True)
        with self._store.snapshot():
            self.vectors.catch_up()
            self.words.save()
            with self._turn:
                self._followed()
        self._snapshots.sweep(self.vectors.save())

    def rebuild(self) -> None:
        """Throw both snapshots away and make them again from the store, embedding nothing."""
        self._snapshots.drop()
        with self._turn:
            self._load()
        self.save()

    def _load(self) -> None:
        self.vectors.load()
        self.words.load()
        self._unfollowed()

    def _unfollowed(self) -> None:
        """Nothing is known yet of the store's revision; the next `refresh` looks."""
        self.revision, self._token = 0, self._store.token(0)

    def _followed(self) -> None:
        self.revision = self._store.revision
        self._token = self._store.token(self.revision)
