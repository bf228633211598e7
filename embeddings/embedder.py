"""The contract that every encoder keeps, and the errors that it may raise."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Tokens = NDArray[np.int64]  # their numbers in a vocabulary


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
