"""Pairs of texts that belong together: translations, questions and passages, headlines and news."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

_SENTENCE = re.compile(r"[^。！？]{12,80}[。！？]")
_BODY = slice(20, 600)  # characters of a news item: after the dateline, which repeats the programme's name
_WINDOW = 4  # sentences taken on either side


@dataclass(frozen=True)
class Pairs:
    """`left[i]` belongs with `right[i]`; in a translation the right side is English."""

    name: str
    left: list[str]
    right: list[str]
    sources: list[str]
    translated: bool


def read_translations(folder: Path) -> list[Pairs]:
    """One set for each language of `pairs/<language>-en.tsv.gz`."""
    found = []
    for file in sorted(folder.glob("*-en.tsv.gz")):
        rows = [line.rstrip("\n").split("\t") for line in _lines(file)]
        left, right, sources = (list(column) for column in zip(*rows, strict=True))
        found.append(Pairs(file.name.removesuffix("-en.tsv.gz"), left, right, sources, True))
    return found


def read_questions(folder: Path) -> Pairs:
    """Chinese and Japanese questions, each with the title and text of the passage that answers it."""
    rows = [row for file in sorted(folder.glob("questions-*.jsonl.gz")) for row in _records(file)]
    passages = [f"{row['title']} {row['passage']}" for row in rows]
    return _same_language("questions", [row["question"] for row in rows], passages)


def read_headlines(folder: Path) -> Pairs:
    """Headlines of the evening news, each with the beginning of its item."""
    rows = [row for file in sorted(folder.glob("xinwen-*.jsonl.gz")) for row in _records(file)]
    rows = [row for row in rows if len(row["title"]) > 6 and len(row["text"]) > 80]
    return _same_language("headlines", [row["title"] for row in rows], [row["text"][_BODY] for row in rows])


def read_surroundings(folder: Path, seed: int) -> Pairs:
    """A sentence of a news item with the sentences around it, and without itself (Inverse Cloze Task,
    Lee, Chang and Toutanova, 2019)."""
    random = np.random.default_rng(seed)
    left, right = [], []
    for file in sorted(folder.glob("web-news-*.jsonl.gz")):
        for row in _records(file):
            sentences = _SENTENCE.findall(row["text"])
            if len(sentences) > 3:
                place = int(random.integers(len(sentences)))
                left.append(sentences[place])
                before = sentences[max(0, place - _WINDOW) : place]
                right.append("".join(before + sentences[place + 1 : place + 1 + _WINDOW]))
    return _same_language("around", left, right)


def read_news(folder: Path, seed: int, share: float) -> list[str]:
    """A share of the news items' texts, to count words in."""
    random = np.random.default_rng(seed)
    files = sorted(folder.glob("*.jsonl.gz"))
    return [row["text"] for file in files for row in _records(file) if random.random() < share]


def _same_language(name: str, left: list[str], right: list[str]) -> Pairs:
    return Pairs(name, left, right, [name] * len(left), False)


def _records(file: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in _lines(file))


def _lines(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from lines
