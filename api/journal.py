"""Journal: a log of what was asked and what readers thought of the answers; off unless asked for.

It is `questions.jsonl` in the archive's folder, which all workers append to: a line for each answer, and
one for each verdict on it. Its export is the answers found good, as `jianbao eval` reads questions.
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from rag.answers import Answer
from rag.types import part_at

Vote = Literal["up", "down"]
Row = dict[str, Any]

FILE = "questions.jsonl"


class Journal:
    """The log of one archive."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def keep(self, name: str, answer: Answer) -> None:
        """Note an answer under the id that its reader has been told."""
        source: Row = {}
        if answer.citations:
            first = answer.citations[0]
            part = part_at(first.article, first.start if first.field == "body" else 0)
            source = {"article": part.record} if part.record else {"file": part.file}
            source["quote"] = first.quote
        asked = {"id": name, "question": answer.searched_as, "lang": answer.language}
        self._append({**asked, "answerable": not answer.refused, **source})

    def judge(self, name: str, vote: Vote) -> bool:
        """Note a verdict on an answer; False where there is none of this id. The last verdict counts."""
        if not any(row.get("id") == name for row in self._rows()):
            return False
        self._append({"answer": name, "vote": vote})
        return True

    def export(self) -> Iterator[str]:
        """The questions whose answer was found good, a line each: `eval/layouts.py` says in what form.

        A refusal found good is a question that the archive does not answer. What the right answer to one
        found bad would be, nobody said: those stay in the log.
        """
        rows = self._rows()
        votes = {row["answer"]: row["vote"] for row in rows if "vote" in row}
        for row in rows:
            if votes.get(row.get("id", "")) == "up":
                yield _line({name: value for name, value in row.items() if name != "time"})

    def _rows(self) -> list[Row]:
        if not self._file.exists():
            return []
        return [json.loads(line) for line in self._file.read_text("utf-8").split("\n") if line]

    def _append(self, row: Row) -> None:
        line = _line({**row, "time": int(time.time())})
        # One write of a line that is added at the end: those of other workers stay whole.
        file = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode("utf-8", "replace"))
        finally:
            os.close(file)


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
