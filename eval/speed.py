"""What an archive costs: `python -m eval.speed CORPUS QUESTIONS.jsonl`, one figure a line.

Indexes a corpus into a temporary archive, indexes it again unchanged, then asks each question of the
file ({question} a line) once, warm, in one thread. The peak is of this whole process, in megabytes.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from eval.layouts import read_set
from rag.archive import Archive
from rag.errors import JianbaoError


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes on the wall."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(
    corpus: Annotated[Path, typer.Argument(help="A file or folder to index.")],
    questions: Annotated[Path, typer.Argument(help="JSON lines of {question}.")],
) -> None:
    """Print what indexing and searching cost on this machine."""
    print(f"{'load average before':32} {os.getloadavg()[0]:10.2f}")
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive", create=True) as archive:
        took = seconds(lambda: archive.index([corpus]))
        again = seconds(lambda: archive.index([corpus]))
        info = archive.info()
        asked = [question.text for question in read_set(questions).questions]
        archive.search(asked[0])  # warm
        each = [1000 * seconds(partial(archive.search, question)) for question in asked]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "articles": info.articles,
        "passages": info.chunks,
        "index, s": took,
        "articles a second": info.articles / took,
        "index again, unchanged, s": again,
        "warm search p50, ms": float(np.percentile(each, 50)),
        "warm search p95, ms": float(np.percentile(each, 95)),
        "peak resident, MB": peak,
        "archive while open, MB": info.bytes / 1e6,
    }
    for name, value in figures.items():
        print(f"{name:32} {value:10.2f}")


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
