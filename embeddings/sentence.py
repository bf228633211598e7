"""Any sentence-transformers model; the library (5 s, 400 MB) is imported only when one is asked for."""

import json
import pickle
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError

from embeddings.embedder import EmbedderError, Vectors, readable, unit
from embeddings.hub import fetch_model

# E5 was trained with these before every text, and most copies of it do not declare them.
# Its instruct models want other words, and declare those.
_E5 = re.compile(r"(?:^|[_-])e5(?=[_-]|$)(?!.*instruct)", re.IGNORECASE)
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}
_BATCH = 32
_PROGRESS = 2_000  # texts from which on a bar is worth showing
BROKEN = (  # what the library raises over files that are missing, damaged or another model's
    OSError, ValueError, RuntimeError, LookupError, AttributeError, TypeError, ImportError, EOFError,
    SafetensorError, pickle.UnpicklingError,
)  # fmt: skip


class SentenceEmbedder:
    """A model by its folder or its name on the hub, on the best device there is, with its prompts."""

    def __init__(self, name: str) -> None:
        """Load the model; raises EmbedderError without the extra `models` or without the model."""
        load, folder = sentence_transformers(f"The encoder {name}").SentenceTransformer, fetch_model(name)
        try:
            # In half precision, which many files ask for, a text's vector would depend on its batch.
            self._model = load(str(folder)).float()
            self._prompts = prompts([name, _origin(folder)], self._model.prompts)
            self.name = name
            self.dim = self._embed(["dim"], "").shape[1]
        except BROKEN as error:
            raise EmbedderError(
                f"{name} is no sentence-transformers model that loads: {first_line(error)}"
            ) from error

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._prompts["query"])

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, self._prompts["document"])

    def _embed(self, texts: Sequence[str], prompt: str) -> Vectors:
        given = readable(texts)
        found = np.asarray(
            self._model.encode(
                given, prompt=prompt, batch_size=_BATCH, show_progress_bar=len(given) >= _PROGRESS
            )
        )
        if not np.isfinite(found).all():
            raise EmbedderError(f"The encoder {self.name} gave NaN or infinity: its files may be damaged.")
        return unit(found)


def sentence_transformers(what: str) -> Any:
    """The library, for what needs it; raises EmbedderError where it is not installed."""
    try:
        import sentence_transformers as library
    except ImportError as error:
        raise EmbedderError(f"{what} needs the extra `models`: pip install 'jianbao[models]'.") from error
    return library


def first_line(error: Exception) -> str:
    """Of what a library says, which goes on with advice about its own options."""
    return next(iter(str(error).splitlines()), type(error).__name__)


def prompts(names: Sequence[str], declared: dict[str, str]) -> dict[str, str]:
    """What goes before a query and before a document: what the model's files say, or what E5 wants.

    `names` are those that the model goes by, of which the last part of a path counts.

    prompts(["intfloat/multilingual-e5-small"], {}) == {"query": "query: ", "document": "passage: "}
    """
    found = {
        "query": declared.get("query", ""),
        "document": declared.get("document") or declared.get("passage", ""),
    }
    return _E5_PROMPTS if any(map(_is_e5, names)) and not any(found.values()) else found


def _is_e5(name: str) -> bool:
    """By the last part of a path, or the one that the hub's cache calls by the model's whole name."""
    parts = re.split(r"[/\\]", name.rstrip("/\\"))
    cached = [part for part in parts if part.startswith("models--")]
    return _E5.search([*parts, *cached][-1]) is not None


def _origin(folder: Path) -> str:
    """The name that a model's files say it was first saved under, which outlives that of its folder."""
    file = folder / "config.json"
    return str(json.loads(file.read_text("utf-8")).get("_name_or_path", "")) if file.is_file() else ""
