"""Fit the glossary of other languages: `python -m eval.fit_foreign TRAINING` writes rag/finding/foreign.tsv.

TRAINING is the folder with `dictionaries/` and `pairs/`. For each language the words of its sentence pairs
with English and of its dictionary are aligned, as the lexicon's are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

import rag.finding
from embeddings.training.pairs import Pairs, read_translations
from eval.alignment import Texts, align
from eval.fit_lexicon import USUAL, beside_the_best, english, glosses, lines
from rag.finding.foreign import LANGUAGES, LONGEST, words_of
from rag.indexing.terms import fold

MOST = 5  # translations kept of a word
SEEN = 5  # times that an English word has to stand in the pairs; others are hardly asked for
SAID = 2  # times that a word has to, which no dictionary has
MANY = 30_000  # pairs of a language, that have the phrases that are in use
SHORT = 3  # characters of what is no phrase, where no spaces are written
RANKS = 6  # glosses of a dictionary's entry that are read

# What asks for a number is two words in English, so no alignment finds it.
_HOW_MANY = {
    "de": "wie viele|wie viel|wieviele|wieviel",
    "es": "cuántos|cuántas|cuánto|cuánta",
    "fr": "combien de|combien",
    "it": "quanti|quante|quanto|quanta",
    "pt": "quantos|quantas|quanto|quanta",
    "id": "berapa banyak|berapa",
    "tr": "kaç|ne kadar",
    "vi": "bao nhiêu|có bao nhiêu",
    "ru": "сколько",
    "ar": "كم عدد|كم",
    "hi": "कितने|कितनी|कितना",
    "ja": "いくつ|何人|どのくらい|いくら",
    "ko": "몇|얼마나|얼마",
    "th": "กี่|เท่าไร|เท่าไหร่",
}

Glossary = dict[str, dict[str, dict[str, float]]]  # word → language → English → weight
Entries = Mapping[str, Sequence[tuple[str, ...]]]  # word → its glosses


def read_entries(path: Path) -> Entries:
    """The words of a dictionary, folded, each with its glosses, the best first."""
    entries: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in lines(path):
        word, _, senses = row.partition("\t")
        if found := [gloss for sense in senses.split("; ")[:RANKS] for gloss in glosses(sense)]:
            entries[fold(word)] += found
    return entries


def fit(
    entries: Entries, pairs: list[tuple[list[str], list[str]]], usual: Counter[str]
) -> dict[str, dict[str, float]]:
    """The likeliest translations of each word, among English words in use; `usual` counts these."""
    texts: list[Texts] = [(words, told, 1.0) for words, told in pairs]
    texts += [
        ([word], gloss, 2 / (1 + rank)) for word, told in entries.items() for rank, gloss in enumerate(told)
    ]
    aligned = align(texts)
    words, english_words = aligned.left, aligned.right
    used = np.array([usual[word] for word in english_words.words])[english_words.ids]
    likely = aligned.likely * (used + 1.0) ** USUAL
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for at in np.argsort(-likely, kind="stable"):
        told = found[words.words[words.ids[at]]]
        if used[at] >= SEEN and len(told) < MOST:
            told[english_words.words[english_words.ids[at]]] = float(likely[at])
    return {word: beside_the_best(told) for word, told in found.items() if told}


def glossary(training: Path) -> Glossary:
    """The words of all languages."""
    pairs = {found.name: found for found in read_translations(training / "pairs")}
    usual = Counter(word for of in pairs.values() for text in of.right for word in english(text))
    found: Glossary = defaultdict(dict)
    for language in LANGUAGES:
        entries = read_entries(training / "dictionaries" / f"{language}.tsv.gz")
        aligned = list(_aligned(language, entries, pairs.get(language)))
        told = fit(entries, aligned, usual)
        said = Counter(word for words, _ in aligned for word in set(words))
        for word, translated in told.items():
            rare_phrase = len(aligned) > MANY and not said[word] and _is_phrase(word, language)
            if (word in entries and not rare_phrase) or said[word] >= SAID:
                found[word][language] = translated
        for word in _HOW_MANY[language].split("|"):
            found[word][language] = {"how many": 1.0}
        print(f"{language}: {len(aligned)} pairs, {len(told)} words", flush=True)
    return found


def _aligned(language: str, entries: Entries, pairs: Pairs | None) -> Iterator[tuple[list[str], list[str]]]:
    for left, right in zip(pairs.left, pairs.right, strict=True) if pairs else ():
        words, told = list(words_of(fold(left), language, entries.__contains__)), english(right)
        if words and told:
            yield words, told


def _is_phrase(word: str, language: str) -> bool:
    return len(word) > SHORT if language in LONGEST else " " in word


def write(found: Glossary, path: Path) -> None:
    """A line for each word, sorted by bytes; a weight becomes a digit."""
    rows = []
    for word, languages in found.items():
        fields = [word]
        for language, told in languages.items():
            best = sorted(told.items(), key=lambda item: (-item[1], item[0]))
            fields += [language, *(f"{other}{max(1, round(9 * weight))}" for other, weight in best)]
        rows.append("\t".join(fields))
    path.write_text("\n".join(sorted(rows, key=str.encode)) + "\n", encoding="utf-8")


def main(
    training: Annotated[Path, typer.Argument(help="The folder with dictionaries/ and pairs/.")],
) -> None:
    """Write the glossary."""
    found = glossary(training)
    write(found, Path(rag.finding.__path__[0]) / "foreign.tsv")
    print(f"{len(found)} words")


if __name__ == "__main__":
    typer.run(main)
