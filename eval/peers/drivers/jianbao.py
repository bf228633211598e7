"""Ours: an archive as users have it, all that a search does included, texts, reprints and evidence too."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from embeddings import Embedder, load_embedder
from embeddings.embedder import Vectors
from eval.lighthouses import write_articles
from eval.peers.driving import Chunk, Given, K, drive
from rag.archive import Archive
from rag.indexing.lock import writing

if TYPE_CHECKING:
    from eval.bare import Read


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

    def build(self, read: "Iterator[Read]") -> None:
        from eval.bare import put  # a search does without what reads files

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
        from eval.runs import rank_by_leg

        return bool(rank_by_leg(self._archive, question, "words"))

    def add(self, chunks: list[Chunk]) -> None:
        write_articles(self._more, {chunk.id: chunk.text for chunk in chunks})
        self._archive.index([self._more])

    def remove(self, chunks: list[Chunk]) -> None:
        self._archive.remove([self._more.name])


def pages(given: Given) -> "Iterator[Read]":
    """The pages that the passages were cut from, cut and embedded again."""
    from eval.bare import batches

    return batches(Path(given.about["corpus"]), load_embedder("builtin"), given.about["articles"])


if __name__ == "__main__":
    drive(Jianbao, pages)
