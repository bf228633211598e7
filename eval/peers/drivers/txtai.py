"""txtai: a hybrid embeddings database, texts in SQLite. It chooses FAISS's lists by size itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from txtai import Embeddings

from eval.peers.driving import TOKEN, Chunk, Given, K, drive


class Txtai:
    def __init__(self, given: Given, index: Path) -> None:
        self._vectors, self._index = given.vectors(), str(index)
        words = {"method": "bm25", "terms": True, "normalize": True, "tokenizer": {"regexp": TOKEN}}
        self._encoder = {"method": "external", "transform": lambda texts: self._encode(texts)}
        self._both = Embeddings(self._encoder, content=True, scoring=words)

    def build(self, batches: Iterator[list[Chunk]]) -> None:
        def rows() -> Iterator[tuple[str, str]]:
            for batch in batches:
                self._vectors.update({chunk.text: chunk.vector for chunk in batch})
                yield from ((chunk.id, chunk.text) for chunk in batch)

        self._both.index(rows())
        self._both.save(self._index)

    def open(self) -> None:
        self._both.load(self._index, config=self._encoder)  # which is not saved

    def search(self, question: str) -> list[str]:
        return [row["text"] for row in self._both.search(question, K)]

    def by_words(self, question: str) -> bool:
        return any(score > 0 for _, score in self._both.scoring.search(question, K))

    def add(self, chunks: list[Chunk]) -> None:
        self._both.upsert((chunk.id, chunk.text) for chunk in chunks)
        self._both.save(self._index)

    def remove(self, chunks: list[Chunk]) -> None:
        self._both.delete([chunk.id for chunk in chunks])
        self._both.save(self._index)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._vectors[text] for text in texts])


if __name__ == "__main__":
    drive(Txtai)
