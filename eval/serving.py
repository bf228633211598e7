"""What a server can do: `python -m eval.serving ARCHIVE QUESTIONS…` prints one table.

A real `jianbao serve` answers the questions of these sets without an LLM: first one after another, each
streamed over a connection of its own, timed until its first sentence is there; then from 16 clients at
once. With one worker, then with two. Clients and server share this machine's cores.
"""

import contextlib
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import httpx
import numpy as np
import typer

from eval.layouts import read_set
from rag.archive import Archive
from rag.errors import JianbaoError, UsageError

CLIENTS = 16


def main(
    archive: Annotated[Path, typer.Argument(help="The archive to serve.")],
    sets: Annotated[list[Path], typer.Argument(help="Sets of questions, as `jianbao eval` reads them.")],
    seconds: Annotated[float, typer.Option(help="How long one client asks, and then all at once.")] = 20.0,
) -> None:
    """Print how soon a streamed answer begins, and how many answers a second there are."""
    questions = [question.text for path in sets for question in read_set(path).questions]
    with Archive(archive) as opened:
        print(f"{opened.info().chunks} passages, {len(questions)} questions, {os.cpu_count()} cores")
    print(f"load average before {os.getloadavg()[0]:.2f}")
    print(f"{'workers':>7} {'first sentence p50':>19} {'p95':>8} {'answers/s':>10} {'errors':>7}")
    for workers in (1, 2):
        with serving(archive, workers) as url:
            begun = first_sentences(url, questions, seconds)
            answered, failed = answers(url, questions, seconds)
        p50, p95 = (float(np.percentile(begun, share)) for share in (50, 95))
        print(f"{workers:7} {p50:16.1f} ms {p95:5.1f} ms {answered / seconds:10.1f} {failed:7}")


@contextlib.contextmanager
def serving(archive: Path, workers: int) -> Iterator[str]:
    """A server while the block lasts; its address. Raises UsageError where it does not start."""
    chosen = ["serve", "--archive", str(archive), "--port", "0", "--rate", "0", "--workers", str(workers)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JIANBAO_LLM")}
    command = [sys.executable, "-m", "rag.cli", *chosen]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            url = process.stdout.readline().strip()
            if not url:
                raise UsageError(f"`jianbao serve --archive {archive}` does not start; run it to see why")
            yield url
        finally:
            process.terminate()


def first_sentences(url: str, questions: Sequence[str], seconds: float) -> list[float]:
    """Milliseconds from each request, over a new connection, to the first content of its streamed answer."""
    _begin(url, questions[0])  # the first request of all finds nothing in memory
    until, asked, begun = time.perf_counter() + seconds, itertools.cycle(questions), list[float]()
    while not begun or time.perf_counter() < until:
        begun.append(1000 * _begin(url, next(asked)))
    return begun


def answers(url: str, questions: Sequence[str], seconds: float) -> tuple[int, int]:
    """How many answers come within so many seconds to clients at once, and how many requests fail."""
    until = time.perf_counter() + seconds

    def client(number: int) -> tuple[int, int]:
        answered = failed = 0
        with httpx.Client(timeout=60) as connection:
            for question in itertools.islice(itertools.cycle(questions), number, None):
                reply = connection.post(f"{url}/v1/chat/completions", json=_body(question, stream=False))
                if time.perf_counter() > until:
                    return answered, failed
                answered, failed = answered + reply.is_success, failed + (not reply.is_success)
        raise AssertionError("a cycle has no end")

    with ThreadPoolExecutor(CLIENTS) as pool:
        counts = list(pool.map(client, range(CLIENTS)))
    return sum(answered for answered, _ in counts), sum(failed for _, failed in counts)


def _begin(url: str, question: str) -> float:
    """Seconds until the first content of a streamed answer."""
    with httpx.Client(timeout=60) as client:
        start = time.perf_counter()
        with client.stream("POST", f"{url}/v1/chat/completions", json=_body(question, stream=True)) as reply:
            for line in reply.iter_lines():
                data = line.removeprefix("data: ")
                if data.startswith("{") and _content(json.loads(data)):
                    return time.perf_counter() - start
    raise UsageError(f"The server gave no answer to {question!r} (status {reply.status_code})")


def _body(question: str, stream: bool) -> dict[str, object]:
    return {"messages": [{"role": "user", "content": question}], "stream": stream}


def _content(chunk: dict[str, list[dict[str, dict[str, str]]]]) -> str:
    choices = chunk.get("choices") or [{"delta": {}}]
    return choices[0]["delta"].get("content", "")


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
