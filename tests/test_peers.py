"""How other libraries are measured beside this one; none of them is needed, and no network."""

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.lighthouses import lighthouses, write_articles
from eval.peers.driving import Given, Untimed, tokens
from eval.peers.environments import python_of
from eval.peers.given import ADDED, Counts, write
from eval.peers.libraries import LIBRARIES, Library
from eval.peers.row import COLUMNS, Measuring, Row
from eval.tables import plain
from rag.archive import Archive
from tests.fakes import PairEmbedder
from tests.test_house import ROOT

SHELF = Library("shelf", "words", "tests.shelf")


def bridges(folder: Path, *more: str) -> Path:
    texts = [f"第{n}号桥长{n}米。它横跨清水河，第{n}次修缮去年秋天完工。" for n in range(40)]
    write_articles(folder / "bridges.jsonl", dict(enumerate([*texts, *more])))
    return folder / "bridges.jsonl"


def questions(folder: Path) -> Path:
    rows = [{"question": "第7号桥有多长？"}, {"question": "Where is it?"}]
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return folder / "questions.jsonl"


def given(folder: Path, *more: str) -> Measuring:
    write(folder / "given", bridges(folder, *more), questions(folder), PairEmbedder(), 1_000)
    return Measuring(folder / "given", folder / "environments", threads=1, during=1, limit=60)


def test_a_library_is_measured_stage_by_stage_in_processes_of_its_own(tmp_path: Path) -> None:
    row = given(tmp_path).measure(SHELF)

    assert row.why == ""
    assert row.figures["by_words"] == "1/2"  # the second question shares no term with any bridge
    assert row.figures["asked"] == 2
    assert set(COLUMNS.values()) <= row.figures.keys()
    assert all(figure > 0 for name, figure in row.figures.items() if name not in ("by_words", "load"))  # type: ignore[operator]


def test_what_fails_ends_its_row_and_keeps_what_was_measured(tmp_path: Path) -> None:
    *_, last = lighthouses(ADDED)

    row = given(tmp_path, last).measure(SHELF)

    assert row.why == "failed at the stage “change”: What is to be added is found before"
    assert {"build", "cold", "p95"} <= row.figures.keys()
    assert "add" not in row.figures


def test_a_stage_that_takes_too_long_is_killed_and_the_row_says_so(tmp_path: Path) -> None:
    row = replace(given(tmp_path), limit=0).measure(SHELF)

    assert row.why == "was killed at the stage “start” after 0 s"


def test_a_library_that_cannot_be_installed_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing_to_be_had(tmp_path, monkeypatch)

    row = given(tmp_path).measure(replace(SHELF, name="chroma", packages=("chromadb",)))

    assert row.why.startswith("failed at the stage “install”: ")
    assert "chromadb" in row.why
    assert row.cells() == ("chroma", *["–"] * 11)


def test_an_environment_is_made_once_with_the_versions_of_its_constraints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheels = nothing_to_be_had(tmp_path, monkeypatch)
    for version in ("1.0", "2.0"):
        wheel(wheels, version)
    constraints, home = tmp_path / "constraints.txt", tmp_path / "home"

    constraints.write_text("lectern==1.0\n", "utf-8")
    python = python_of(home, ["lectern"], constraints, 60)
    (home / "kept").touch()
    python_of(home, ["lectern"], constraints, 60)

    assert (home / "kept").exists()
    assert said(python, "import lectern; print(lectern.version)") == "1.0"

    constraints.write_text("lectern==2.0\n", "utf-8")
    python_of(home, ["lectern"], constraints, 60)

    assert not (home / "kept").exists()
    assert said(python, "import lectern; print(lectern.version)") == "2.0"


