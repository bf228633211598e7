"""Text in, unit vectors out. This room knows nothing about newspapers."""

from embeddings.embedder import Embedder, EmbedderError
from embeddings.names import load_embedder

__all__ = ["Embedder", "EmbedderError", "load_embedder"]
