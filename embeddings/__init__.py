"""Text in, unit vectors out. This room knows nothing about newspapers."""

from embeddings.embedder import Embedder, EmbedderError


def load_embedder(name: str = "builtin", api_key: str = "") -> Embedder:
    raise EmbedderError("not yet")


__all__ = ["Embedder", "EmbedderError", "load_embedder"]
