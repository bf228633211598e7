"""What the commands measure that tell what an archive costs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from eval.bare import after_embedding
from eval.machine import machine, resident, run
from tests.fakes import PairEmbedder
from tests.test_house import ROOT


def corpus(folder: Path, count: int = 40) -> Path:
    rows = [{"text": f"第{n}号桥长{n}米。它横跨清水河，第{n}次修缮去年秋天完工。"} for n in range(count)]
    path = folder / "bridges.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def called(command: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", command, *map(str, arguments)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_bar_is_measured_by_one_command(tmp_path: Path) -> None:
    questions, output = tmp_path / "questions.jsonl", tmp_path / "speed.json"
    many = [
        json.dumps({"id": f"q{n}", "question": f"第{n}号桥有多长？", "answerable": False}) for n in range(60)
    ]
    questions.write_text("\n".join(many), "utf-8")

    table = called("eval.speed", corpus(tmp_path), questions, "--output", output, "--part", 20)

    record = json.loads(output.read_text("utf-8"))
    measured = {figure["name"]: figure for figure in record["figures"]}
    assert all(figure["value"] > 0 for figure in measured.values())
    assert sum(figure["bar"] is not None for figure in measured.values()) == 11
    assert measured["articles"]["value"] == 40
    assert all(name in table for name in measured)
    assert record["before"]["calibration"] > 0


def test_growth_is_measured_and_drawn(tmp_path: Path) -> None:
    questions, output = tmp_path / "questions.jsonl", tmp_path / "out"
    many = [
        json.dumps({"id": f"q{n}", "question": f"第{n}号桥有多长？", "answerable": False}) for n in range(60)
    ]
    questions.write_text("\n".join(many), "utf-8")

    called("eval.scale", corpus(tmp_path, 100), questions, "--sizes", "20,60", "--output", output)

    sizes = json.loads((output / "scale.json").read_text("utf-8"))["sizes"]
    assert sizes[0]["passages"] < sizes[1]["passages"]
    assert (output / "index.svg").read_text("utf-8").count("<circle") == 2


def test_what_comes_after_embedding_is_done_with_and_without_an_archive(tmp_path: Path) -> None:
    ours, bare = after_embedding(corpus(tmp_path), PairEmbedder(), 30)

    assert ours > 0 < bare


def test_the_memory_of_a_command_counts_its_children(tmp_path: Path) -> None:
    if not resident(1):
        pytest.skip("this system does not tell")
    hold = "import time; held = bytearray(60_000_000); time.sleep(0.5)"
    alone = run([sys.executable, "-c", hold])
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"

    assert run([sys.executable, "-c", parent]).peak > alone.peak > 60


def test_a_command_that_fails_is_said() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        run([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_machine_is_told_with_its_load() -> None:
    assert machine().cores >= 1


def test_a_command_that_takes_too_long_is_killed_with_its_children(tmp_path: Path) -> None:
    told = tmp_path / "id"
    child = "import pathlib, subprocess; child = subprocess.Popen(['sleep', '60'])"
    parent = f"{child}; pathlib.Path({str(told)!r}).write_text(str(child.pid)); child.wait()"

    with pytest.raises(subprocess.TimeoutExpired):
        run([sys.executable, "-c", parent], limit=3)

    assert not resident(int(told.read_text()))


def test_what_a_command_says_is_kept() -> None:
    assert run([sys.executable, "-c", "print('剪报')"]).said.strip() == "剪报"
