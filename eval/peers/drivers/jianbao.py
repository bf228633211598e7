"""Ours: an archive as users have it, all that a search does included, texts, reprints and evidence too."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from embeddings import Embedder, load_embedder
from embeddings.embedder import Vectors
from eval.bare import Read, batches, put
from eval.lighthouses import write_articles
from eval.peers.driving import Chunk, Given, K, drive
from rag.archive import Archive
from rag.finding.query import understand
from rag.indexing.lock import writing


class Known:
    """The embedded encoder, with the vectors of what is given looked up: the others do not embed either."""

    def __init__(self, given: Given) -> None:
        self._vectors, self._encoder = given.vectors(), load_embedder("builtin")
        self.name, self.dim = self._encoder.name, self._encoder.dim

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._lookup(texts) if self._knows(texts) else self._encoder.embed_queries(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self._lookup(texts) if self._knows(texts) else self._encoder.embed_documents(texts)

    def _knows(self, texts: Sequence[str]) -> bool:
        return all(text in self._vectors for text in texts)

    def _lookup(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vectors[text] for text in texts])


class Jianbao:
    def __init__(self, given: Given, index: Path) -> None:
        self._index, self._more = index, index.with_name("added.jsonl")
        self._encoder: Embedder = Known(given)

    def build(self, read: Iterator[Read]) -> None:
        with Archive(self._index, create=True, embedder=self._encoder) as archive, writing(self._index):
            archive.remember_encoder(self._encoder)
            for batch in read:
                put(archive.store, batch)
            archive.legs.save()

    def open(self) -> None:
        self._archive = Archive(self._index, embedder=self._encoder)

    def search(self, question: str) -> list[str]:
        return [hit.text for hit in self._archive.search(question, K).hits]

    def by_words(self, question: str) -> bool:
        vector = self._encoder.embed_queries([question])[0]
        found, _ = self._archive.finder.found(understand(question), vector)
        return any(candidate.share for candidate in found)

    def add(self, chunks: list[Chunk]) -> None:
        write_articles(self._more, {chunk.id: chunk.text for chunk in chunks})
        self._archive.index([self._more])

    def remove(self, chunks: list[Chunk]) -> None:
        self._archive.remove([self._more.name])


def pages(given: Given) -> Iterator[Read]:
    """The pages that the passages were cut from, cut and embedded again."""
    return batches(Path(given.about["corpus"]), load_embedder("builtin"), given.about["articles"])


if __name__ == "__main__":
    drive(Jianbao, pages)
