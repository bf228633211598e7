"""The model's files, in model2vec's layout: each row in int8, a token's length in its weight."""

import hashlib
import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save
from tokenizers import Tokenizer

from embeddings.embedder import Vectors
from embeddings.training.sharing import Sharers, with_words


def write_model(folder: Path, tokenizer: Tokenizer, matrix: Vectors, sharers: Sharers) -> str:
    """Write the three files, and return the version: 8 hex digits of what they hold."""
    tokenizer = with_words(tokenizer, sharers.words)
    peaks = np.abs(matrix).max(axis=1)
    scales = np.maximum(peaks, 1e-12) / 127
    rounded = np.rint(matrix / scales[:, None]).astype(np.int8)
    own = np.where(peaks > 0, scales / np.median(scales), 0)
    shared = own[sharers.rows] * sharers.length / np.linalg.norm(matrix[sharers.rows], axis=1)
    weights = np.concatenate([own, shared]).astype(np.float32)
    mapping = np.concatenate([np.arange(len(matrix)), sharers.rows]).astype(np.int32)
    tensors = save({"embeddings": rounded, "weights": weights, "mapping": mapping})
    text = tokenizer.to_str()
    version = hashlib.sha256(tensors + text.encode()).hexdigest()[:8]
    config = {
        "model_type": "model2vec",
        "normalize": True,
        "max_length": None,
        "embedding_dtype": "int8",
        "hidden_dim": int(matrix.shape[1]),
        "version": version,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.safetensors").write_bytes(tensors)
    (folder / "tokenizer.json").write_text(text, encoding="utf-8")
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return version
