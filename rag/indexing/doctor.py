"""Everything checked against everything: what an archive holds, and whether it hangs together."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rag.errors import ArchiveForeign
from rag.indexing import codec
from rag.indexing.legs import Legs
from rag.indexing.rawpages import page_hash
from rag.indexing.store import Store
from rag.indexing.vectors_leg import VectorsLeg
from rag.indexing.words_leg import WordsLeg
from rag.types import NO_ORIGIN, Article, Page, Traced

_LOST = 0.01  # of its length, at most, has a unit vector that is kept in bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, and whether `doctor --repair` can put it right."""

    text: str
    repairable: bool = False


def examine(store: Store, dim: int) -> Iterator[Finding]:
    """Yield what is wrong with the truth; nothing if it is sound. None of that can be made anew."""
    with store.snapshot():
        yield from _database(store)
        for article in store.article_ids():
            try:
                yield from _article(store, store.article(article), store.part_pages(article))
            except ArchiveForeign as exc:
                yield Finding(f"Article {article} cannot be read: {exc}")
        for page in store.pages.ids():
            yield from _page(store, page)
        for issue in store.joins.wrong():
            yield Finding(f"The articles of {' '.join(issue.split())} are not joined as their notes say")
        yield from _vectors(store, dim)


def examine_legs(store: Store, legs: Legs) -> Iterator[Finding]:
    """Yield what is wrong with the indexes of an archive that is sound; all of it can be made anew."""
    with legs.current():
        stored = {number for number, _ in store.passages.added_since(0)}
        yield from _leg("vectors", legs.vectors, stored)
        yield from _leg("words", legs.words, stored)


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


def _page(store: Store, number: int) -> Iterator[Finding]:
    try:
        page = store.pages.get(number)
        if store.pages.id_of(page_hash(page)) != number:
            yield Finding(f"The page of {page.file} is not the one that was read")
    except ArchiveForeign as exc:
        yield Finding(f"Page {number} cannot be read: {exc}")


def _article(store: Store, article: Article, pages: list[Page]) -> Iterator[Finding]:
    if len(pages) != len(article.parts):
        yield Finding(f"Article {article.id} lacks a page")
        return
    for part, page in zip(article.parts, pages, strict=True):
        if not _is_aligned(article.body[part.start : part.end], page.raw):
            yield Finding(f"Article {article.id} does not agree with {page.file}")
    for name in ("headline", "kicker", "subtitle", "byline"):
        if not _is_aligned(getattr(article, name), pages[0].raw):
            yield Finding(f"The {name} of article {article.id} does not agree with {pages[0].file}")
    if any(not it.start < it.end <= len(article.text) for it in article.mentions):
        yield Finding(f"A time that article {article.id} speaks of is named outside its text")
    for name in store.joins.parts(article.id):
        if store.reprints.wrong(name, store.texts(name).get("body", "")):
            yield Finding(f"The reprints noted of article {name} are not what its text says")
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
        elif not abs(np.linalg.norm(codec.unpack_vectors([packed], dim)) - 1) < _LOST:
            yield Finding(f"The vector of chunk {number} is not of unit length")


def _leg(name: str, leg: VectorsLeg | WordsLeg, stored: set[int]) -> Iterator[Finding]:
    if leg.is_damaged():
        yield Finding(f"The index of {name} is damaged on the disk", repairable=True)
        return
    ids = leg.ids()
    if missing := len(stored - ids):
        yield Finding(f"The index of {name} lacks {missing} chunks", repairable=True)
    if foreign := len(ids - stored):
        yield Finding(f"The index of {name} holds {foreign} chunks that are gone", repairable=True)
