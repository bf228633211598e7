"""Everything checked against everything: what an archive holds, and whether it hangs together."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rag.indexing import codec
from rag.indexing.legs import Legs
from rag.indexing.store import Store
from rag.types import NO_ORIGIN, Article, Page, Traced

_SHORTEST_ROW = 0.99  # a unit vector kept in bytes has lost less than this


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, and whether `doctor --repair` can put it right."""

    text: str
    repairable: bool = False


def examine(store: Store, legs: Legs, dim: int) -> Iterator[Finding]:
    """Yield what is wrong with an archive; nothing if it is sound."""
    with legs.current():
        yield from _database(store)
        for article in store.article_ids():
            yield from _article(store, store.article(article), store.part_pages(article))
            for part in store.joins.parts(article):
                if store.reprints.wrong(part, store.texts(part).get("body", "")):
                    yield Finding(f"The reprints noted of article {part} are not what its text says")
        for issue in store.joins.wrong():
            yield Finding(f"The articles of {' '.join(issue.split())} are not joined as their notes say")
        yield from _vectors(store, dim)
        yield from _legs(store, legs)


def _database(store: Store) -> Iterator[Finding]:
    connection = store.database.connection
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding(f"SQLite: {message}")
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield Finding(f"A row of {table} points at one that is gone")
    for (page,) in connection.execute("SELECT id FROM pages WHERE id NOT IN (SELECT page FROM sources)"):
        yield Finding(f"Page {page} stands in no file")
    for (article,) in connection.execute(
        "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM parts)"
    ):
        yield Finding(f"Article {article} has no page")


def _article(store: Store, article: Article, pages: list[Page]) -> Iterator[Finding]:
    for part, page in zip(article.parts, pages, strict=True):
        if not _is_aligned(article.body[part.start : part.end], page.raw):
            yield Finding(f"Article {article.id} does not agree with {page.file}")
    if any(article.text[one.end : other.start] != "\n" for one, other in pairwise(article.parts)):
        yield Finding(f"The parts of article {article.id} do not join")
    end = 0
    for chunk in store.passages.of(article.id):
        if article.text[end : chunk.start].strip() or not end <= chunk.start < chunk.end <= len(article.text):
            yield Finding(f"The chunks of article {article.id} do not follow each other at {end}")
        end = chunk.end
    if article.text[end:].strip():
        yield Finding(f"The end of article {article.id} is in no chunk")


def _is_aligned(traced: Traced, raw: str) -> bool:
    """Whether each character stands where its origin says; white space may have none."""
    return all(
        character.isspace() or (origin != NO_ORIGIN and raw[origin : origin + 1] == character)
        for character, origin in zip(traced.text, traced.origin, strict=True)
    )


def _vectors(store: Store, dim: int) -> Iterator[Finding]:
    for number, packed in store.passages.vectors():
        if (found := codec.dimensions(packed)) != dim:
            yield Finding(f"The vector of chunk {number} has {found} dimensions, not {dim}")
        elif not np.linalg.norm(codec.unpack_vectors([packed], dim)) > _SHORTEST_ROW:
            yield Finding(f"The vector of chunk {number} is not of unit length")


def _legs(store: Store, legs: Legs) -> Iterator[Finding]:
    stored = {number for number, _ in store.passages.added_since(0)}
    for name, ids in (("vectors", legs.vectors.ids()), ("words", legs.words.ids())):
        if missing := len(stored - ids):
            yield Finding(f"The index of {name} lacks {missing} chunks", repairable=True)
        if foreign := len(ids - stored):
            yield Finding(f"The index of {name} holds {foreign} chunks that are gone", repairable=True)
