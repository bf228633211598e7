"""Questions with the passages that answer them, as training questions come: gzip JSON lines."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOST = 4000  # questions taken from each file, where nothing else is said


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the id of its passage, and its answer in one or more wordings of the passage."""

    question: str
    passage: str
    answers: tuple[str, ...]


def read_asked(paths: Iterable[Path], most: int = MOST) -> tuple[dict[str, str], list[Asked]]:
    """Passages by id, and the questions about them; at most so many of each file."""
    passages: dict[str, str] = {}
    asked = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for _, line in zip(range(most), file, strict=False):
                row = json.loads(line)
                number = passages.setdefault(row["passage"], str(len(passages)))
                asked.append(Asked(row["question"], number, tuple(row["answers"])))
    return {number: text for text, number in passages.items()}, asked


def as_records(passages: dict[str, str]) -> str:
    """The passages as a `.jsonl` to index: each is an article whose record is the passage's id."""
    rows = (json.dumps({"id": number, "text": text}, ensure_ascii=False) for number, text in passages.items())
    return "\n".join(rows)
