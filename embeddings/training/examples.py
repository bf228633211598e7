"""Pairs as token numbers, with the teacher's vector of the English side where it has one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.training.dictionaries import Glosses
from embeddings.training.lessons import Lessons, senses
from embeddings.training.pairs import Pairs

_TOKENS = 128  # of a text, in training only

Tokens = NDArray[np.int64]


@dataclass(frozen=True)
class Examples:
    """`left[i]` belongs with `right[i]`; `taught[i]` is the row of the teacher's vector, or −1.

    Two right sides with the same number in `same` are the same text.
    """

    name: str
    left: list[Tokens]
    right: list[Tokens]
    same: NDArray[np.int64]
    taught: NDArray[np.int64]
    translated: bool


def make_examples(
    tokenizer: Tokenizer, pairs: Sequence[Pairs], glosses: Glosses, lessons: Lessons
) -> list[Examples]:
    """The sets of pairs, and one more of words with their senses."""
    words = [(word, sense) for word in sorted(glosses) for sense in senses(glosses, word)]
    words = [row for row, place in zip(words, lessons.places(s for _, s in words), strict=True) if place >= 0]
    dictionary = Pairs(
        "dictionary", [w for w, _ in words], [s for _, s in words], ["dictionary"] * len(words), False
    )
    return [_examples(tokenizer, each, lessons) for each in (*pairs, dictionary)]


def _examples(tokenizer: Tokenizer, pairs: Pairs, lessons: Lessons) -> Examples:
    left, right = tokenized(tokenizer, pairs.left), tokenized(tokenizer, pairs.right)
    texts: dict[str, int] = {}
    same = np.array([texts.setdefault(text, len(texts)) for text in pairs.right], dtype=np.int64)
    return Examples(pairs.name, left, right, same, lessons.places(pairs.right), pairs.translated)


def tokenized(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Tokens]:
    """Each text's known tokens; a text without any is the unknown one, whose vector is zero."""
    found: list[Tokens] = []
    for start in range(0, len(texts), 4096):
        batch = list(texts[start : start + 4096])
        encodings = tokenizer.encode_batch_fast(batch, add_special_tokens=False)
        found.extend(_known(encoding.ids) for encoding in encodings)
    return found


def _known(numbers: Iterable[int]) -> Tokens:
    kept = [number for number in numbers if number][:_TOKENS]
    return np.array(kept or [0], dtype=np.int64)
