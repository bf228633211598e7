"""How a server is measured, on one that runs."""

import subprocess
import sys
from pathlib import Path

from tests.test_house import ROOT


def test_one_worker_and_two_are_measured_on_a_real_server(samples: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "q1", "question": "港珠澳大桥有多长？", "answerable": false}\n', "utf-8")

    command = [sys.executable, "-m", "eval.serving", str(samples), str(questions), "--seconds", "0.5"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)

    _, _, _, one, two = done.stdout.splitlines()
    assert (one.split()[0], one.split()[-1]) == ("1", "0")
    assert (two.split()[0], two.split()[-1]) == ("2", "0")


def test_an_archive_that_is_not_there_is_said(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "桥有多长？"}\n', "utf-8")

    command = [sys.executable, "-m", "eval.serving", str(tmp_path / "none"), str(questions)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)

    assert done.returncode == 1
    assert "none" in done.stderr
