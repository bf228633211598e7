"""How long warm searches take: `python -m eval.searching ARCHIVE QUESTIONS` prints JSON.

It is a process of its own, so that its memory is that of searching alone.
"""

import itertools
import json
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from eval.layouts import read_set
from eval.machine import resident, seconds
from rag.archive import Archive

ASKED = 400  # questions at most
_WARMING = 20


@dataclass(frozen=True, slots=True)
class Searching:
    """Milliseconds of a search, by one thread; searches a second, by two; and memory."""

    p50: float
    p95: float
    a_second: float
    resident: float  # MB


def measure(folder: Path, questions: Sequence[str], during: float) -> Searching:
    """Ask half of the questions one after another, the others for so many seconds by two threads at once."""
    half = len(questions) // 2
    with Archive(folder) as archive:
        for question in questions[:_WARMING]:
            archive.search(question)
        each = [1000 * seconds(partial(archive.search, question)) for question in questions[_WARMING:half]]
        until = time.perf_counter() + during

        def search(first: int) -> int:
            asked = itertools.islice(itertools.cycle(questions[half:]), first, None)
            done = itertools.takewhile(lambda _: time.perf_counter() < until, map(archive.search, asked))
            return sum(1 for _ in done)

        with ThreadPoolExecutor(2) as pool:
            found = sum(pool.map(search, (0, half // 2)))
        p50, p95 = np.percentile(each, [50, 95])
        return Searching(float(p50), float(p95), found / during, resident(os.getpid()))


def main(
    archive: Annotated[Path, typer.Argument(help="The archive to search.")],
    questions: Annotated[Path, typer.Argument(help="A set of questions, as `jianbao eval` reads them.")],
    during: Annotated[float, typer.Option(help="Seconds for which two threads search.")] = 10.0,
) -> None:
    """Print what searches cost, as JSON."""
    asked = [question.text for question in read_set(questions).questions]
    print(json.dumps(asdict(measure(archive, asked[:: max(1, len(asked) // ASKED)], during))))


if __name__ == "__main__":
    typer.run(main)
