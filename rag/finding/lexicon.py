"""Translations of a question's words: Chinese to English and English to Chinese.

`lexicon.tsv` is a glossary of words and phrases of both; `python -m eval.fit_lexicon` writes it.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from rag.finding.glossary import Weighed, line, weighed

LONGEST_WORD = 8  # characters of a Chinese word that is looked for
LONGEST_PHRASE = 4  # words of an English one
_OVERLAP = 0.5  # what a pair of characters takes from a word that only half of it belongs to


@lru_cache(maxsize=4096)
def translations(word: str) -> Weighed:
    """The translations of a folded word or phrase, with weights from .1 to 1; {} if it has none.

    >>> max(translations("theatre"), key=translations("theatre").get) in "剧院 剧场 影院"
    True
    """
    return weighed(line("lexicon.tsv", word))


def is_word(word: str) -> bool:
    """Whether the lexicon has this Chinese word."""
    return bool(translations(word))


def longest_words(run: str, known: Callable[[str], bool] = is_word) -> Iterator[str]:
    """A run of Chinese cut from the left, each time into the longest word that is known, or a character."""
    start = 0
    while start < len(run):
        ends = range(min(len(run), start + LONGEST_WORD), start + 1, -1)
        end = next((end for end in ends if known(run[start:end])), start + 1)
        yield run[start:end]
        start = end


def pairs_on(run: str, start: int, end: int) -> Iterator[tuple[str, float]]:
    """The pairs of characters that touch a word, whole ones first, with the share they take from it."""
    if len(run) == 1:
        yield run, 1.0
    for at in range(max(0, start - 1), min(end, len(run) - 1)):
        inside = at >= start and at + 2 <= end
        yield run[at : at + 2], 1.0 if inside or end - start == 1 else _OVERLAP
