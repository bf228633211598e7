"""Haystack: the document store in memory, saved as JSON, BM25 and vectors joined in a pipeline."""

from collections.abc import Iterator
from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from eval.peers.driving import TOKEN, Chunk, Given, K, drive


class Haystack:
    def __init__(self, given: Given, index: Path) -> None:
        self._vectors, self._file = given.vectors(), index / "store.json"

    def build(self, batches: Iterator[list[Chunk]]) -> None:
        self._store = InMemoryDocumentStore(bm25_tokenization_regex=TOKEN)
        self._file.parent.mkdir()
        self.add([chunk for batch in batches for chunk in batch])

    def open(self) -> None:
        self._store = InMemoryDocumentStore.load_from_disk(str(self._file))
        self._words = InMemoryBM25Retriever(self._store, top_k=K)
        self._both = Pipeline()
        self._both.add_component("words", self._words)
        self._both.add_component("vectors", InMemoryEmbeddingRetriever(self._store, top_k=K))
        self._both.add_component("joined", DocumentJoiner("reciprocal_rank_fusion", top_k=K))
        self._both.connect("words", "joined")
        self._both.connect("vectors", "joined")

    def search(self, question: str) -> list[str]:
        near = {"query_embedding": self._vectors[question].tolist()}
        found = self._both.run({"words": {"query": question}, "vectors": near})
        return [document.content for document in found["joined"]["documents"]]

    def by_words(self, question: str) -> bool:
        return any(document.score > 0 for document in self._words.run(question)["documents"])

    def add(self, chunks: list[Chunk]) -> None:
        self._store.write_documents(
            [Document(chunk.id, content=chunk.text, embedding=chunk.vector.tolist()) for chunk in chunks]
        )
        self._store.save_to_disk(str(self._file))

    def remove(self, chunks: list[Chunk]) -> None:
        self._store.delete_documents([chunk.id for chunk in chunks])
        self._store.save_to_disk(str(self._file))


if __name__ == "__main__":
    drive(Haystack)
