"""Verbs join the command through entry points."""

import shutil
import tomllib
from pathlib import Path

from tests.commands import jianbao
from tests.test_house import loaded_by

ROOT = Path(__file__).parents[1]


def installed(folder: Path) -> dict[str, str]:
    """An environment in which this package's entry points are known, as after `pip install`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    points = project["entry-points"]["jianbao.verbs"].items()
    metadata = folder / "jianbao-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: jianbao\nVersion: 0\n")
    (metadata / "entry_points.txt").write_text(
        "[jianbao.verbs]\n" + "".join(f"{name} = {place}\n" for name, place in points)
    )
    return {"PYTHONPATH": f"{folder}:{ROOT}"}


def test_a_verb_of_another_room_is_told_of_and_called(tmp_path: Path) -> None:
    around = installed(tmp_path)

    told = jianbao("--help", environment=around)
    called = jianbao("eval", "nowhere", environment=around)

    assert "  eval " in told.stdout
    assert (called.returncode, called.stderr.count("\n")) == (2, 1)
    assert "nowhere does not exist" in called.stderr


def test_an_archive_before_the_verb_is_the_one_that_is_asked(tmp_path: Path) -> None:
    around = installed(tmp_path)
    questions = ROOT / "rag" / "samples" / "questions.jsonl"

    done = jianbao("--archive", tmp_path / "none", "eval", questions, environment=around)

    assert done.returncode == 1
    assert "There is no archive in" in done.stderr


def test_an_archive_is_calibrated_from_the_command_line(tmp_path: Path, samples: Path) -> None:
    samples_copy = Path(shutil.copytree(samples, tmp_path / "archive"))
    around = {**installed(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    questions = ROOT / "rag" / "samples" / "questions.jsonl"

    done = jianbao("--archive", samples_copy, "eval", "--calibrate", questions, environment=around)
    told = jianbao("--archive", samples_copy, "info")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("same script, ")
    assert "(questions, 20" in told.stdout


def test_measuring_is_loaded_only_when_it_is_asked_for() -> None:
    light = loaded_by("sys.argv = ['jianbao', '--help']; import eval.command")

    assert light & {"ir_measures", "rich", "faiss", "tantivy", "scipy"} == set()
