"""What the README shows is what happens."""

import re
from pathlib import Path

import pytest

from rag.cli.app import app
from rag.samples import copy_pages

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return str(found)


def test_the_example_prints_what_the_readme_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_pages(tmp_path / "papers")
    monkeypatch.chdir(tmp_path)

    exec(block("python"), {})

    assert capsys.readouterr().out == block("text")


def test_every_verb_is_told_of() -> None:
    verbs = {str(command.name) for command in app.registered_commands}

    assert {verb for verb in verbs if f"`{verb}" not in README} == set()
