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
from embeddings.training.dictionaries import Glosses
from embeddings.training.examples import Examples, Tokens, tokenized
from embeddings.training.objective import pooled
from embeddings.training.vocabulary import UNSPACED

_SENSES = 6  # of a word, the first ones
_LONGEST = 30  # characters of a sense; a longer one explains rather than translates
_SHARPNESS = 6.0  # what a cosine counts for beside the logarithm of a sense's rank
_BLOCK = 20_000  # texts whose vectors are held at once
_KANA = re.compile("[\u3040-\u30ff]{1,2}")  # particles and endings: nothing that English has a word for
_BRACKETS = re.compile(r"\([^)]*\)")
_OPENING = re.compile(r"(to|an?|the) ")
# How a dictionary speaks of a word that it does not translate.
_REMARK = re.compile(
    "see |same as|(old )?variant of|abbr|surname|counter for|classifier for|suffix|prefix|particle|pronoun"
    "|used |indicat|marks|forming|grammatical|honorific|radical"
)


@dataclass(frozen=True)
class Senses:
    """What each token of an unspaced script may mean: token t has `texts[first[t]:first[t + 1]]`."""

    first: NDArray[np.int64]
    texts: list[Tokens]
    unspaced: NDArray[np.bool_]


def read_senses(tokenizer: Tokenizer, tokens: Sequence[str], glosses: Glosses) -> Senses:
    """The senses of the model's own tokens, as tokens."""
    unspaced = [bool(UNSPACED.search(token)) for token in tokens]
    words = [
        translations(glosses.get(token, [])) if far and not _KANA.fullmatch(token) else []
        for token, far in zip(tokens, unspaced, strict=True)
    ]
    first = np.cumsum([0, *map(len, words)])
    return Senses(
        first, tokenized(tokenizer, [text for texts in words for text in texts]), np.array(unspaced)
    )


def translations(glosses: Sequence[str]) -> list[str]:
    """The senses that can stand in a sentence: `to run (of water)` is `run`, a remark about the word none."""
    texts = [_OPENING.sub("", _BRACKETS.sub("", gloss).strip(), count=1) for gloss in glosses]
    return [text for text in dict.fromkeys(texts) if _translates(text)][:_SENSES]


def _translates(text: str) -> bool:
    foreign = UNSPACED.search(text) or _REMARK.match(text)
    return len(text) <= _LONGEST and any(map(str.isalpha, text)) and not foreign


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
    meanings = pooled(matrix, senses.texts)
    ranks = np.arange(len(senses.texts)) - np.repeat(senses.first[:-1], np.diff(senses.first))
    usual = -0.5 * np.log1p(ranks)
    found: list[Tokens] = []
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        for text, vector in zip(block, pooled(matrix, block), strict=True):
            found.append(_switched(text, vector, senses, meanings, usual))
    return found


def _switched(
    text: Tokens, vector: Vectors, senses: Senses, meanings: Vectors, usual: NDArray[np.float64]
) -> Tokens:
    begin, end = senses.first[text], senses.first[text + 1]
    kept: list[Tokens] = []
    if (end > begin).any():
        options = np.concatenate([np.arange(a, b) for a, b in zip(begin, end, strict=True)])
        scores = _SHARPNESS * (meanings[options] @ vector) + usual[options]
    place = 0
    for token, count in zip(text, end - begin, strict=True):
        if count:
            kept.append(senses.texts[options[place + scores[place : place + count].argmax()]])
            place += count
        elif not senses.unspaced[token]:
            kept.append(token[None])
    return np.concatenate(kept) if kept else np.zeros(1, dtype=np.int64)
