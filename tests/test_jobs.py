"""Jobs whose server ends before they do."""

import json
import shutil
import time
from pathlib import Path

import pytest

from rag.archive import Archive
from tests.api_server import Served, served

ROWS = "".join(json.dumps({"text": f"第{n}号渔船昨日返港，载鱼{n}吨。"}) + "\n" for n in range(20_000))


@pytest.mark.parametrize("how", ["asked to stop", "killed"])
def test_a_job_whose_server_ended_has_failed_and_the_archive_is_sound(
    samples: Path, tmp_path: Path, how: str
) -> None:
    archive = Path(shutil.copytree(samples, tmp_path / "archive"))
    with served(archive) as server:
        job = begun(server)
        if how == "killed":
            server.process.kill()
            server.process.wait(30)
        else:
            server.stop()
    with served(archive) as server, server.http() as client:
        after = client.get(f"/v1/jobs/{job}").json()
        sent = client.post("/v1/articles?wait=30", files={"file": ("boats.jsonl", ROWS[:4000].encode())})

    assert (after["state"], "send it again" in after["error"]) == ("failed", True)
    assert sent.json()["state"] == "done"
    with Archive(archive) as opened:
        assert opened.doctor() == []


def begun(server: Served) -> str:
    """The id of a job that has begun and goes on for long."""
    with server.http() as client:
        job = client.post("/v1/articles?wait=0", files={"file": ("boats.jsonl", ROWS.encode())}).json()
        while job["state"] == "waiting":
            time.sleep(0.01)
            job = client.get(f"/v1/jobs/{job['id']}").json()
    assert job["state"] == "running"
    return str(job["id"])
