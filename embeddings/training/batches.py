"""What the model sees, and in which order: batches of one source each, the sources shuffled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.training.examples import Examples, Tokens
from embeddings.training.recipe import Recipe


@dataclass(frozen=True)
class Batch:
    """`left[i]` is to find `right[i]`, and may find any other j unless `forbidden[i, j]`."""

    left: list[Tokens]
    right: list[Tokens]
    forbidden: NDArray[np.bool_]
    taught: NDArray[np.int64]
    collage: bool = False
    dictionary: bool = False


def epoch(
    sources: Sequence[Examples], recipe: Recipe, random: np.random.Generator
) -> list[tuple[int, Tokens]]:
    """The batches of one epoch as (source, places in it), shuffled."""
    plan: list[tuple[int, Tokens]] = []
    for number, source in enumerate(sources):
        places = random.permutation(len(source.left))[: recipe.caps.get(source.name)]
        for _ in range(recipe.repeats.get(source.name, 1)):
            places = random.permutation(places)
            starts = range(0, len(places), recipe.batch)
            batches = [places[start : start + recipe.batch] for start in starts]
            plan.extend((number, batch) for batch in batches if len(batch) > 1)
    order = random.permutation(len(plan))
    return [plan[place] for place in order]


def make_batches(sources: Sequence[Examples], recipe: Recipe, random: np.random.Generator) -> Iterator[Batch]:
    """Yield the batches of one epoch; a text's other right answers are not counted against it."""
    for number, places in epoch(sources, recipe, random):
        source = sources[number]
        left, right = ([side[place] for place in places] for side in (source.left, source.right))
        same = source.same[places]
        forbidden = (same[:, None] == same[None, :]) & ~np.eye(len(places), dtype=bool)
        if source.translated and random.random() < recipe.collage_share:
            yield _collage(left, right, forbidden, random)
        else:
            yield Batch(left, right, forbidden, source.taught[places], dictionary=source.name == "dictionary")


def _collage(
    left: list[Tokens], right: list[Tokens], forbidden: NDArray[np.bool_], random: np.random.Generator
) -> Batch:
    """A sentence looks for the collage that its translation, or the sentence itself, was pasted into.

    This is what a question does to a passage: it matches a part, and the rest must not drown it.
    A third of the questions are in the collage's own language, with two tokens in five left out.
    """
    questions, sentences = (left, right) if random.random() < 0.5 else (right, left)
    if random.random() < 0.35:
        questions = [_thinned(sentence, random) for sentence in sentences]
    count = len(sentences)
    others = [random.permutation(count) for _ in range(int(random.integers(2, 7)))]
    collages = [
        np.concatenate([sentences[i], *(sentences[order[i]] for order in others)]) for i in range(count)
    ]
    for order in others:
        forbidden[order, np.arange(count)] = True
    np.fill_diagonal(forbidden, False)
    return Batch(questions, collages, forbidden, np.full(count, -1), collage=True)


def _thinned(sentence: Tokens, random: np.random.Generator) -> Tokens:
    kept = sentence[random.random(len(sentence)) < 0.6]
    return kept if len(kept) else sentence[:1]
