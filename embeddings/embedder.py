"""The contract that every encoder keeps, and the errors that it may raise."""

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Tokens = NDArray[np.int64]  # their numbers in a vocabulary

_HALVES = re.compile("[\ud800-\udfff]")


class EmbedderError(Exception):
    """An encoder cannot be loaded, or cannot embed what it was given. One sentence says what to do."""


class Embedder(Protocol):
    """Turns texts into unit vectors, so that a dot product is a cosine.

    Both methods take at least one text and return float32 of shape (len(texts), dim), rows of
    length 1; a text gives the same row in any batch. They raise EmbedderError.
    """

    @property
    def name(self) -> str:
        """The name under which `load_embedder` finds this encoder again."""

    @property
    def dim(self) -> int: ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors: ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors: ...


def readable(texts: Sequence[str]) -> list[str]:
    """The texts with `\\ufffd` for half a surrogate pair, which no tokenizer and no server reads.

    Raises EmbedderError where there is no text.
    """
    if not texts:
        raise EmbedderError("There is no text to embed: give at least one.")
    return [_HALVES.sub("\ufffd", text) for text in texts]


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """The rows as float32 of length 1, whatever their scale; of shape (n, dim), and finite."""
    rows = vectors.astype(np.float64)
    rows[~rows.any(axis=1)] = nowhere(rows.shape[1])
    rows /= np.abs(rows).max(axis=1, keepdims=True)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def nowhere(dim: int) -> Vectors:
    """The unit vector of a text that has none: the last axis, the one that carries least."""
    vector = np.zeros(dim, dtype=np.float32)
    vector[-1] = 1.0
    return vector
