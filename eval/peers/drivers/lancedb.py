"""LanceDB: a table with its own full-text index of pairs of characters, vectors searched exactly."""

from collections.abc import Iterator
from pathlib import Path

import lancedb
import pyarrow
from lancedb.index import FTS

from eval.peers.driving import Chunk, Given, K, drive


class LanceDB:
    def __init__(self, given: Given, index: Path) -> None:
        self._vectors, self._dim = given.vectors(), given.about["dim"]
        self._database = lancedb.connect(str(index))

    def build(self, batches: Iterator[list[Chunk]]) -> None:
        vector = pyarrow.list_(pyarrow.float32(), self._dim)
        schema = pyarrow.schema([("id", pyarrow.string()), ("text", pyarrow.string()), ("vector", vector)])
        records = (pyarrow.RecordBatch.from_pylist(_rows(batch), schema) for batch in batches)
        self._table = self._database.create_table("chunks", records, schema=schema)
        pairs = FTS(base_tokenizer="ngram", ngram_min_length=2, ngram_max_length=2, stem=False)
        self._table.create_index("text", config=pairs)
        self._table.optimize()

    def open(self) -> None:
        self._table = self._database.open_table("chunks")

    def search(self, question: str) -> list[str]:
        asked = self._table.search(query_type="hybrid").vector(self._vectors[question]).text(question)
        return [row["text"] for row in asked.limit(K).to_list()]

    def by_words(self, question: str) -> bool:
        return bool(self._table.search(question, query_type="fts").limit(K).to_list())

    def add(self, chunks: list[Chunk]) -> None:
        self._table.add(_rows(chunks))

    def remove(self, chunks: list[Chunk]) -> None:
        among = ", ".join(f"'{chunk.id}'" for chunk in chunks)
        self._table.delete(f"id IN ({among})")


def _rows(chunks: list[Chunk]) -> list[dict[str, object]]:
    return [{"id": chunk.id, "text": chunk.text, "vector": chunk.vector} for chunk in chunks]


if __name__ == "__main__":
    drive(LanceDB)
