"""The training: from the start vectors to the trained ones."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import torch

from embeddings.embedder import Vectors
from embeddings.training.batches import epoch, make_batches
from embeddings.training.examples import Examples
from embeddings.training.objective import loss, numbered, pool
from embeddings.training.optimizer import RowAdam
from embeddings.training.recipe import Recipe

_LEAST = 0.02  # of the rate, at the end


def fit(start: Vectors, sources: Sequence[Examples], teacher: Vectors, recipe: Recipe) -> Vectors:
    """The mean of runs that see the examples in other orders (model soups: Wortsman et al., 2022)."""
    seeds = range(recipe.seed, recipe.seed + recipe.runs)
    return np.asarray(np.mean([_run(start, sources, teacher, recipe, seed) for seed in seeds], axis=0))


def _run(start: Vectors, sources: Sequence[Examples], teacher: Vectors, recipe: Recipe, seed: int) -> Vectors:
    """One run; in one thread, so that sums are added up in the same order every time."""
    torch.set_num_threads(1)
    lessons = torch.from_numpy(teacher[:, : recipe.dim].copy())
    lessons = torch.nn.functional.normalize(lessons - lessons.mean(dim=0), dim=1)
    adam = RowAdam(torch.from_numpy(start.copy()))
    steps = recipe.epochs * len(epoch(sources, recipe, np.random.default_rng(seed)))
    random, done, running = np.random.default_rng(seed), 0, 0.0
    for _ in range(recipe.epochs):
        for batch in make_batches(sources, recipe, random):
            distinct, left, right = numbered(batch)
            rows = torch.from_numpy(distinct)
            vectors = adam.matrix[rows].requires_grad_()
            value = loss(
                batch, pool(vectors, batch.left, left), pool(vectors, batch.right, right), lessons, recipe
            )
            if value.requires_grad:
                cast(Any, value).backward()
                if vectors.grad is not None:
                    adam.step(rows, vectors.grad, recipe.rate * max(_LEAST, 1 - done / steps))
                running = 0.99 * running + 0.01 * float(value.detach())
            done += 1
            if done % 200 == 0:
                print(f"training, seed {seed}: step {done:,} of {steps:,}, loss {running:.2f}", flush=True)
    adam.matrix[0] = 0.0
    return np.asarray(adam.matrix.numpy())
