"""Both legs of a search, vectors and words, kept at the store's revision.

On disk they are snapshots in `derived/`, written by the holder of the lock; whoever is ahead of a
snapshot lays the difference over in memory. Their names carry the archive's id and revision, so a
snapshot of another archive is never taken for ours, and deleting them costs a rebuild, no embedding.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from rag.errors import EncoderMismatch
from rag.indexing.store import Store
from rag.indexing.terms import terms
from rag.indexing.vectors import Vectors
from rag.indexing.words import AnyOf, Entry, Words
from rag.types import Chunk

_FEW = 2_000  # chunks that are indexed in a moment
_MANY = 20_000  # chunks that are indexed in a few seconds
_HEADLINE_FIELDS = ("kicker", "headline", "subtitle", "byline")


class Legs:
    """The vectors and the words of a store; `refresh` before a search, `save` after a change."""

    def __init__(self, folder: Path, store: Store, dim: int) -> None:
        self._folder, self._store, self._dim = folder, store, dim
        self._archive = store.remembered("archive")
        self.turn = Lock()  # they follow the store in place, so threads search one after another
        self.encoder = store.remembered("encoder")
        self._load()
        self.refresh()

    # ── search ──

    def nearest(
        self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The k nearest (chunk id, cosine), best first."""
        return self._vectors.search(vector, k, allowed)

    def similarities(self, vector: NDArray[np.float32], ids: Sequence[int]) -> list[float]:
        """The cosine of each of these chunks."""
        return self._vectors.similarities(vector, ids)

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
        if self._words_revision() > self._words_at:  # a writer has saved what we only laid over
            self._load_words()
        with self._store.snapshot():
            if self._store.remembered("encoder") != self.encoder:
                raise EncoderMismatch("The archive was embedded anew by another encoder; open it again")
            self._follow_vectors()
            self._follow_words()
            self._note_revision()

    def save(self) -> None:
        """Bring both snapshots to the store's revision. Only the holder of the lock may call this."""
        self._folder.mkdir(exist_ok=True)
        with self._store.snapshot():
            self._follow_vectors()
            self._note_revision()
            if self._words_at < self.revision:
                self._save_words()
        if self._newest_vectors() < self.revision:
            self._vectors.save(self._vectors_path(self.revision))
        self._sweep()

    def rebuild(self) -> None:
        """Throw both snapshots away and make them again from the store, embedding nothing."""
        self._drop_words()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._load()
        self.save()

    def _load(self) -> None:
        self._load_vectors()
        self._load_words()
        self.revision, self._token = 0, self._store.token(0)

    def _note_revision(self) -> None:
        self.revision = self._store.revision
        self._token = self._store.token(self.revision)

    def _load_vectors(self) -> None:
        at = self._newest_vectors()
        try:
            self._vectors = Vectors.load(self._vectors_path(at)) if at else Vectors(self._dim)
        except (RuntimeError, OSError):  # damaged or swept away just now: it is only derived
            self._vectors, at = Vectors(self._dim), 0
        self._vectors_at = at

    def _load_words(self) -> None:
        at = self._words_revision()
        try:
            self._words = Words(self._words_path) if at else Words()
        except (ValueError, OSError):
            self._words, at = Words(), 0
        self._words_at = at
        self._extra: Words | None = None
        self._hidden: set[int] = set()

    def _follow_vectors(self) -> None:
        passages = self._store.passages
        self._vectors.remove(passages.removed_since(self._vectors_at))
        self._vectors.add(*passages.vectors_since(self._vectors_at, self._dim))
        self._vectors_at = self._store.revision

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

    def _entries(self, chunks: Iterable[tuple[int, Chunk]]) -> Iterator[Entry]:
        article, texts, headline = "", {}, []
        for number, chunk in chunks:
            if chunk.article != article:
                article, texts = chunk.article, self._store.texts(chunk.article)
                headline = terms("\n".join(texts.get(name, "") for name in _HEADLINE_FIELDS))
            yield Entry(number, terms(texts["body"][chunk.start : chunk.end]), headline)

    # ── snapshots ──

    def _save_words(self) -> None:
        """Commit in tantivy first, the revision last: killed between, the same is done again."""
        passages = self._store.passages
        removed = passages.removed_since(self._words_at)
        if self._words_at == 0 or (removed and len(passages) <= _MANY):
            # tantivy goes on counting what is deleted: made anew, the same content ranks the same
            self._drop_words()
            self._words_at = 0
        words = Words(self._words_path)
        added = list(passages.added_since(self._words_at))
        words.remove([*removed, *(number for number, _ in added)])
        words.add(self._entries(added))
        words.commit()
        temporary = self._words_mark.with_suffix(".new")
        temporary.write_text(f"{self.revision}-{self._token}")
        temporary.replace(self._words_mark)
        self._words, self._words_at, self._extra, self._hidden = words, self.revision, None, set()

    def _drop_words(self) -> None:
        """The mark goes first: killed between, nobody takes what is left of the words for all of them."""
        self._words_mark.unlink(missing_ok=True)
        shutil.rmtree(self._words_path, ignore_errors=True)

    def _sweep(self) -> None:
        """Delete older snapshots, and those of another archive that stood here."""
        keep = {
            self._vectors_path(self.revision),
            self._words_path,
            self._words_mark,
        }
        for path in set(self._folder.iterdir()) - keep:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    @property
    def _words_path(self) -> Path:
        return self._folder / f"words-{self._archive}"

    @property
    def _words_mark(self) -> Path:
        return self._words_path.with_suffix(".revision")

    def _vectors_path(self, revision: int) -> Path:
        return self._folder / f"{self._vectors_prefix}{revision}-{self._store.token(revision)}.faiss"

    @property
    def _vectors_prefix(self) -> str:
        """Of the snapshots of this archive by this encoder."""
        return f"vectors-{self._archive}-{hashlib.blake2b(self.encoder.encode(), digest_size=4).hexdigest()}-"

    def _newest_vectors(self) -> int:
        prefix = self._vectors_prefix
        names = (path.stem.removeprefix(prefix) for path in self._folder.glob(f"{prefix}*.faiss"))
        return max(map(self._of_our_history, names), default=0)

    def _words_revision(self) -> int:
        """What the mark says; 0 where there is none, or no index beside it: that may have been deleted."""
        if not self._words_mark.exists() or not (self._words_path / "meta.json").exists():
            return 0
        return self._of_our_history(self._words_mark.read_bytes().decode("ascii", "replace"))

    def _of_our_history(self, name: str) -> int:
        """The revision of a snapshot, 0 if it is of another history, or no name of ours."""
        revision, _, token = name.partition("-")
        ours = revision.isdecimal() and token and self._store.token(int(revision)) == token
        return int(revision) if ours else 0
