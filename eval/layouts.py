"""How sets lie on the disk: BEIR folders, the project's own JSON lines, folders of pages.

**BEIR**: `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`. Queries may carry `lang`, `answers` and
`answerable`; one that is not judged is left out, unless it is said to be unanswerable.

**JSON lines** (`FILE.jsonl`): a line with `question` is a question, any other is an article in the
input form ({id, title?, text, …}).

    {"id": "q1", "question": "桥有多长？", "article": "a1", "quote": "桥长86米。", "answer": "86米"}
    {"id": "q2", "question": "谁造了桥？", "answerable": false}
    {"id": "a1", "title": "古桥", "text": "桥长86米。"}

`article` names the article that answers (or a list of them); `page` or `file` name a page instead. A
question that names none and has no `quote` is unanswerable. `lang` is the question's language, told by
its script where it is not given. Where the file holds no articles, they are
the folder `pages/` beside it, or the archive that `--archive` names.

**A folder of pages**: its questions are `questions.jsonl` and `unanswerable.jsonl`, in the form above,
in the folder `gold/` beside it.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from eval.sets import EvalSet, Question
from rag.errors import UsageError
from rag.languages import language_of

Row = dict[str, Any]


def read_set(path: Path) -> EvalSet:
    """Read a set in any of the three layouts. Raises UsageError."""
    try:
        return _read(path)
    except (AttributeError, TypeError) as exc:  # a number where a text should be, and the like
        raise UsageError(f"{path} holds a line that is not in its layout's form ({exc})") from exc


def _read(path: Path) -> EvalSet:
    if path.is_file():
        return _read_lines(path)
    if not path.is_dir():
        raise UsageError(f"{path} does not exist; name a BEIR folder, a .jsonl file, or a folder of pages")
    if (path / "corpus.jsonl").is_file():
        return read_beir(path)
    if (path.parent / "gold" / "questions.jsonl").is_file():
        return _read_pages(path)
    raise UsageError(
        f"{path} is no set of questions: it has neither a corpus.jsonl nor a gold/questions.jsonl beside it"
    )


def read_beir(folder: Path) -> EvalSet:
    """Read a folder in BEIR's layout. Raises UsageError."""
    judged: dict[str, dict[str, int]] = {}
    try:
        with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                judged.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    except (OSError, KeyError, ValueError) as exc:
        raise UsageError(f"{folder} has no judgements in qrels/test.tsv that can be read ({exc})") from exc
    documents = tuple(
        {"id": str(row["_id"]), "title": row.get("title") or "", "text": row["text"]}
        for row in _rows(folder / "corpus.jsonl", "_id", "text")
    )
    texts = {row["id"]: row["text"] for row in documents}
    questions = tuple(
        _question(row, str(row["_id"]), row["text"], judged.get(str(row["_id"]), {}), texts)
        for row in _rows(folder / "queries.jsonl", "_id", "text")
        if str(row["_id"]) in judged or row.get("answerable") is False
    )
    return EvalSet(folder.name, questions, documents)


def _read_lines(path: Path) -> EvalSet:
    rows = _rows(path)
    documents = [row for row in rows if "question" not in row]
    if broken := [row for row in documents if not {"id", "text"} <= row.keys()]:
        raise UsageError(f"{path} holds a line that is neither a question nor an article: {broken[0]}")
    questions = _own_questions(rows, {str(row["id"]): row["text"] for row in documents})
    if not questions:
        raise UsageError(f"{path} holds no question")
    pages = path.parent / "pages"
    return EvalSet(path.stem, questions, documents, pages if not documents and pages.is_dir() else None)


def _read_pages(folder: Path) -> EvalSet:
    gold = folder.parent / "gold"
    rows = [row for file in sorted(gold.glob("*.jsonl")) for row in _rows(file, "question")]
    return EvalSet(f"{folder.parent.name}-{folder.name}", _own_questions(rows, {}), pages=folder)


def _own_questions(rows: Sequence[Row], texts: Mapping[str, str]) -> tuple[Question, ...]:
    asked = [row for row in rows if "question" in row]
    return tuple(
        _question(row, str(row.get("id", f"q{n}")), row["question"], dict.fromkeys(_named(row), 1), texts)
        for n, row in enumerate(asked, 1)
    )


def _named(row: Row) -> list[str]:
    """The documents that a row says answer its question."""
    if article := row.get("article"):
        return [article] if isinstance(article, str) else list(article)
    name = row.get("page") or row.get("file")
    return [document_name(name)] if name else []


def document_name(file: str) -> str:
    """A page's path without its ending, which a transcribed and an OCR page have in common."""
    path = PurePosixPath(file.removesuffix(".gz"))
    return str(path.with_suffix("") if path.suffix in (".txt", ".md", ".html", ".htm", ".pdf") else path)


def _question(
    row: Row, name: str, text: str, relevant: Mapping[str, int], texts: Mapping[str, str]
) -> Question:
    quote = row.get("quote") or ""
    given = [row["answer"]] if row.get("answer") else list(row.get("answers") or ())
    sources = [quote] if quote else [texts.get(document, "") for document in relevant]
    return Question(
        id=name,
        text=text,
        lang=row.get("lang") or language_of(text),
        relevant=relevant,
        quote=quote,
        answers=tuple(answer for answer in given if any(answer in source for source in sources)),
        answerable=bool(row.get("answerable", relevant or quote)),
        page=row.get("page") or row.get("file") or "",
    )


def _rows(path: Path, *required: str) -> list[Row]:
    """The objects of a file of JSON lines. Raises UsageError."""
    rows = []
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                row = json.loads(line)
                if not isinstance(row, dict) or not row.keys() >= set(required):
                    raise UsageError(f"{path}, line {number}: no object with {' and '.join(required)}")
                rows.append(row)
    except OSError as exc:
        raise UsageError(f"{path} cannot be read: {exc.strerror}") from exc
    except ValueError as exc:
        raise UsageError(f"{path} is not JSON lines ({exc})") from exc
    return rows
