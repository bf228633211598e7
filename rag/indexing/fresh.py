"""Vectors of another encoder, made beside those in use until there is one for every chunk."""

import uuid

import numpy as np
from numpy.typing import NDArray

from rag.indexing import codec
from rag.indexing.store import Store
from rag.types import Chunk

_KEY = "fresh"  # the encoder whose vectors these are
_MADE = "embedded anew"  # of the vectors in use: a mark of their own, "" for the first ones
_TABLE = "CREATE TABLE IF NOT EXISTS fresh (chunk INTEGER PRIMARY KEY, vector BLOB NOT NULL)"


def begin(store: Store, encoder: str) -> None:
    """Go on with the vectors of this encoder; those of another, that were not finished, are dropped."""
    with store.database.transaction() as connection:
        if store.remembered(_KEY) != encoder:
            connection.execute("DROP TABLE IF EXISTS fresh")
        connection.execute(_TABLE)
        store.remember(_KEY, encoder)


def lacking(store: Store, limit: int) -> list[tuple[int, Chunk]]:
    """The next chunks without a fresh vector. Their ids only grow, so they follow the last that has one."""
    sql = """SELECT id, article, first, past FROM chunks
             WHERE id > (SELECT coalesce(max(chunk), 0) FROM fresh) ORDER BY id LIMIT ?"""
    return [(row[0], Chunk(*row[1:])) for row in store.database.rows(sql, (limit,))]


def put(store: Store, ids: list[int], vectors: NDArray[np.float32]) -> None:
    """Commit fresh vectors, shape (len(ids), dim)."""
    rows = [(number, codec.pack_vector(vector)) for number, vector in zip(ids, vectors, strict=True)]
    with store.database.transaction() as connection:
        connection.executemany("INSERT INTO fresh VALUES (?, ?)", rows)


def switch(store: Store, encoder: str, dim: int) -> None:
    """Put the fresh vectors in the place of the old ones, all at once. Each chunk must have one."""
    with store.change():
        store.database.rows(
            "UPDATE chunks SET vector = fresh.vector FROM fresh WHERE fresh.chunk = chunks.id"
        )
        store.database.rows("DROP TABLE fresh")
        store.remember("encoder", encoder)
        store.remember("dim", str(dim))
        store.remember(_MADE, uuid.uuid4().hex[:12])
        store.remember(_KEY, "")


def generation(store: Store) -> str:
    """What tells the archive's vectors from those before them, also where another model has the same name."""
    return f"{store.remembered('encoder')} {store.remembered(_MADE)}".strip()
