"""Requests of every kind that the API's own description allows, and many that it does not."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.api_server import served


def test_no_request_is_answered_otherwise_than_described(samples: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(samples, tmp_path / "archive"))
    schemathesis = "from schemathesis.cli import schemathesis; schemathesis()"
    chosen = ["--checks", "all", "--max-examples", "1", "--phases", "coverage,fuzzing"]
    with served(archive) as server:
        command = [sys.executable, "-c", schemathesis, "run", f"{server.url}/openapi.json", *chosen]
        done = subprocess.run(
            [*command, "--generation-deterministic"], cwd=tmp_path, capture_output=True, text=True
        )

    assert done.returncode == 0, done.stdout


def test_the_manual_tells_of_every_route_and_needs_nothing_from_elsewhere(samples: Path) -> None:
    with served(samples) as server, server.http() as client:
        description, manual = client.get("/openapi.json").json(), client.get("/docs").text
    nouns = ("Article", "Hit", "Citation", "Sentence", "Search", "Answer")

    assert [path for path in description["paths"] if f" {path}<" not in manual] == []
    assert {f"{noun}Reply" for noun in nouns} <= description["components"]["schemas"].keys()
    assert "://" not in manual.replace(server.url, "")
    assert "<script" not in manual
