"""`python -m eval`, as a user meets it: sets in, a table, JSON, a run file and a report out."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED
from tests.test_layouts import write

BRIDGES = (
    {"id": "b1", "title": "永安古桥修缮完工", "text": "永安古桥长86米，建于明代，共有7个桥孔。"},
    {"id": "b2", "title": "地铁三号线通车", "text": "地铁三号线昨日通车，全长28.4公里，设21座车站。"},
    {"id": "q1", "question": "永安古桥有几个桥孔？", "article": "b1", "answer": "7个"},
    {"id": "q2", "question": "How many stations does metro line 3 have?", "lang": "en", "article": "b2"},
    {"id": "q3", "question": "谁写了小说《白鲸》？", "answerable": False},
)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def run(cache: Path, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-W", "error", "-m", "eval", *map(str, arguments)]
    around = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    return subprocess.run(command, capture_output=True, text=True, env=around, encoding="utf-8")


def measured(cache: Path, *arguments: str | Path) -> Any:
    done = run(cache, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _values(table: str) -> list[list[str]]:
    return [line.split() for line in table.splitlines() if ", ms" not in line]


def own_set(tmp_path: Path) -> Path:
    return write(tmp_path / "bridges.jsonl", *BRIDGES)


def test_a_set_is_asked_and_judged(tmp_path: Path, cache: Path) -> None:
    (told,) = measured(cache, own_set(tmp_path))["sets"]

    everything = told["groups"]["all"]
    assert everything["nDCG@10"]["mean"] == 1.0
    assert everything["hit@1"]["questions"] == 2  # of three; nothing answers the other
    assert everything["refused rightly"]["mean"] == 1.0
    assert {"zh", "en"} <= told["groups"].keys()
    assert told["latency"]["en"].keys() == {"search", "ask"}


def test_the_table_is_plain_in_a_pipe_and_the_archive_is_kept(tmp_path: Path, cache: Path) -> None:
    first, again = (run(cache, own_set(tmp_path), "--no-answers") for _ in range(2))

    assert (first.returncode, first.stderr) == (0, "")
    assert re.search(r"^nDCG@10 +2 +100\.0 +100\.0–100\.0", first.stdout, re.MULTILINE)
    assert "citation" not in first.stdout
    assert _values(again.stdout) == _values(first.stdout)
    (kept,) = (cache / "jianbao" / "eval").iterdir()
    assert kept.name.startswith("bridges-")


def test_output_holds_a_run_file_the_results_and_a_report_that_needs_nothing(
    tmp_path: Path, cache: Path
) -> None:
    own = own_set(tmp_path)
    assert run(cache, own, "--output", tmp_path / "out").returncode == 0

    trec = (tmp_path / "out" / "bridges.trec").read_text("utf-8").splitlines()
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    (told,) = measured(cache, own, "--baseline", tmp_path / "out" / "results.json")["sets"]

    assert trec[0].split() == ["q1", "Q0", "b1", "1", "2", "jianbao"]
    assert {line.split()[2] for line in trec} <= {"b1", "b2"}
    assert page.count("<svg") >= 4
    assert re.search(r"(src|href)=.https?:|url\(|@import|<script", page) is None
    assert told["changes"]["nDCG@10"] == {"difference": 0.0, "p": 1.0}


def test_distractors_are_searched_and_never_taken_for_the_documents_of_the_set(
    tmp_path: Path, cache: Path
) -> None:
    more = write(tmp_path / "more.jsonl", {"id": "b1", "text": "石桥有三个桥孔。"})
    out = tmp_path / "out"

    (told,) = measured(cache, own_set(tmp_path), "--among", more, "--output", out)["sets"]

    trec = (out / "bridges-among-more.jsonl.trec").read_text("utf-8").splitlines()
    assert told["name"] == "bridges among more.jsonl"
    assert told["groups"]["zh"]["hit@1"]["mean"] == 1.0
    assert {line.split()[2] for line in trec} == {"b1", "b2", "among-more.jsonl:b1"}


@pytest.mark.parametrize("leg", ["words", "vectors"])
def test_a_leg_alone_ranks_and_does_not_answer(tmp_path: Path, cache: Path, leg: str) -> None:
    (told,) = measured(cache, own_set(tmp_path), "--leg", leg)["sets"]

    assert told["groups"]["zh"]["nDCG@10"]["mean"] == 1.0
    assert "refused rightly" not in told["groups"]["all"]
    assert set(told["latency"]["all"]) == {"search"}


def test_a_half_is_that_half(tmp_path: Path, cache: Path) -> None:
    halves = [measured(cache, own_set(tmp_path), "--split", half)["sets"] for half in ("tune", "report")]

    asked = Counter(verdict["id"] for sets in halves for told in sets for verdict in told["verdicts"])
    assert asked == Counter(["q1", "q2", "q3"])


def test_a_page_is_taken_away_and_its_questions_are_asked_again(
    tmp_path: Path, pages: Path, cache: Path
) -> None:
    row = {"id": "l1", "file": "江滨日报/2023-05-06/02.md", "quote": "首周接待读者 4300 人次"}
    write(tmp_path / "gold" / "questions.jsonl", {**row, "question": "图书馆夜间开放首周接待读者多少人次？"})

    (told,) = measured(cache, pages)["sets"]

    assert told["groups"]["all"]["nDCG@10"]["mean"] == 1.0
    assert told["groups"]["all"]["first citation answers"]["mean"] == 1.0
    assert told["groups"]["all"]["refused rightly, page taken away"]["mean"] == 1.0


def test_the_same_pages_in_another_place_are_another_archive(tmp_path: Path, cache: Path) -> None:
    """Taken away and put back from elsewhere, a page would stand in the one archive twice."""
    for place in (tmp_path / "one" / "paper", tmp_path / "other" / "paper"):
        (place / "pages").mkdir(parents=True)
        (place / "pages" / "01.txt").write_text("永安古桥长86米，共有7个桥孔。\n", "utf-8")
        (place / "gold").mkdir()
        asked = {"id": "q", "question": "永安古桥有几个桥孔？", "page": "01", "quote": "共有7个桥孔"}
        (place / "gold" / "questions.jsonl").write_text(json.dumps(asked) + "\n", "utf-8")

        done = run(cache, place / "pages")

        assert done.returncode == 0, done.stderr
    assert len(list((cache / "jianbao" / "eval").iterdir())) == 2


def test_traditional_questions_are_asked_in_simplified(tmp_path: Path, cache: Path) -> None:
    rows = [BRIDGES[0], {"id": "q", "question": "永安古橋有幾個橋孔？", "article": "b1"}]

    (told,) = measured(cache, write(tmp_path / "hant.jsonl", *rows), "--simplified")["sets"]

    assert told["name"] == "hant (simplified)"
    assert told["verdicts"][0]["question"] == "永安古桥有几个桥孔?"


def test_an_archive_that_is_there_can_be_asked(samples: Path, cache: Path) -> None:
    questions = SAMPLES.read_text("utf-8").splitlines()

    (told,) = measured(cache, SAMPLES, "--archive", samples)["sets"]

    assert len(told["verdicts"]) == len(questions)
    assert told["groups"]["zh"]["hit@5"]["mean"] > 0.9
    assert not cache.exists()


SAMPLES = Path(__file__).parents[1] / "rag" / "samples" / "questions.jsonl"


def test_a_set_without_articles_takes_the_pages_beside_it(cache: Path) -> None:
    (told,) = measured(cache, SAMPLES, "--no-answers")["sets"]

    assert told["groups"]["zh"]["hit@5"]["mean"] > 0.9


def test_articles_that_cannot_be_read_are_told_of(tmp_path: Path, cache: Path) -> None:
    own = write(tmp_path / "bridges.jsonl", *BRIDGES, {"id": "b3", "text": ""})

    done = run(cache, own, "--no-answers")

    assert done.returncode == 0
    assert "1 articles of bridges are not in its archive: documents.jsonl, line 3" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Name a set"),
        (("nowhere",), "nowhere does not exist"),
        (("{own}", "--baseline", "{own}"), "is no run of"),
        (("{own}", "--among", "nowhere"), "nowhere is not a file"),
        (("{own}", "--archive", "x", "--among", "{own}"), "leave --archive out"),
        (("{own}", "--calibrate", "{own}"), "in a second command"),
        (("{own}", "--archive", "nowhere"), "There is no archive in nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    tmp_path: Path, cache: Path, arguments: tuple[str, ...], words: str
) -> None:
    own = str(own_set(tmp_path))

    done = run(cache, *(argument.format(own=own) for argument in arguments))

    assert done.returncode in (1, 2)
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the data for measuring are not at {SHARED}")
def test_english_questions_over_real_pages_are_measured(cache: Path) -> None:
    (told,) = measured(cache, SHARED / "pages" / "clean", "--no-answers", "--split", "tune")["sets"]

    assert told["groups"]["en"]["hit@5"]["mean"] > 0.7
