"""Text in, unit vectors out. This room knows nothing about newspapers."""

from embeddings.embedder import Embedder, EmbedderError
from embeddings.names import builtin, load_embedder

__all__ = ["Embedder", "EmbedderError", "builtin", "load_embedder"]
