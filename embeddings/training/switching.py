"""Chinese and Japanese texts put into English, word by word.

To a model that adds up its words, a text whose words are replaced by what a dictionary gives for them is
nearly a translation. So the questions, headlines and news, which nobody has translated, teach across
languages as well (code-switching: Qin et al., CoSDA-ML, 2020).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.embedder import Vectors
from embeddings.training.dictionaries import Glosses, translations
from embeddings.training.examples import Examples, Tokens, tokenized
from embeddings.training.objective import pooled
from embeddings.training.vocabulary import UNSPACED

_SHARPNESS = 6.0  # what a cosine counts for beside the logarithm of a sense's rank
_BLOCK = 20_000  # texts whose vectors are held at once
_KANA = re.compile("[\u3040-\u30ff]{1,2}")  # particles and endings: nothing that English has a word for


@dataclass(frozen=True)
class Senses:
    """What tokens of unspaced scripts may mean: token t has the senses from `first[t]` to `first[t + 1]`."""

    first: NDArray[np.int64]
    texts: list[Tokens]  # of each sense
    vectors: Vectors  # of each sense, shape (senses, dim)
    usual: NDArray[np.float64]  # how much a sense is preferred for standing early in the dictionary
    unspaced: NDArray[np.bool_]  # of each token


def read_senses(tokenizer: Tokenizer, tokens: Sequence[str], glosses: Glosses, matrix: Vectors) -> Senses:
    """The senses of the model's own tokens, with their vectors out of the matrix."""
    unspaced = [bool(UNSPACED.search(token)) for token in tokens]
    words = [
        translations(glosses.get(token, [])) if far and not _KANA.fullmatch(token) else []
        for token, far in zip(tokens, unspaced, strict=True)
    ]
    first = np.cumsum([0, *map(len, words)])
    texts = tokenized(tokenizer, [text for senses in words for text in senses])
    ranks = np.concatenate([np.arange(len(senses)) for senses in words])
    return Senses(first, texts, pooled(matrix, texts), -0.5 * np.log1p(ranks), np.array(unspaced))


def switch(examples: Examples, senses: Senses, matrix: Vectors) -> list[Examples]:
    """The same pairs with the left side in English, with the right side, and with both."""
    left, right = (in_english(side, senses, matrix) for side in (examples.left, examples.right))
    name = examples.name
    return [
        replace(examples, name=f"{name}, English left", left=left),
        replace(examples, name=f"{name}, English right", right=right),
        replace(examples, name=f"{name}, English", left=left, right=right),
    ]


def in_english(texts: Sequence[Tokens], senses: Senses, matrix: Vectors) -> list[Tokens]:
    """Each word as the one of its senses that is nearest to the text; words without a sense are left out."""
    found: list[Tokens] = []
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        for text, vector in zip(block, pooled(matrix, block), strict=True):
            found.append(_switched(text, vector, senses))
    return found


def _switched(text: Tokens, vector: Vectors, senses: Senses) -> Tokens:
    begin, end = senses.first[text], senses.first[text + 1]
    kept: list[Tokens] = []
    if (end > begin).any():
        options = np.concatenate([np.arange(a, b) for a, b in zip(begin, end, strict=True)])
        scores = _SHARPNESS * (senses.vectors[options] @ vector) + senses.usual[options]
    place = 0
    for token, count in zip(text, end - begin, strict=True):
        if count:
            kept.append(senses.texts[options[place + scores[place : place + count].argmax()]])
            place += count
        elif not senses.unspaced[token]:
            kept.append(token[None])
    return np.concatenate(kept) if kept else np.zeros(1, dtype=np.int64)
