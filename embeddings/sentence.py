"""Any sentence-transformers model; the library (5 s, 400 MB) is imported only when one is asked for."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from embeddings.embedder import EmbedderError, Vectors
from embeddings.hub import fetch

# E5 was trained with these before every text, and most copies of it do not declare them.
# Its instruct models want other words, and declare those.
_E5 = re.compile(r"(?:^|[/\\_-])e5-(?!.*instruct)", re.IGNORECASE)
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}
_BATCH = 32
_PROGRESS = 2_000  # texts from which on a bar is worth showing


class SentenceEmbedder:
    """A model by its folder or its name on the hub, on the best device there is, with its prompts."""

    def __init__(self, name: str) -> None:
        """Load the model; raises EmbedderError without the extra `models` or without the model."""
        load, folder = sentence_transformers(f"The encoder {name}").SentenceTransformer, fetch(name)
        try:
            self._model = load(str(folder))
        except (OSError, ValueError, RuntimeError, KeyError, AttributeError) as error:
            raise EmbedderError(f"{name} is no sentence-transformers model that loads: {error}") from error
        self._prompts = prompts(name, self._model.prompts)
        self.name = name
        self.dim = int(self._model.get_embedding_dimension())

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._prompts["query"])

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._prompts["document"])

    def _embed(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            raise EmbedderError("There is no text to embed: give at least one.")
        vectors = self._model.encode(
            list(texts),
            prompt=prompt,
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=len(texts) >= _PROGRESS,
        )
        found: Vectors = np.asarray(vectors, dtype=np.float32)
        if not np.isfinite(found).all():
            raise EmbedderError(f"The encoder {self.name} gave NaN or infinity: its files may be damaged.")
        return found


def sentence_transformers(what: str) -> Any:
    """The library, for what needs it; raises EmbedderError where it is not installed."""
    try:
        import sentence_transformers as library
    except ImportError as error:
        raise EmbedderError(f"{what} needs the extra `models`: pip install 'jianbao[models]'.") from error
    return library


def prompts(name: str, declared: dict[str, str]) -> dict[str, str]:
    """What goes before a query and before a document: what the model's files say, or what E5 wants.

    prompts("intfloat/multilingual-e5-small", {}) == {"query": "query: ", "document": "passage: "}
    """
    found = {
        "query": declared.get("query", ""),
        "document": declared.get("document") or declared.get("passage", ""),
    }
    return _E5_PROMPTS if _E5.search(name) and not any(found.values()) else found
