"""What `--output` writes: results.json, a TREC run file for each set, and the report."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.report import report
from eval.results import SetResult, as_json
from eval.runs import Run


def write(
    folder: Path, results: Sequence[SetResult], runs: Sequence[Run], about: Mapping[str, object]
) -> None:
    """Write a whole run into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(as_json(results, about), ensure_ascii=False, indent=1)
    (folder / "results.json").write_text(text, "utf-8")
    (folder / "report.html").write_text(report(results, about), "utf-8")
    for run in runs:
        (folder / f"{file_name(run.name)}.trec").write_text(trec(run), "utf-8")


def trec(run: Run) -> str:
    """A run in TREC's form, `question Q0 document rank score tag`; white space in ids becomes `_`."""
    return "".join(
        f"{_word(question)} Q0 {_word(document)} {rank} {score:g} jianbao\n"
        for question, ranking in run.rankings.items()
        for rank, (document, score) in enumerate(ranking.items(), 1)
    )


def file_name(name: str) -> str:
    """A set's name as a file's."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-")


def _word(name: str) -> str:
    return re.sub(r"\s", "_", name)
