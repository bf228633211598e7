"""Words with their English glosses, from CC-CEDICT and the bilingual word lists."""

import gzip
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from embeddings.training.vocabulary import UNSPACED

_TRANSLATIONS = 6  # of a word, the first ones
_LONGEST = 30  # characters of a translation; a longer gloss explains the word
_PINYIN = re.compile(r"\[[^\]]*\]")
_BRACKETS = re.compile(r"\([^)]*\)")
_OPENING = re.compile(r"^(fig\. )?(to |an? |the )?")
# How a dictionary speaks of a word that it does not translate; `particle`, and no more, translates one.
_REMARK = re.compile(
    r"(\w+ )?variant of|same as|abbr\.|abbreviation (of|for)|(counter|classifier) for|(taiwan )?pr\."
    r"|(see|also|surname|used|marks|forming|grammatical|honorific|radical|indicat(es|ing|ed)) ."
    r"|(noun )?(suffix|prefix|particle|pronoun) ."
)

Glosses = dict[str, list[str]]


def read_glosses(folder: Path, fold: Callable[[str], str]) -> Glosses:
    """Each folded word of every language, with its glosses in lower case, in the order of the files.

    A word that two languages share has the glosses of both: the model has one vector for it anyway.
    """
    glosses: Glosses = {}
    for file in sorted(folder.glob("*.tsv.gz")):
        for word, text in _rows(file):
            glosses.setdefault(fold(word), []).extend(text.lower().split("; "))
    for word, senses in _cedict(folder):
        glosses.setdefault(fold(word), []).extend(senses)
    return {word: list(dict.fromkeys(texts)) for word, texts in glosses.items()}


def translations(glosses: Sequence[str]) -> list[str]:
    """The senses that can stand in a sentence: `to run (of water)` is `run`, a remark about the word none."""
    texts = [_OPENING.sub("", _BRACKETS.sub("", gloss).strip()) for gloss in glosses]
    return [text for text in dict.fromkeys(texts) if _translates(text)][:_TRANSLATIONS]


def _translates(text: str) -> bool:
    foreign = UNSPACED.search(text) or _REMARK.match(text)
    return len(text) <= _LONGEST and any(map(str.isalpha, text)) and not foreign


def chinese_words(folder: Path, fold: Callable[[str], str]) -> set[str]:
    """The folded headwords of the Chinese and Thai dictionaries: scripts that do not space their words."""
    words = {fold(word) for word, _ in _cedict(folder)}
    for language in ("zh", "th"):
        words.update(fold(word) for word, _ in _rows(folder / f"{language}.tsv.gz"))
    return words


def scripts(folder: Path) -> dict[str, str]:
    """Traditional to simplified, character by character, the way most of CC-CEDICT's entries do it."""
    counts: dict[str, dict[str, int]] = {}
    for line in _lines(folder / "cc-cedict.txt.gz"):
        traditional, simplified = line.split(" ", 2)[:2]
        if len(traditional) == len(simplified):
            for old, new in zip(traditional, simplified, strict=True):
                counts.setdefault(old, {}).setdefault(new, 0)
                counts[old][new] += 1
    most = {old: max(sorted(news), key=news.__getitem__) for old, news in counts.items()}
    once = {old: most.get(new, new) for old, new in most.items()}
    return {old: new for old, new in once.items() if old != new}


def _cedict(folder: Path) -> Iterator[tuple[str, list[str]]]:
    for line in _lines(folder / "cc-cedict.txt.gz"):
        head, _, senses = line.partition("/")
        texts = _PINYIN.sub("", senses).strip().strip("/").lower().split("/")
        yield head.split(" ")[1], [text for text in texts if not text.startswith("cl:")]


def _rows(file: Path) -> Iterator[tuple[str, str]]:
    if file.is_file():
        for line in _lines(file):
            word, _, text = line.partition("\t")
            yield word, text


def _lines(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.rstrip("\n")
