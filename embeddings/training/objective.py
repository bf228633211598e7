"""What a batch asks of the vectors: each text nearest to its partner, and to the teacher's vector."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from embeddings.embedder import Vectors
from embeddings.training.batches import Batch
from embeddings.training.examples import Tokens
from embeddings.training.recipe import Recipe


def pool(rows: torch.Tensor, texts: list[Tokens], numbers: torch.Tensor) -> torch.Tensor:
    """Unit vectors of texts whose tokens stand one after another in `numbers`, as numbers of `rows`."""
    starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    return normalize(
        embedding_bag(numbers, rows, torch.from_numpy(starts.astype(np.int64)), mode="sum"), dim=1
    )


def pooled(matrix: Vectors, texts: Sequence[Tokens]) -> Vectors:
    """The same of the whole matrix, outside training; shape (len(texts), dim)."""
    numbers = torch.from_numpy(np.concatenate(texts))
    return np.asarray(pool(torch.from_numpy(matrix), list(texts), numbers).numpy())


def loss(
    batch: Batch, left: torch.Tensor, right: torch.Tensor, teacher: torch.Tensor, recipe: Recipe
) -> torch.Tensor:
    """InfoNCE between the sides (van den Oord et al., 2018), and from either side to the teacher.

    A collage is looked for, not looking; a dictionary's words learn from the teacher alone.
    """
    forbidden = torch.from_numpy(batch.forbidden)
    if batch.collage:
        return _nce(left, right, forbidden, recipe.sharpness)
    total = torch.zeros(())
    if not batch.dictionary:
        total = _both_ways(left, right, forbidden, recipe.sharpness)
    taught = np.flatnonzero(batch.taught >= 0)
    if len(taught) > 1:
        pick = torch.from_numpy(taught)
        lesson = teacher[torch.from_numpy(batch.taught[taught])]
        among = forbidden[pick][:, pick]
        for side in (left, right):
            total = total + recipe.teacher_weight * _both_ways(side[pick], lesson, among, recipe.sharpness)
    return total


def _both_ways(
    left: torch.Tensor, right: torch.Tensor, forbidden: torch.Tensor, sharpness: float
) -> torch.Tensor:
    ahead = _nce(left, right, forbidden, sharpness)
    return (ahead + _nce(right, left, forbidden.T, sharpness)) / 2


def _nce(left: torch.Tensor, right: torch.Tensor, forbidden: torch.Tensor, sharpness: float) -> torch.Tensor:
    scores = (left @ right.T * sharpness).masked_fill(forbidden, -1e4)
    return cross_entropy(scores, torch.arange(len(left)))


def numbered(batch: Batch) -> tuple[NDArray[np.int64], torch.Tensor, torch.Tensor]:
    """The batch's distinct tokens, and each side's tokens as places among them."""
    flat = np.concatenate([*batch.left, *batch.right])
    distinct, places = np.unique(flat, return_inverse=True)
    end = sum(len(text) for text in batch.left)
    return distinct, torch.from_numpy(places[:end]), torch.from_numpy(places[end:])
