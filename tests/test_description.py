"""Requests of every kind that the API's own description allows, and many that it does not."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.api_server import Served, served


def test_no_request_is_answered_otherwise_than_described(samples: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(samples, tmp_path / "archive"))
    schemathesis = "from schemathesis.cli import schemathesis; schemathesis()"
    chosen = ["--checks", "all", "--max-examples", "30", "--phases", "coverage,fuzzing,stateful"]
    with served(archive, "--log-questions", "--rate", "0") as server:  # or half would be told to wait
        (tmp_path / "schemathesis.toml").write_text(what_there_is(server), "utf-8")
        command = [sys.executable, "-c", schemathesis, "run", f"{server.url}/openapi.json", *chosen]
        done = subprocess.run(
            [*command, "--generation-deterministic"], cwd=tmp_path, capture_output=True, text=True
        )

    assert done.returncode == 0, done.stdout


def what_there_is(server: Served) -> str:
    """Settings by which the requests name an article, a job, a file and a link that there are."""
    sent = {"file": ("灯塔.txt", "东礁岛灯塔停用 23 年后昨晚重新点亮。\n".encode())}
    with server.http() as client:
        job = client.post("/v1/articles?wait=30", files=sent).json()
        article = client.get("/v1/articles?limit=1").json()["data"][0]
        link = client.get(f"/v1/articles/{article['id']}").json()["link"]
    there = {
        "path.article": article["id"],
        "path.job": job["id"],
        "path.file": "灯塔.txt",
        "query.link": link,
    }
    return "[parameters]\n" + "".join(f'"{name}" = "{value}"\n' for name, value in there.items())


def test_the_manual_tells_of_every_route_and_needs_nothing_from_elsewhere(samples: Path) -> None:
    with served(samples) as server, server.http() as client:
        description, manual = client.get("/openapi.json").json(), client.get("/docs").text
    nouns = ("Article", "Hit", "Citation", "Sentence", "Search", "Answer")

    assert [path for path in description["paths"] if f" {path}<" not in manual] == []
    assert {f"{noun}Reply" for noun in nouns} <= description["components"]["schemas"].keys()
    assert "://" not in manual.replace(server.url, "")
    assert "<script" not in manual
