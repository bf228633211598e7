"""The English texts that the teacher reads, and its vector of each."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.embedder import Vectors
from embeddings.training.dictionaries import Glosses
from embeddings.training.pairs import Pairs
from embeddings.training.teacher import Teacher

_SENSES = 3  # of a word, the first ones
_LONGEST_GLOSS = 70  # characters; a longer one explains rather than names
_LONGEST_SENTENCE = 160


class Lessons:
    """Texts with the teacher's vectors, found by the text."""

    def __init__(self, texts: Sequence[str], vectors: Vectors) -> None:
        self._places = {text: place for place, text in enumerate(texts)}
        self.vectors = vectors

    def places(self, texts: Iterable[str]) -> NDArray[np.int64]:
        """The row of each text's vector, −1 for a text that was not read."""
        return np.array([self._places.get(text, -1) for text in texts], dtype=np.int64)


def senses(glosses: Glosses, word: str) -> list[str]:
    return [text for text in glosses.get(word, [])[:_SENSES] if 1 < len(text) <= _LONGEST_GLOSS]


def choose_lessons(
    english: Iterable[str], glosses: Glosses, translations: Sequence[Pairs], most: int
) -> list[str]:
    """English words, what dictionaries say of words, and the English side of translations.

    `most` is how many sentences are read of one source in one language.
    """
    chosen = dict.fromkeys(english)
    for word in sorted(glosses):
        chosen.update(dict.fromkeys(senses(glosses, word)))
    for pairs in translations:
        left = dict.fromkeys(pairs.sources, most)
        for text, source in zip(pairs.right, pairs.sources, strict=True):
            if text not in chosen and len(text) <= _LONGEST_SENTENCE and left[source] > 0:
                chosen[text] = None
                left[source] -= 1
    return list(chosen)


def learn(teacher: Teacher, texts: list[str]) -> Lessons:
    return Lessons(texts, teacher.vectors(texts))
