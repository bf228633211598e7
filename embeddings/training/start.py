"""The matrix that training starts from: what a token means, how it is written, and how rare it is."""

from collections.abc import Sequence

import numpy as np

from embeddings.embedder import Vectors
from embeddings.training.dictionaries import Glosses
from embeddings.training.lessons import Lessons, senses
from embeddings.training.recipe import Recipe
from embeddings.training.spelling import spell
from embeddings.training.vocabulary import Vocabulary

_NEIGHBOURS = 4  # from which a token without a meaning borrows one
_ALIKE = 0.45  # the least cosine of spellings for that
_BLOCK = 1000  # tokens whose neighbours are looked up at once


def start_vectors(
    vocabulary: Vocabulary, english: Sequence[str], glosses: Glosses, lessons: Lessons, recipe: Recipe
) -> Vectors:
    """Shape (tokens, dim). A row's length is its weight, a / (a + share) (Arora, Liang and Ma, 2017)."""
    tokens, spelling = vocabulary.tokens, spell(vocabulary.tokens, recipe.dim, recipe.seed)
    meaning = _meanings(tokens, set(english), glosses, lessons)
    _borrow(tokens, meaning, spell(tokens, 256, recipe.seed + 1))
    shares = np.array(vocabulary.shares, dtype=np.float32)
    weights = recipe.rarity / (recipe.rarity + shares)
    matrix = _unit(meaning[:, : recipe.dim]) + recipe.spelling * spelling
    matrix *= weights[:, None]
    matrix[0] = 0.0  # [UNK]
    return matrix


def _meanings(tokens: Sequence[str], english: set[str], glosses: Glosses, lessons: Lessons) -> Vectors:
    """An English word's own vector; of another word the mean of its glosses'; else zeros."""
    centre = lessons.vectors[lessons.places(sorted(english))].mean(axis=0)
    meaning = np.zeros((len(tokens), lessons.vectors.shape[1]), dtype=np.float32)
    for row, token in enumerate(tokens):
        texts = [token] if token in english else senses(glosses, token)
        places = lessons.places(texts)
        if (places >= 0).any():
            meaning[row] = _unit(lessons.vectors[places[places >= 0]] - 0.9 * centre).mean(axis=0)
    return _unit(meaning)


def _borrow(tokens: Sequence[str], meaning: Vectors, spelling: Vectors) -> None:
    """Give each word without a meaning those of the words that are written most like it: inflected forms."""
    known = np.flatnonzero(meaning.any(axis=1) & np.array([len(token) > 1 for token in tokens]))
    lacking = [
        row
        for row, token in enumerate(tokens)
        if not meaning[row].any() and len(token) > 3 and token.isalpha()
    ]
    if len(known) <= _NEIGHBOURS:
        return
    for start in range(0, len(lacking), _BLOCK):
        rows = lacking[start : start + _BLOCK]
        alike = spelling[rows] @ spelling[known].T
        nearest = np.argpartition(-alike, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
        near = np.take_along_axis(alike, nearest, axis=1)
        near = np.where(near > _ALIKE, near, 0.0) ** 2
        meaning[rows] = 0.8 * _unit(np.einsum("rn,rnd->rd", near, meaning[known[nearest]]))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
