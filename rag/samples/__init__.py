"""The sample pages, written for this project about public facts, and the questions that go with them."""

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def copy_pages(target: Path) -> Path:
    """Copy the sample pages to below `target`, which is made where it is missing, and return it.

    Files of the same name there are overwritten, others are left alone.
    """
    _copy(files(__name__) / "pages", target)
    return target


def demo_questions() -> list[str]:
    """The questions of `jianbao demo`: in Chinese, in English over a Chinese page, and one to be refused."""
    lines = (files(__name__) / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [record["question"] for record in map(json.loads, lines) if record.get("demo")]


def _copy(source: Traversable, target: Path) -> None:
    # By hand, because `source` may lie in a zip archive, where shutil cannot go.
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())
