"""Words without a row of their own: each has the row of the token that is nearest to what it means.

Dictionaries have several times as many words as there is room for rows. A word that is found as a whole
and lies on a near row says more than its pieces do one by one, and costs some 30 bytes instead of 400
(model2vec calls it vocabulary quantization). Chinese words do not: they would be found in place of their
characters, by which names are told apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.embedder import Vectors
from embeddings.training.dictionaries import Glosses, translations
from embeddings.training.examples import tokenized
from embeddings.training.frequencies import Frequencies
from embeddings.training.objective import pooled
from embeddings.training.vocabulary import frequent, longest_match

_SHORTEST = 3  # letters: a shorter word would cut others apart
_ENGLISH = 1e-7  # the share of English text from which on a word is not taken for a foreign one
_TRANSLATIONS = 3  # of a word, the first ones
_PIECES = 0.4  # what a word's pieces count for beside its translations
_RARE = 0.9  # the quantile of lengths that the row of a rare word has
_BLOCK = 2000  # words whose nearest rows are looked up at once


@dataclass(frozen=True)
class Sharers:
    """Words, the row that each shares, and the length that a row has for them."""

    words: list[str]
    rows: NDArray[np.int64]
    length: float


def choose_sharers(
    tokens: Sequence[str],
    frequencies: Mapping[str, Frequencies],
    glosses: Glosses,
    sizes: Mapping[str, int],
) -> list[str]:
    """The most frequent words that a dictionary translates and that are no tokens, some of each language."""
    english = frequencies.get("en", {})
    taken = {*tokens, *(word for word, share in english.items() if share >= _ENGLISH)}
    chosen: list[str] = []
    for language, size in sizes.items():
        words = (word for word in frequent(language, frequencies) if len(word) >= _SHORTEST)
        free = (word for word in words if word not in taken and translations(glosses.get(word, [])))
        chosen += islice(free, size)
    return sorted(set(chosen))


def share_rows(tokenizer: Tokenizer, matrix: Vectors, words: Sequence[str], glosses: Glosses) -> Sharers:
    """The row for each word that is nearest to its translations and, less so, to its pieces."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    rows = np.zeros(0, dtype=np.int64)
    if words:
        meanings = _meanings(tokenizer, matrix, [glosses[word] for word in words])
        pieces = pooled(matrix, tokenized(tokenizer, words))
        rows = _nearest(meanings + _PIECES * pieces, matrix / np.maximum(lengths, 1e-9))
    return Sharers(list(words), rows, float(np.quantile(lengths, _RARE)))


def with_words(tokenizer: Tokenizer, words: Sequence[str]) -> Tokenizer:
    """The same tokenizer that also finds these words, numbered after its own tokens."""
    numbers = tokenizer.get_vocab()
    more = Tokenizer.from_str(tokenizer.to_str())
    more.model = longest_match(numbers | {word: len(numbers) + place for place, word in enumerate(words)})
    return more


def _meanings(tokenizer: Tokenizer, matrix: Vectors, glosses: Sequence[Sequence[str]]) -> Vectors:
    """The mean of the translations of each word, as the trained rows have them, at length 1."""
    senses = [translations(texts)[:_TRANSLATIONS] for texts in glosses]
    vectors = pooled(matrix, tokenized(tokenizer, [text for texts in senses for text in texts]))
    starts = np.cumsum([0, *map(len, senses[:-1])])
    sums = np.add.reduceat(vectors, starts, axis=0)
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9))


def _nearest(vectors: Vectors, rows: Vectors) -> NDArray[np.int64]:
    blocks = [vectors[start : start + _BLOCK] for start in range(0, len(vectors), _BLOCK)]
    return np.concatenate([(block @ rows.T).argmax(axis=1) for block in blocks])
