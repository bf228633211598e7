"""An archive is calibrated on a set of questions."""

import json
from pathlib import Path

import pytest

from eval.calibrate import FEWEST, calibrate, told
from eval.sets import EvalSet, Question
from rag.archive import Archive
from rag.finding.thresholds import Thresholds, read_thresholds, shipped_thresholds
from tests.fakes import PairEmbedder

BRIDGES = tuple(Question(f"q{n}", f"第{n}座古桥长多少米？", relevant={f"b{n}": 1}) for n in range(2 * FEWEST))


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def bridges() -> EvalSet:
    rows = [{"id": f"b{n}", "text": f"第{n}座古桥长{n + 30}米。"} for n in range(2 * FEWEST)]
    return EvalSet("bridges", BRIDGES, rows)


def test_a_shipped_threshold_counts_until_another_is_found(archive: Archive) -> None:
    assert read_thresholds(archive.store) == shipped_thresholds()
    assert archive.info().thresholds.source == "shipped"


def test_at_most_a_twentieth_of_the_answerable_questions_are_refused(archive: Archive) -> None:
    same, across = calibrate(archive, bridges())

    assert (same.answerable, same.unanswerable) == (2 * FEWEST, 0)
    assert same.refused_wrongly is not None
    assert same.refused_wrongly <= 0.05
    assert archive.info().thresholds.values["same"] == same.threshold
    assert archive.info().thresholds.source.startswith("bridges, 20")
    assert across.threshold == shipped_thresholds().values["across"]
    assert list(told([across])) == [
        f"across script, 0 answerable questions and 0 others: too few; {across.shipped:.4f} stays"
    ]


def test_what_was_found_decides_what_is_refused(archive: Archive) -> None:
    question = "永安古桥长多少米？"
    assert not archive.ask(question).refused

    archive.calibrate(Thresholds({"same": 0.9999, "across": 0.9999}, "a strict set"))

    assert archive.ask(question).refused


def test_another_encoder_falls_back_to_what_is_shipped(archive: Archive) -> None:
    archive.calibrate(Thresholds({"same": 0.5, "across": 0.5}, "a set"))
    with archive.store.change():
        archive.store.remember("encoder", "another")

    assert read_thresholds(archive.store) == shipped_thresholds()


def test_other_regressions_fall_back_too(archive: Archive) -> None:
    archive.calibrate(Thresholds({"same": 0.5, "across": 0.5}, "a set"))
    stored = json.loads(archive.store.remembered("thresholds"))
    with archive.store.change():
        archive.store.remember("thresholds", json.dumps({**stored, "bound_to": "pairs-64 00000000"}))

    assert read_thresholds(archive.store) == shipped_thresholds()


def test_an_archive_that_is_calibrated_is_sound_and_remembers(tmp_path: Path, archive: Archive) -> None:
    archive.calibrate(Thresholds({"same": 0.5, "across": 0.25}, "a set"))

    assert archive.doctor() == []
    with Archive(archive.folder, embedder=PairEmbedder()) as again:
        assert again.info().thresholds == Thresholds({"same": 0.5, "across": 0.25}, "a set")


def test_a_set_without_articles_is_asked_of_the_archive_itself(archive: Archive) -> None:
    asked = EvalSet("mine", (Question("q", "永安古桥长多少米？", relevant={"x": 1}),))

    same, _ = calibrate(archive, asked)

    assert same.answerable == 1
