"""Translations of a question's words: Chinese to English and English to Chinese.

`lexicon.tsv` has a line for each word or phrase, sorted by its bytes: the word, then its translations,
each with a digit from 1 to 9 for how likely it is beside the likeliest. `python -m eval.fit_lexicon`
writes it. It is searched where it lies, not loaded: a question needs a few of its 100,000 lines.
"""

import mmap
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import as_file, files

LONGEST_WORD = 8  # characters of a Chinese word that is looked for
LONGEST_PHRASE = 4  # words of an English one

Translations = dict[str, float]


@lru_cache(maxsize=4096)
def translations(word: str) -> Translations:
    """The translations of a folded word or phrase, with weights from .1 to 1; {} if it has none.

    >>> max(translations("theatre"), key=translations("theatre").get) in "剧院 剧场 影院"
    True
    """
    line = _line(word.encode())
    return {found[:-1]: int(found[-1]) / 9 for found in line.decode().split("\t")[1:]}


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


def _line(word: bytes) -> bytes:
    """The line that begins with this word, by binary search; b"" if there is none."""
    lines = _lexicon()
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
        end = lines.find(b"\n", start)
        found = lines[start:end]
        key = found[: found.find(b"\t")]
        if key == word:
            return found
        low, high = (end + 1, high) if key < word else (low, start)
    return b""


@cache
def _lexicon() -> mmap.mmap:
    with as_file(files(__package__).joinpath("lexicon.tsv")) as path, path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
