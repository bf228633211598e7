"""Ask, add and remove at once, for long: `python -m tests.endurance --minutes 30` prints what came of it.

Before a real server some clients ask, each in its own way; others send files, find what they sent,
replace it, and remove it, whereupon nobody may find it any more. Any reply that is not as it should be
fails the run, and so does memory that goes on growing after the first third of it.
"""

import json
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import httpx
import typer

from rag.archive import Archive
from rag.samples import copy_pages
from tests.api_server import QUESTION, UNANSWERED, Served, served
from tests.commands import jianbao

ASKERS, CHANGERS = 3, 2
_RECORDS, _NAMES = 40, 3  # of a file that is sent; of one who sends
_GROWTH = 1.05  # of memory, after it is warm
_LOG = 20_000  # characters of the server's log that are shown
_PATIENCE = 600.0  # seconds for a reply: how fast it is others measure
_BEAT = 0.5  # seconds between two looks at the memory
_MOMENTS = 20  # that are printed of them


@dataclass
class Endurance:
    """A server, and what its clients have done so far; the first error ends them all."""

    server: Served
    done: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)  # kilobytes of its own, a beat after the other
    _over: threading.Event = field(default_factory=threading.Event)

    def run(self, enough: Callable[[], bool]) -> None:
        """Keep all clients busy until it is enough. Raises what the first of them to fail raises."""
        work = [self._ask] * ASKERS + [self._change] * CHANGERS
        with ThreadPoolExecutor(len(work)) as pool:
            running = [pool.submit(self._again, one, number) for number, one in enumerate(work)]
            while not enough() and not self._over.wait(_BEAT):
                self.memory.append(self._own_memory())
            self._over.set()
            for each in running:
                each.result()

    def _again(self, work: Callable[[httpx.Client, int, int], None], number: int) -> None:
        turn = 0
        try:
            with self.server.http() as client:
                client.timeout = httpx.Timeout(_PATIENCE)
                while not self._over.is_set():
                    work(client, number, turn)
                    turn += 1
        finally:
            self._over.set()

    def _ask(self, client: httpx.Client, number: int, turn: int) -> None:
        question = (QUESTION, UNANSWERED, f"第{turn}号水库去年蓄水多少？")[turn % 3]
        body = {"messages": [{"role": "user", "content": question}], "stream": (number + turn) % 2 == 0}
        reply = client.post("/v1/chat/completions", json=body)
        assert reply.status_code == 200, reply.text
        assert "data: [DONE]" in reply.text if body["stream"] else "answer" in reply.json()
        assert '"error"' not in reply.text
        assert "55公里" in reply.text or question != QUESTION, reply.text
        self.done["answers"] += 1

    def _change(self, client: httpx.Client, number: int, turn: int) -> None:
        """Send a file of new records and find them; then remove another, and find nothing of it."""
        name, mark = f"{number}/{turn % _NAMES}.jsonl", _mark(number, turn)
        rows = [
            json.dumps({"id": str(row), "text": f"{mark}第{row}号水库去年蓄水，灌溉两岸农田。"})
            for row in range(_RECORDS)
        ]
        job = client.post("/v1/articles?wait=10", files={"file": (name, "\n".join(rows).encode())}).json()
        while job["state"] in ("waiting", "running"):
            time.sleep(0.1)
            job = client.get(f"/v1/jobs/{job['id']}").json()
        assert job["state"] == "done" and job["report"]["failures"] == [], job
        assert self._found(client, mark), f"{mark} is not found"
        self.done["files added"] += 1
        if turn >= _NAMES:
            assert not self._found(client, _mark(number, turn - _NAMES)), f"{name} was replaced, and is found"
        if turn % 2:
            reply = client.delete(f"/v1/files/{name}")
            if reply.status_code == 503:  # another writes for long: its words are to come again
                assert reply.json()["error"]["code"] == "archive_locked", reply.text
                return
            assert reply.status_code == 200, reply.text
            assert not self._found(client, mark), f"{mark} is removed, and found"
            self.done["files removed"] += 1

    def _found(self, client: httpx.Client, mark: str) -> bool:
        reply = client.post("/v1/search", json={"question": f'"{mark}"', "k": 3})
        assert reply.status_code == 200, reply.text
        return any(mark in hit["text"] for hit in reply.json()["hits"])

    def _own_memory(self) -> int:
        """What the process holds itself; pages of files come and go as the machine has room for them."""
        status = Path(f"/proc/{self.server.process.pid}/status").read_text()
        sizes = dict(line.split(":", 1) for line in status.splitlines())
        return sum(int(sizes[what].split()[0]) for what in ("RssAnon", "VmSwap"))


def growth(memory: Sequence[int]) -> float:
    """How many times as much memory it keeps in the last third of the time as in the one before.

    The first third warms up. Kept is what it falls back to, again and again; the peaks between are of
    whatever happens to run at once.
    """
    warm = memory[len(memory) // 3 :]
    half = (len(warm) + 1) // 2
    return _kept(warm[-half:]) / _kept(warm[:half])


def _kept(memory: Sequence[int]) -> int:
    """The tenth part of the moments is below this."""
    return sorted(memory)[len(memory) // 10]


def _course(memory: Sequence[int]) -> str:
    """Some moments of it, by which a step is told from a climb."""
    return " ".join(f"{kilobytes / 1000:.0f}" for kilobytes in memory[:: max(1, len(memory) // _MOMENTS)])


def _mark(number: int, turn: int) -> str:
    """Words that stand in the file of this turn alone."""
    return f"青石镇丙{number}丁{turn}戊"


def main(minutes: Annotated[float, typer.Option(help="How long.")] = 30.0) -> None:
    """Ask, add and remove at once, and look at what that leaves."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "archive")
        jianbao("index", copy_pages(Path(folder, "pages")), archive=archive).check_returncode()
        with served(archive, "--rate", "0") as server:
            until = time.monotonic() + 60 * minutes
            endurance = Endurance(server)
            try:
                endurance.run(lambda: time.monotonic() > until)
            except AssertionError:
                typer.echo(server.log.read_text()[-_LOG:], err=True)  # it is gone with the server
                raise
            handles, tasks = server.handles(), int(server.counted("jianbao_tasks"))
        with Archive(archive) as opened:
            findings = opened.doctor()
    grown = growth(endurance.memory)
    for what, count in sorted(endurance.done.items()):
        typer.echo(f"{what:28} {count:8}")
    typer.echo(f"{'memory at the end, MB':28} {endurance.memory[-1] / 1000:8.0f}")
    typer.echo(f"{'through the time, MB':28} {_course(endurance.memory)}")
    typer.echo(f"{'growth once it was warm':28} {grown - 1:8.1%}")
    typer.echo(f"{'handles, tasks':28} {handles:8} {tasks:4}")
    typer.echo(f"{'wrong in the archive':28} {len(findings):8}")
    raise typer.Exit(bool(findings) or grown > _GROWTH)


if __name__ == "__main__":
    typer.run(main)
