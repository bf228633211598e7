"""Fit the lexicon: `python -m eval.fit_lexicon TRAINING CORPUS...` writes rag/finding/lexicon.tsv.

TRAINING is the folder with `dictionaries/` and `pairs/`, a CORPUS is a `.jsonl.gz` of Chinese texts. The
words of sentence pairs and of dictionary entries are aligned; how often a word is used says which of
several translations is the usual one.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

import rag.finding
from embeddings.training.pairs import read_translations
from eval.alignment import Numbers, Side, Texts, align
from rag.finding.lexicon import LONGEST_PHRASE, longest_words
from rag.indexing.terms import fold

MOST, FAINTEST = 16, 0.02  # translations kept of a word; how likely beside the likeliest
USUAL = 0.25  # the power of a word's frequency that counts
PHRASES = 4  # kept of a Chinese word
TEXTS = 20_000  # of each corpus
SEEN = 2  # times that a word has to stand in the texts or the pairs

_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[^\W\d_]+")
_NO_MEANING = re.compile(r"CL:|(?:old |erhua |Japanese )?variant of|see |also written|used in|\(bound")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\u3400-\u9fff|]+|^abbr\. (?:for|to)|^also (?:called|known as)")
_LEADING = re.compile(r"^(?:to be|to|a|an|the)\s+", re.IGNORECASE)

Gloss = tuple[str, ...]
Weighed = dict[str, dict[str, float]]  # word → translation → weight


@dataclass(frozen=True, slots=True)
class Entry:
    """A Chinese word and one of its English glosses, the `rank`-th, from 0."""

    word: str
    gloss: Gloss
    rank: int


def read_entries(folder: Path) -> list[Entry]:
    """The entries of CC-CEDICT and of the Chinese word list, folded."""
    ranks: dict[tuple[str, Gloss], int] = {}
    for word, senses in (*_cedict(folder / "cc-cedict.txt.gz"), *_listed(folder / "zh.tsv.gz")):
        if _HAN.fullmatch(word):
            meant = (gloss for sense in senses if not _NO_MEANING.match(sense) for gloss in glosses(sense))
            for rank, gloss in enumerate(meant):
                ranks.setdefault((word, gloss), rank)
    return [Entry(word, gloss, rank) for (word, gloss), rank in ranks.items()]


def _cedict(path: Path) -> Iterator[tuple[str, list[str]]]:
    for line in lines(path):
        head, _, senses = line.partition("/")
        if not line.startswith("#"):
            yield fold(head.split(" ")[1]), senses.strip("/").split("/")


def _listed(path: Path) -> Iterator[tuple[str, list[str]]]:
    for line in lines(path):
        word, _, senses = line.partition("\t")
        yield fold(word), senses.split("; ")


def glosses(sense: str) -> Iterator[Gloss]:
    for gloss in re.split("[;,]", _ASIDE.sub(" ", sense)):
        if words := english(_LEADING.sub("", gloss.strip())):
            yield tuple(words)


def english(text: str) -> list[str]:
    """The words of an English text, folded."""
    return _WORD.findall(fold(text))


def chinese(text: str, words: set[str]) -> list[str]:
    """The words of a Chinese text, each the longest that begins there."""
    return [word for run in _HAN.findall(fold(text)) for word in longest_words(run, words.__contains__)]


def count_words(corpora: Iterable[Path], words: set[str]) -> Counter[str]:
    """How often each Chinese word stands in the texts."""
    texts = (json.loads(line)["text"] for path in corpora for line in islice(lines(path), TEXTS))
    return Counter(word for text in texts for word in chinese(text, words))


def fit(entries: list[Entry], pairs: list[tuple[list[str], list[str]]], usual: Counter[str]) -> Weighed:
    """The translations of every Chinese word and every English one; `usual` counts the Chinese words."""
    texts: list[Texts] = [(chinese, english, 1.0) for chinese, english in pairs]
    texts += [([entry.word], entry.gloss, 2 / (1 + entry.rank)) for entry in entries]
    aligned = align(texts)
    said = Counter(word for words, _ in pairs for word in words) + usual
    written = Counter(word for _, words, _ in texts for word in words)
    return {
        **_best(aligned.left, aligned.right, aligned.likely, (said, written)),
        **_best(aligned.right, aligned.left, aligned.likely, (written, said)),
    }


def add_phrases(lexicon: Weighed, entries: list[Entry], usual: Counter[str]) -> None:
    """Phrases that are glosses as a whole stand for their words and the other way round."""
    of_phrase: Weighed = defaultdict(dict)
    of_word: dict[str, list[str]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.rank):
        if 1 < len(entry.gloss) <= LONGEST_PHRASE and usual[entry.word] >= SEEN:
            phrase = " ".join(entry.gloss)
            of_phrase[phrase][entry.word] = usual[entry.word] ** USUAL / (1 + entry.rank)
            of_word[entry.word].append(phrase)
    for phrase, words in of_phrase.items():
        lexicon[phrase] = beside_the_best(words)
    for word, phrases in of_word.items():
        lexicon.setdefault(word, {}).update(dict.fromkeys(phrases[:PHRASES], 1.0))


def write(lexicon: Weighed, path: Path) -> None:
    """A line for each word, sorted by bytes; a weight becomes a digit."""
    lines = []
    for word, found in lexicon.items():
        kept = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        lines.append("\t".join([word, *(f"{other}{max(1, round(9 * weight))}" for other, weight in kept)]))
    path.write_text("\n".join(sorted(lines, key=str.encode)) + "\n", encoding="utf-8")


def _best(sources: Side, targets: Side, likely: Numbers, seen: tuple[Counter[str], Counter[str]]) -> Weighed:
    """The best targets of each source word, of words that are in use."""
    used = [
        np.array([counts[word] for word in side.words])[side.ids]
        for side, counts in zip((sources, targets), seen, strict=True)
    ]
    scores = likely * (used[1] + 1.0) ** USUAL
    in_use = (used[0] >= SEEN) & (used[1] >= SEEN)
    found: Weighed = defaultdict(dict)
    for at in np.argsort(-scores, kind="stable"):
        source = sources.words[sources.ids[at]]
        if in_use[at] and len(found[source]) < MOST:
            found[source][targets.words[targets.ids[at]]] = float(scores[at])
    return {source: beside_the_best(words) for source, words in found.items() if words}


def beside_the_best(scores: dict[str, float]) -> dict[str, float]:
    """Each score's share of the best, its root taken: being second is no great fault."""
    best = max(scores.values())
    return {word: (score / best) ** 0.5 for word, score in scores.items() if score >= FAINTEST * best}


def lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as read:
        yield from (line.rstrip("\n") for line in read)


def main(
    training: Annotated[Path, typer.Argument(help="The folder with dictionaries/ and pairs/.")],
    corpora: Annotated[list[Path], typer.Argument(help="Chinese texts, .jsonl.gz.")],
) -> None:
    """Write the lexicon."""
    entries = read_entries(training / "dictionaries")
    words = {entry.word for entry in entries}
    texts = next(pairs for pairs in read_translations(training / "pairs") if pairs.name == "zh")
    pairs = [(chinese(a, words), english(b)) for a, b in zip(texts.left, texts.right, strict=True)]
    usual = count_words(corpora, words)
    lexicon = fit(entries, [(a, b) for a, b in pairs if a and b], usual)
    add_phrases(lexicon, entries, usual)
    write(lexicon, Path(rag.finding.__path__[0]) / "lexicon.tsv")
    print(f"{len(lexicon)} words and phrases")


if __name__ == "__main__":
    typer.run(main)
