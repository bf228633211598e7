"""A static encoder: a vector per token, weighted, averaged and scaled to length 1. No torch.

It reads model2vec's layout and the one of sentence-transformers' StaticEmbedding: a tokenizer, and a
file of tensors with the matrix and, where a model has them, a weight per token and the row of each token.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from embeddings.embedder import EmbedderError, Tokens, Vectors, nowhere, readable

_BATCH = 512  # texts tokenized at once: enough to keep the tokenizer's threads busy
_MAX_TOKENS = (
    512  # model2vec's own limit, where its config does not say; null is none, as in the other layout
)


class StaticEmbedder:
    """A model2vec model out of a folder; queries and documents are embedded alike."""

    def __init__(self, folder: Path, name: str) -> None:
        """Read the model; raises EmbedderError when a file is missing or does not fit the others."""
        part = folder / "0_StaticEmbedding"
        home = part if part.is_dir() else folder
        try:
            self._tokenizer = Tokenizer.from_buffer((home / "tokenizer.json").read_bytes())
            tensors = load_file(home / "model.safetensors")
            _limit(self._tokenizer, _config(folder))
        except (OSError, ValueError, TypeError, OverflowError, SafetensorError) as error:
            raise EmbedderError(f"{folder} holds no static model that can be read: {error}") from error
        _multiply_in_one_thread()
        self._unknown = _unknown_id(self._tokenizer)
        self._rows, self._weights, self._matrix = _parts(tensors, self._tokenizer.get_vocab_size(), folder)
        self.name = name
        self.dim = int(self._matrix.shape[1])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        given = readable(texts)
        vectors = np.empty((len(given), self.dim), dtype=np.float32)
        for start in range(0, len(given), _BATCH):
            batch = given[start : start + _BATCH]
            vectors[start : start + _BATCH] = self.pooled(self.tokens(batch))
        return vectors

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The known tokens of each text, in order."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        found = (np.array(encoding.ids, dtype=np.int64) for encoding in encodings)
        return [tokens[tokens != self._unknown] for tokens in found]

    def weights(self, tokens: Tokens) -> Vectors:
        """What each token counts for in a text."""
        return np.asarray(self._weights[tokens])

    def directions(self, tokens: Tokens) -> Vectors:
        """The vector of each token by itself, at length 1."""
        vectors = self._matrix[self._rows[tokens]].astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)

    def pooled(self, texts: Sequence[Tokens]) -> Vectors:
        """The vector of each text, by itself, whatever its batch, from its tokens."""
        vectors = np.empty((len(texts), self.dim), dtype=np.float32)
        for row, tokens in enumerate(texts):
            vectors[row] = self._pool(tokens)
        return vectors

    def _pool(self, tokens: Tokens) -> Vectors:
        """The weighted sum of the tokens' rows, at length 1."""
        vector: Vectors = self._weights[tokens] @ self._matrix[self._rows[tokens]].astype(np.float32)
        length = float(np.linalg.norm(vector))
        return vector / length if length > 0 else nowhere(self.dim)


def _multiply_in_one_thread() -> None:
    """Keep numpy's BLAS from sharing out our products, which are of a few rows.

    Its threads would wait for each other in a loop that takes the cores from whoever else searches: two
    processes on two cores answered half as many questions. FAISS has another BLAS, of large products.
    """
    ThreadpoolController().select(threading_layer="pthreads").limit(limits=1)


def _config(folder: Path) -> dict[str, Any]:
    file = folder / "config.json"
    config = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {"max_length": None}
    if not isinstance(config, dict):
        raise ValueError("its config.json holds no object")
    return config


def _limit(tokenizer: Tokenizer, config: dict[str, Any]) -> None:
    tokenizer.no_padding()
    most = config.get("max_length", _MAX_TOKENS)
    if most is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(most)


def _unknown_id(tokenizer: Tokenizer) -> int:
    """The id that stands for an unknown token, −1 where there is none; such tokens carry no meaning."""
    token = getattr(tokenizer.model, "unk_token", None)
    if token is not None:
        found = tokenizer.token_to_id(token)
    elif hasattr(tokenizer.model, "unk_token"):
        found = None
    else:  # Unigram keeps the number out of Python's sight
        found = json.loads(tokenizer.to_str())["model"].get("unk_id")
    return -1 if found is None else int(found)


def _parts(
    tensors: dict[str, NDArray[Any]], size: int, folder: Path
) -> tuple[NDArray[np.int64], Vectors, NDArray[Any]]:
    """Row and weight of each token, and the matrix; raises EmbedderError when they do not fit together."""
    matrix = tensors.get("embeddings", tensors.get("embedding.weight"))
    if matrix is None or matrix.ndim != 2 or not matrix.size:
        raise EmbedderError(f"{folder} holds no matrix of token vectors: is it a static model?")
    rows = tensors.get("mapping", np.arange(len(matrix))).astype(np.int64)
    weights = tensors.get("weights", np.ones(len(rows))).astype(np.float32)
    if rows.shape != (size,) or weights.shape != (size,) or rows.min() < 0 or rows.max() >= len(matrix):
        raise EmbedderError(f"{folder} has {size} tokens, and other rows or weights: fetch the model again.")
    if not all(np.isfinite(part).all() for part in (weights, matrix) if part.dtype.kind == "f"):
        raise EmbedderError(f"{folder} holds NaN or infinity: fetch the model again.")
    return rows, weights, matrix
