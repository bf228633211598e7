"""Small real classes that stand in for slow or foreign parts."""

import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from embeddings import EmbedderError
from embeddings.embedder import Vectors


class PairEmbedder:
    """Texts are near when they share pairs of characters: deterministic, and right about repeats."""

    name = "pairs-64"
    dim = 64

    def __init__(self) -> None:
        self.embedded = 0  # documents so far

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            raise EmbedderError("There is nothing to embed")
        rows = np.full((len(texts), self.dim), 1e-6)
        for row, text in zip(rows, texts, strict=True):
            for pair in pairwise(text):
                row[zlib.crc32("".join(pair).encode()) % self.dim] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)
