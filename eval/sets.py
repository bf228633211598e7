"""Evaluation sets: BEIR folders, as documents, questions and which document answers which."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.errors import UsageError


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the documents that answer it with their relevance."""

    id: str
    text: str
    relevant: dict[str, int]


@dataclass(frozen=True, slots=True)
class EvalSet:
    """Documents in the project's own input form, and questions about them."""

    name: str
    documents: tuple[dict[str, str], ...]  # {"id", "title", "text"}
    questions: tuple[Question, ...]


def read_beir(folder: Path) -> EvalSet:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`. Raises UsageError."""
    if not (folder / "corpus.jsonl").is_file():
        raise UsageError(f"{folder} is no BEIR folder: it has no corpus.jsonl")
    relevant: dict[str, dict[str, int]] = {}
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            relevant.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    documents = (
        {"id": row["_id"], "title": row.get("title") or "", "text": row["text"]}
        for row in _rows(folder / "corpus.jsonl")
    )
    questions = (
        Question(row["_id"], row["text"], relevant[row["_id"]])
        for row in _rows(folder / "queries.jsonl")
        if row["_id"] in relevant
    )
    return EvalSet(folder.name, tuple(documents), tuple(questions))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
