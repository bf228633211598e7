"""Chroma: vectors alone; it has no ranking by words on one's own machine."""

from collections.abc import Iterator
from pathlib import Path

import chromadb

from eval.peers.driving import Chunk, Given, K, drive


class Chroma:
    def __init__(self, given: Given, index: Path) -> None:
        self._vectors = given.vectors()
        quiet = chromadb.Settings(anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(str(index), settings=quiet)

    def build(self, batches: Iterator[list[Chunk]]) -> None:
        space = {"hnsw": {"space": "ip"}}
        self._chunks = self._client.create_collection("chunks", configuration=space, embedding_function=None)
        for batch in batches:
            self.add(batch)

    def open(self) -> None:
        self._chunks = self._client.get_collection("chunks", embedding_function=None)

    def search(self, question: str) -> list[str]:
        found = self._chunks.query(query_embeddings=[self._vectors[question]], n_results=K)
        texts: list[str] = found["documents"][0]
        return texts

    def by_words(self, question: str) -> None:
        return None

    def add(self, chunks: list[Chunk]) -> None:
        self._chunks.add(
            ids=[chunk.id for chunk in chunks],
            embeddings=[chunk.vector for chunk in chunks],
            documents=[chunk.text for chunk in chunks],
        )

    def remove(self, chunks: list[Chunk]) -> None:
        self._chunks.delete([chunk.id for chunk in chunks])


if __name__ == "__main__":
    drive(Chroma)
