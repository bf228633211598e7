"""A vector of how a token is written, so that tokens written alike lie near each other from the start."""

from collections.abc import Sequence

import numpy as np
import torch

from embeddings.embedder import Vectors
from embeddings.training.vocabulary import UNSPACED


def pieces(token: str) -> list[str]:
    """Characters and pairs of them in unspaced scripts; else the beginning and the runs of 3 to 5 characters.

    pieces("世界") == ["世", "界", "世界"]
    """
    if UNSPACED.search(token):
        return [*token, *(token[i : i + 2] for i in range(len(token) - 1))]
    marked = f"<{token}>"
    runs = [marked[i : i + size] for size in (3, 4, 5) for i in range(len(marked) - size + 1)]
    return [token[:4] if len(token) >= 4 else marked, *runs]


def spell(tokens: Sequence[str], dim: int, seed: int) -> Vectors:
    """Unit vectors, shape (len(tokens), dim): sums of a random vector per piece, a rare piece counting more
    (the subwords of Bojanowski et al., 2017, without training)."""
    numbers: dict[str, int] = {}
    spelled = [[numbers.setdefault(piece, len(numbers)) for piece in pieces(token)] for token in tokens]
    flat = np.concatenate([np.array(row, dtype=np.int64) for row in spelled])
    starts = np.cumsum([0, *(len(row) for row in spelled[:-1])])
    seen = np.bincount(flat, minlength=len(numbers))
    weights = np.sqrt(np.log(1 + len(tokens) / seen)).astype(np.float32)
    random = np.random.default_rng(seed).standard_normal((len(numbers), dim), dtype=np.float32)
    sums = torch.nn.functional.embedding_bag(
        torch.from_numpy(flat),
        torch.from_numpy(random * weights[:, None]),
        torch.from_numpy(starts.astype(np.int64)),
        mode="sum",
    )
    return np.asarray(torch.nn.functional.normalize(sums, dim=1).numpy())
