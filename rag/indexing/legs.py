"""Both legs of a search, vectors and words, kept at the store's revision.

On disk they are snapshots in `derived/`, written by the holder of the lock; whoever is ahead of a
snapshot lays the difference over in memory. Deleting them costs a rebuild, no embedding.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from rag.errors import EncoderMismatch
from rag.indexing.snapshots import Snapshot, Snapshots
from rag.indexing.store import Store
from rag.indexing.terms import terms
from rag.indexing.vectors import SAMPLE, Vectors, lists_for
from rag.indexing.words import AnyOf, Entry, Words
from rag.types import Chunk

_FEW = 2_000  # chunks that are indexed in a moment
_MANY = 20_000  # chunks that are indexed in a few seconds
_HEADLINE_FIELDS = ("kicker", "headline", "subtitle", "byline")


@dataclass(slots=True)
class _Growing:
    """Words that are made while the store is written, and not committed yet."""

    words: Words
    began: int  # the store's revision then
    revision: int = 0  # that they have


class Legs:
    """The vectors and the words of a store; `refresh` before a search, `save` after a change."""

    def __init__(self, folder: Path, store: Store, dim: int) -> None:
        self._store, self._dim = store, dim
        self.turn = Lock()  # they follow the store in place, so threads search one after another
        self.encoder = store.remembered("encoder")
        self._snapshots = Snapshots(folder, store, self.encoder)
        self._growing: _Growing | None = None
        self._load()

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

    def matching(
        self, clauses: Sequence[AnyOf], k: int, headline_weight: float, allowed: Iterable[int] | None = None
    ) -> list[tuple[int, float]]:
        """The k best (chunk id, BM25) for these clauses, as `Words.search` has them, best first."""
        spare = k + len(self._hidden)
        base = self._words.search(clauses, min(spare, 2 * k), headline_weight, allowed)
        found = {chunk: score for chunk, score in base if chunk not in self._hidden}
        if self._extra is not None:
            found.update(self._extra.search(clauses, k, headline_weight, allowed))
        return sorted(found.items(), key=lambda hit: (-hit[1], hit[0]))[:k]

    def holding(self, term: str, within: bool = False) -> set[int]:
        """Every chunk that holds a term, as `Words.ids_holding` has it."""
        extra = set() if self._extra is None else self._extra.ids_holding(term, within)
        return (self._words.ids_holding(term, within) - self._hidden) | extra

    def idf(self, terms_: Iterable[str]) -> dict[str, float]:
        """How rare each term is, 0 for one that no chunk holds."""
        wanted = list(terms_)
        rarity = self._words.idf(wanted)
        if self._extra is not None:
            extra = self._extra.idf(wanted)
            rarity = {term: value or extra[term] for term, value in rarity.items()}
        return rarity

    def __len__(self) -> int:
        """How many chunks there are."""
        return len(self._vectors)

    def vector_ids(self) -> set[int]:
        return self._vectors.ids()

    def word_ids(self) -> set[int]:
        extra = set() if self._extra is None else self._extra.ids()
        return (self._words.ids() - self._hidden) | extra

    # ── following the store ──

    def refresh(self) -> None:
        """Take in what the store has committed since; cheap when that is nothing. Raises EncoderMismatch."""
        if self._store.token(self.revision) != self._token:  # an older archive.db was put back
            self._load()
        if self._store.revision == self.revision:
            return
        if self._snapshots.newest_vectors().grouped != self._vectors_at.grouped:
            self._load_vectors()  # a writer has put them into other lists
        if self._snapshots.words_revision() > self._words_at:  # a writer has saved what we only laid over
            self._load_words()
        with self._store.snapshot():
            if self._store.remembered("encoder") != self.encoder:
                raise EncoderMismatch("The archive was embedded anew by another encoder; open it again")
            self._follow_vectors()
            self._follow_words()
            self._note_revision()

    def keep_up(self) -> None:
        """While much is written, note the words of what is committed, so that less is left to `save`.

        Only for words that are made from nothing; for others `save` knows what has to go as well. Nobody
        finds them before that. Only the holder of the lock may call this.
        """
        if self._words_at:
            return
        growing, self._growing = self._growing, None  # interrupted, what is half noted is thrown away
        if growing is None:
            self._snapshots.folder.mkdir(exist_ok=True)
            self._snapshots.drop_words()
            growing = _Growing(Words(self._snapshots.words), self._store.revision)
        with self._store.snapshot():
            growing.words.add(self._entries(self._store.passages.added_since(growing.revision)))
            growing.revision = self._store.revision
        self._growing = growing

    def save(self) -> None:
        """Bring both snapshots to the store's revision. Only the holder of the lock may call this."""
        self._snapshots.folder.mkdir(exist_ok=True)
        with self._store.snapshot():
            if self._vectors.suits(len(self._store.passages)):
                with self.turn:
                    self._follow_vectors()
            else:
                self._group_vectors()
            if self._words_at < self._store.revision:
                self._save_words()
            with self.turn:
                self._note_revision()
        if self._snapshots.newest_vectors() != self._vectors_at:
            self._vectors.save(self._snapshots.vectors(self._vectors_at))
        self._snapshots.sweep(self._vectors_at)

    def rebuild(self) -> None:
        """Throw both snapshots away and make them again from the store, embedding nothing."""
        self._snapshots.drop()
        with self.turn:
            self._load()
        self.save()

    def _load(self) -> None:
        self._load_vectors()
        self._load_words()
        self.revision, self._token = 0, self._store.token(0)

    def _note_revision(self) -> None:
        self.revision = self._store.revision
        self._token = self._store.token(self.revision)

    # ── vectors ──

    def _load_vectors(self) -> None:
        at = self._snapshots.newest_vectors()
        try:
            self._vectors = Vectors.load(self._snapshots.vectors(at)) if at.revision else Vectors(self._dim)
        except (RuntimeError, OSError):  # damaged or swept away just now: it is only derived
            self._vectors, at = Vectors(self._dim), Snapshot()
        self._vectors_at = at

    def _follow_vectors(self) -> None:
        passages = self._store.passages
        self._vectors.remove(passages.removed_since(self._vectors_at.revision))
        for ids, vectors in passages.vectors_since(self._vectors_at.revision, self._dim):
            self._vectors.add(ids, vectors)
        self._vectors_at = replace(self._vectors_at, revision=self._store.revision)

    def _group_vectors(self) -> None:
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
        with self.turn:
            self._vectors, self._vectors_at = vectors, Snapshot(revision, revision if lists else 0)

    # ── words ──

    def _load_words(self) -> None:
        at = self._snapshots.words_revision()
        try:
            self._words = Words(self._snapshots.words) if at else Words()
        except (ValueError, OSError):
            self._words, at = Words(), 0
        if at and not self._snapshots.words_revision():  # a writer began to make them anew meanwhile
            self._words, at = Words(), 0
        self._words_at = at
        self._extra: Words | None = None
        self._hidden: set[int] = set()

    def _follow_words(self) -> None:
        """Lay what the snapshot of the words lacks over it, in memory; a few chunks are all laid anew.

        Two indexes count their terms apart, so only the latter ranks just as the next snapshot will.
        """
        passages = self._store.passages
        if self._words_at == self._store.revision:
            return
        if len(passages) <= _FEW:
            self._words, self._extra, self._hidden = self._in_memory(0), None, set()
        else:
            self._hidden = set(passages.removed_since(self._words_at))
            self._extra = self._in_memory(self._words_at)

    def _in_memory(self, revision: int) -> Words:
        words = Words()
        words.add(self._entries(self._store.passages.added_since(revision)))
        words.commit()
        return words

    def _save_words(self) -> None:
        """Commit in tantivy first, the revision last: killed between, the same is done again."""
        passages, since = self._store.passages, self._words_at
        growing, self._growing = self._growing, None
        if growing is not None and not passages.removed_since(growing.began):
            self._finish_words(growing.words, growing.revision)
            return
        del growing  # and the lock on its folder
        removed = passages.removed_since(since)
        if since == 0 or (removed and len(passages) <= _MANY):
            # tantivy goes on counting what is deleted: made anew, the same content ranks the same
            self._snapshots.drop_words()
            since = 0
        words = Words(self._snapshots.words)
        if since:
            words.remove([*removed, *(number for number, _ in passages.added_since(since))])
        self._finish_words(words, since)

    def _finish_words(self, words: Words, since: int) -> None:
        """Add what they lack and commit them, the mark last."""
        words.add(self._entries(self._store.passages.added_since(since)))
        words.commit()
        self._snapshots.mark_words(self._store.revision)
        with self.turn:  # a search that is under way goes on with the words that it began with
            self._words, self._words_at, self._extra, self._hidden = words, self._store.revision, None, set()

    def _entries(self, chunks: Iterable[tuple[int, Chunk]]) -> Iterator[Entry]:
        article, texts, headline = "", {}, []
        for number, chunk in chunks:
            if chunk.article != article:
                article, texts = chunk.article, self._store.texts(chunk.article)
                headline = terms("\n".join(texts.get(name, "") for name in _HEADLINE_FIELDS))
            yield Entry(number, terms(texts["body"][chunk.start : chunk.end]), headline)
