"""The words leg: chunk ids by BM25 over terms. The only file that imports tantivy."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from rag.errors import ArchiveForeign, ArchiveFull

K1 = 1.2  # tantivy's own constant; a term adds at most idf * (K1 + 1)
AnyOf = Sequence[Mapping[str, float]]  # alternatives: terms that must all be there, each with its weight

_HEAP = 256_000_000  # bytes a writer may hold before it flushes
_COUNTED = 20_000  # terms whose number of chunks is remembered
_ONE_BY_ONE = 500  # chunks


@dataclass(frozen=True, slots=True)
class Entry:
    """A chunk as the words leg sees it: the terms of its text and of its article's headline."""

    chunk: int
    body: list[str]
    headline: list[str]


@contextmanager
def _readable() -> Iterator[None]:
    """tantivy panics at files that it did not write so, in an error that Python has no name for."""
    try:
        yield
    except BaseException as exc:
        if type(exc).__name__ != "PanicException":
            raise
        raise ArchiveForeign(
            "The index of words is damaged; make it anew with `jianbao doctor --repair`"
        ) from exc


class Words:
    """Terms of chunks in a folder, or in memory when there is none.

    Changes are seen by searches after `commit`.
    """

    @_readable()
    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(_schema(), None if folder is None else str(folder))
        self._writer: tantivy.IndexWriter | None = None
        self._begin_counting()

    @classmethod
    def load(cls, folder: Path) -> "Words":
        """What is in a folder, also where it may not be written: tantivy makes its locks in a copy of links.

        Raises ValueError, OSError or ArchiveForeign where it cannot be read.
        """
        try:
            return cls(folder)
        except ValueError:
            from tempfile import TemporaryDirectory  # seldom needed, and every search would wait for it

            with TemporaryDirectory() as links:  # the files stay open when it goes
                for path in folder.iterdir():
                    if path.suffix != ".lock":
                        Path(links, path.name).symlink_to(path.resolve())
                return cls(Path(links))

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add chunks; one that is here already would be found twice, so remove it first."""
        writer = self._write()
        for entry in entries:
            document = tantivy.Document()
            document.add_integer("chunk", entry.chunk)
            document.add_text("body", " ".join(entry.body))
            document.add_text("headline", " ".join(entry.headline))
            with _full_disk():
                writer.add_document(document)

    def remove(self, ids: Iterable[int]) -> None:
        writer = self._write()
        for chunk in ids:
            writer.delete_documents_by_term("chunk", chunk)

    def commit(self) -> None:
        """Make all changes durable and visible, and let the writer's lock go."""
        if self._writer is not None:
            with _full_disk():
                self._writer.commit()
                self._writer.wait_merging_threads()
            self._writer = None
        self._index.reload()
        self._begin_counting()

    @_readable()
    def idf(self, terms: Iterable[str]) -> dict[str, float]:
        """How rare each term is: BM25's idf, 0 for one that no chunk holds."""
        counts, total = {term: self._count("body", term) for term in terms}, len(self)
        return {term: _idf(count, total) if count else 0.0 for term, count in counts.items()}

    @_readable()
    def beginning(self, prefix: str) -> list[str]:
        """The terms of the texts that begin so, those of most chunks first."""
        return [term for term, _ in self._index.searcher().terms_with_prefix("body", prefix)]

    @_readable()
    def search(
        self,
        clauses: Sequence[AnyOf],
        k: int,
        headline_weight: float,
        allowed: Iterable[int] | None = None,
    ) -> list[tuple[int, float]]:
        """The k best (chunk id, BM25), best first, ties by id. A chunk is found by any of the clauses, and
        each of them adds what its best alternative gives."""
        among = None if allowed is None else [int(chunk) for chunk in allowed]
        if not clauses or among == []:
            return []
        searcher = self._index.searcher()
        query = self._question(clauses, headline_weight)
        if among is not None:
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, self._only(among))])
        hits = searcher.search(query, limit=k, count=False).hits
        chunks = searcher.fast_field_values("chunk", [address for _, address in hits])
        found = [(int(chunk or 0), float(score)) for chunk, (score, _) in zip(chunks, hits, strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def ids_holding(self, term: str, within: bool = False) -> set[int]:
        """Every chunk with this term in its text or headline; `within`: as a part of a term too."""
        pattern = f".*{re.escape(term)}.*" if within else re.escape(term)
        fields = [Query.regex_query(self._index.schema, field, pattern) for field in ("body", "headline")]
        return self._ids(Query.boolean_query([(Occur.Should, field) for field in fields]))

    def ids(self) -> set[int]:
        return self._ids(Query.all_query())

    @_readable()
    def _ids(self, query: "Query") -> set[int]:
        searcher = self._index.searcher()
        hits = searcher.search(query, limit=max(1, searcher.num_docs), count=False).hits
        return {int(chunk or 0) for chunk in searcher.fast_field_values("chunk", [hit[1] for hit in hits])}

    # ── queries ──

    def _question(self, clauses: Sequence[AnyOf], headline_weight: float) -> "Query":
        return Query.boolean_query(
            [(Occur.Should, self._any_of(clause, headline_weight)) for clause in clauses]
        )

    def _any_of(self, clause: AnyOf, headline_weight: float) -> "Query":
        alternatives = [self._all_of(alternative, headline_weight) for alternative in clause]
        return alternatives[0] if len(alternatives) == 1 else Query.disjunction_max_query(alternatives)

    def _all_of(self, weights: Mapping[str, float], headline_weight: float) -> "Query":
        found = [self._term(term, weight, headline_weight) for term, weight in weights.items()]
        return found[0] if len(found) == 1 else Query.boolean_query([(Occur.Must, query) for query in found])

    def _term(self, term: str, weight: float, headline_weight: float) -> "Query":
        """A term of the text; in the headline it adds a share of that."""
        in_text = self._boosted("body", term, weight)
        if not headline_weight or not self._count("headline", term):
            return in_text
        in_headline = self._boosted("headline", term, weight * headline_weight)
        return Query.boolean_query([(Occur.Should, in_text), (Occur.Should, in_headline)])

    def _boosted(self, field: str, term: str, weight: float) -> "Query":
        return Query.boost_query(Query.term_query(self._index.schema, field, term, "freq"), weight)

    def _only(self, chunks: Sequence[int]) -> "Query":
        """Only these chunks, whatever they hold; to look for a few one by one is quicker than as a set."""
        schema = self._index.schema
        if len(chunks) > _ONE_BY_ONE:
            return Query.const_score_query(Query.term_set_query(schema, "chunk", chunks), 0)
        each = [(Occur.Should, Query.term_query(schema, "chunk", chunk)) for chunk in chunks]
        return Query.const_score_query(Query.boolean_query(each), 0)

    def _begin_counting(self) -> None:
        """In how many chunks a term stands is asked again and again, and changes with the index alone."""
        self._count = lru_cache(maxsize=_COUNTED)(self._index.searcher().doc_freq)

    def _write(self) -> "tantivy.IndexWriter":
        if self._writer is None:
            self._writer = self._index.writer(_HEAP, 1)
        return self._writer


@contextmanager
def _full_disk() -> Iterator[None]:
    """Say tantivy's one kind of error in our words: when it writes, it is the disk."""
    try:
        yield
    except ValueError as exc:
        raise ArchiveFull(
            f"The words could not be written ({exc}); free some space and run it again"
        ) from exc


def _schema() -> "tantivy.Schema":
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("chunk", indexed=True, fast=True)  # an unsigned one cannot be deleted by term
    for field in ("body", "headline"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _idf(count: int, total: int) -> float:
    return math.log(1 + (total - count + 0.5) / (count + 0.5))
