"""The words of a store's passages, kept at its revision: a snapshot on disk, and what has changed since."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from rag.errors import ArchiveForeign
from rag.indexing.snapshots import Snapshots
from rag.indexing.store import Store
from rag.indexing.sums import words_are_whole
from rag.indexing.terms import terms
from rag.indexing.words import AnyOf, Entry, Words
from rag.types import Chunk

_FEW = 2_000  # passages that are indexed in a moment
_MANY = 20_000  # passages that are indexed in a few seconds
_HEADLINE_FIELDS = ("kicker", "headline", "subtitle", "byline")


@dataclass(slots=True)
class _Growing:
    """Words that are made while the store is written, and not committed yet."""

    words: Words
    began: int  # the store's revision then
    revision: int = 0  # that they have


class WordsLeg:
    """The leg that finds passages by their words; `turn` is held while other words take their place."""

    def __init__(self, store: Store, snapshots: Snapshots, turn: Lock) -> None:
        self._store, self._snapshots, self._turn = store, snapshots, turn
        self._growing: _Growing | None = None
        self.load()

    # ── search ──

    def matching(
        self, clauses: Sequence[AnyOf], k: int, headline_weight: float, allowed: Iterable[int] | None = None
    ) -> list[tuple[int, float]]:
        """The k best (chunk id, BM25) for these clauses, as `Words.search` has them, best first."""
        deepest = k + len(self._hidden)
        depth = min(deepest, 2 * k)  # nearly always enough: what is gone is seldom most of what is best
        base = self._words.search(clauses, depth, headline_weight, allowed)
        if sum(chunk in self._hidden for chunk, _ in base) > depth - k:
            base = self._words.search(clauses, deepest, headline_weight, allowed)
        found = {chunk: score for chunk, score in base if chunk not in self._hidden}
        if self._extra is not None:
            found.update(self._extra.search(clauses, k, headline_weight, allowed))
        return sorted(found.items(), key=lambda hit: (-hit[1], hit[0]))[:k]

    def holding(self, term: str, within: bool = False) -> set[int]:
        """Every chunk that holds a term, as `Words.ids_holding` has it."""
        extra = set() if self._extra is None else self._extra.ids_holding(term, within)
        return (self._words.ids_holding(term, within) - self._hidden) | extra

    def beginning(self, prefix: str) -> list[str]:
        """The terms that begin so, as `Words.beginning` has them."""
        extra = [] if self._extra is None else self._extra.beginning(prefix)
        return list(dict.fromkeys([*self._words.beginning(prefix), *extra]))

    def idf(self, terms_: Iterable[str]) -> dict[str, float]:
        """How rare each term is, 0 for one that no chunk holds."""
        wanted = list(terms_)
        rarity = self._words.idf(wanted)
        if self._extra is not None:
            extra = self._extra.idf(wanted)
            rarity = {term: value or extra[term] for term, value in rarity.items()}
        return rarity

    def ids(self) -> set[int]:
        extra = set() if self._extra is None else self._extra.ids()
        return (self._words.ids() - self._hidden) | extra

    def is_damaged(self) -> bool:
        """Whether the snapshot cannot be read, or is not as it was written."""
        saved = self._snapshots.words_revision()
        if not saved or (self._saved() is not None and words_are_whole(self._snapshots.words)):
            return False
        return saved == self._snapshots.words_revision()  # else a writer is at it

    # ── following the store ──

    def load(self) -> None:
        """Take the snapshot, or nothing where there is none that can be read."""
        at = self._snapshots.words_revision()
        words = self._saved() if at else None
        if (
            words is None or not self._snapshots.words_revision()
        ):  # a writer began to make them anew meanwhile
            words, at = Words(), 0
        self._words, self._at = words, at
        self._extra: Words | None = None  # laid over them, up to the revision `_laid`
        self._laid = at
        self._hidden: set[int] = set()  # chunks that are gone since

    def _saved(self) -> Words | None:
        """The words on disk, None where they cannot be read."""
        try:
            return Words.load(self._snapshots.words)
        except (ValueError, OSError, ArchiveForeign):
            return None

    def take_up(self) -> None:
        """Take the snapshot if a writer has saved what we only laid over it."""
        if self._snapshots.words_revision() > self._at:
            self.load()

    def follow(self) -> None:
        """Lay what the snapshot lacks over it, in memory; a few passages are all laid anew.

        Two indexes count their terms apart, so only the latter ranks just as the next snapshot will.
        """
        passages = self._store.passages
        if self._at == self._store.revision:
            return
        if len(passages) <= _FEW:
            self._words, self._extra, self._hidden = self._in_memory(), None, set()
        else:
            self._lay_over()

    def _lay_over(self) -> None:
        """Lay over the snapshot what came since the last time: a writer may be at it for long."""
        extra, self._extra = self._extra, None  # interrupted, what is half laid is thrown away
        if extra is None:
            extra, self._laid = Words(), self._at
        removed = self._store.passages.removed_since(self._laid)
        self._hidden.update(removed)
        extra.remove(removed)
        extra.add(self._entries(self._store.passages.added_since(self._laid)))
        extra.commit()
        self._extra, self._laid = extra, self._store.revision

    def note(self) -> None:
        """While much is written, note the words of what is committed, so that less is left to `save`.

        Only for words that are made from nothing; for others `save` knows what has to go as well. Nobody
        finds them before that. Only the holder of the archive's lock may call this.
        """
        if self._at:
            return
        growing, self._growing = self._growing, None  # interrupted, what is half noted is thrown away
        if growing is None:
            self._snapshots.drop_words()
            growing = _Growing(Words(self._snapshots.words), self._store.revision)
        with self._store.snapshot():
            growing.words.add(self._entries(self._store.passages.added_since(growing.revision)))
            growing.revision = self._store.revision
        self._growing = growing

    def save(self) -> None:
        """Bring the snapshot to the store's revision. Only the holder of the archive's lock may call this.

        It is committed in tantivy first, its mark is written last: killed between, the same is done again.
        """
        # What lies on disk may be older than ours: deleted, or put back from a copy, while we had it open.
        passages, since = self._store.passages, min(self._at, self._snapshots.words_revision())
        if since == self._store.revision:
            return
        growing, self._growing = self._growing, None
        if growing is not None and not passages.removed_since(growing.began):
            self._finish(growing.words, growing.revision)
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
        self._finish(words, since)

    def _finish(self, words: Words, since: int) -> None:
        """Add what they lack and commit them, the mark last."""
        words.add(self._entries(self._store.passages.added_since(since)))
        words.commit()
        self._snapshots.mark_words(self._store.revision)
        with self._turn:  # a search that is under way goes on with the words that it began with
            self._words, self._at, self._extra, self._hidden = words, self._store.revision, None, set()

    def _in_memory(self) -> Words:
        words = Words()
        words.add(self._entries(self._store.passages.added_since(0)))
        words.commit()
        return words

    def _entries(self, chunks: Iterable[tuple[int, Chunk]]) -> Iterator[Entry]:
        article, texts, headline = "", {}, []
        for number, chunk in chunks:
            if chunk.article != article:
                article, texts = chunk.article, self._store.texts(chunk.article)
                headline = terms("\n".join(texts.get(name, "") for name in _HEADLINE_FIELDS))
            yield Entry(number, terms(texts["body"][chunk.start : chunk.end]), headline)