def nothing_to_be_had(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that pip looks in, and nowhere else."""
    (folder / "wheels").mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder / "wheels"))
    return folder / "wheels"


def wheel(folder: Path, version: str) -> None:
    about = f"lectern-{version}.dist-info"
    with zipfile.ZipFile(folder / f"lectern-{version}-py3-none-any.whl", "w") as file:
        file.writestr("lectern.py", f"version = {version!r}\n")
        file.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: lectern\nVersion: {version}\n")
        file.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr(f"{about}/RECORD", "")


def said(python: Path, code: str) -> str:
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_every_library_has_the_passages_that_an_archive_has(tmp_path: Path) -> None:
    embedder = PairEmbedder()

    counts = write(tmp_path / "given", bridges(tmp_path), questions(tmp_path), embedder, 30)

    taken = Given(tmp_path / "given")
    chunks = [chunk for batch in taken.chunks() for chunk in batch]
    with Archive(tmp_path / "archive", create=True, embedder=embedder) as archive:
        archive.index([bridges(tmp_path)])
        passages = [archive.store.passages.get(number) for number in archive.legs.vectors.ids()]
        texts = {archive.article(chunk.article).text[chunk.start : chunk.end] for chunk in passages if chunk}
    assert counts == Counts(passages=30, questions=2)
    assert len({chunk.text for chunk in chunks} & texts) == 30
    assert np.array_equal(chunks[7].vector, embedder.embed_documents([chunks[7].text])[0])
    assert set(taken.vectors()) == {"第7号桥有多长？", "Where is it?", *lighthouses(ADDED)}


def test_pairs_of_characters_are_terms_and_words_of_other_scripts() -> None:
    assert tokens("上海世博会，Expo 2010") == ["上海", "海世", "世博", "博会", "expo", "2010"]


def test_the_time_of_reading_is_kept_apart() -> None:
    source = Untimed(iter("ab"))

    assert list(source) == ["a", "b"]
    assert source.seconds > 0


def test_the_table_rounds_to_what_was_measured(capsys: pytest.CaptureFixture[str]) -> None:
    row = Row(SHELF, "1.0", {"build": 123.4, "p50": 12.34, "p95": 1.234, "add": None, "by_words": "2/3"})

    plain("a title", ("", "version", *COLUMNS), [row.cells()])

    _, title, head, figures = capsys.readouterr().out.splitlines()
    assert title == "a title"
    assert head.split()[:7] == ["version", "index,", "s", "p50,", "ms", "p95,", "ms"]
    assert figures.split() == ["shelf", "1.0", "123", "12.3", "1.23", *["–"] * 5, "2/3", "–"]


@pytest.mark.parametrize("library", [it for it in LIBRARIES if it.packages], ids=lambda it: str(it.name))
def test_a_library_has_a_driver_and_its_versions_are_named(library: Library) -> None:
    pinned = {line.split("==")[0] for line in library.constraints.read_text("utf-8").splitlines()}

    assert (ROOT / f"{library.driver.replace('.', '/')}.py").is_file()
    assert set(library.packages) <= pinned


def test_ours_is_measured_by_the_same_command(tmp_path: Path) -> None:
    output = tmp_path / "peers.json"

    done = called(bridges(tmp_path), questions(tmp_path), "--only", "jianbao", "--output", output)

    assert done.returncode == 0, done.stderr
    (row,) = json.loads(output.read_text("utf-8"))["rows"]
    assert (row["why"], row["figures"]["by_words"]) == ("", "1/2")
    assert set(COLUMNS.values()) <= row["figures"].keys()
    assert "40 passages, 2 questions" in done.stdout
    assert "jianbao" in done.stdout


def test_what_there_is_to_remark_is_said_in_sentences() -> None:
    row = Row(SHELF, figures={"asked": 24}, why="was killed at the stage “change” after 60 s")

    assert list(row.remarks(200)) == [
        "shelf was asked 24 of the 200 questions in its time",
        "shelf was killed at the stage “change” after 60 s",
    ]
    assert list(Row(SHELF, figures={"asked": 200}).remarks(200)) == []


def test_a_corpus_without_articles_is_said(tmp_path: Path) -> None:
    done = called(tmp_path / "none.jsonl", questions(tmp_path))

    assert done.returncode == 1
    assert "none.jsonl holds no article" in done.stderr


def test_a_library_that_is_not_known_is_said(tmp_path: Path) -> None:
    done = called(bridges(tmp_path), questions(tmp_path), "--only", "jianbo")

    assert done.returncode == 2
    assert "jianbo is none of jianbao" in done.stderr


def called(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "eval.peers", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
