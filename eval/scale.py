"""How cost grows with an archive: `python -m eval.scale CORPUS QUESTIONS --output DIR`.

One archive grows by articles made of the corpus's sentences until it has so many passages; at each size
the table says how long indexing took from the beginning, what memory it held, and what searches cost.
`--output` writes the table as JSON and two curves as SVG.
"""

import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.machine import machine, run
from eval.plots import growth
from eval.recombined import recombined, sentences
from rag.archive import Archive
from rag.errors import JianbaoError

SIZES = "10000,30000,100000,300000,1000000"
_PASSAGES = 1.82  # of an article, nearly; the table says how many there are


@dataclass(frozen=True, slots=True)
class Size:
    """An archive of some size."""

    passages: int
    index: float  # seconds, from the beginning
    indexing: float  # MB resident at most
    p50: float  # ms
    p95: float
    searching: float  # MB resident
    disk: float  # MB
    load: float


def main(
    corpus: Annotated[Path, typer.Argument(help="The file whose sentences are recombined.")],
    questions: Annotated[Path, typer.Argument(help="A set of questions, as `jianbao eval` reads them.")],
    sizes: Annotated[str, typer.Option(help="How many passages, between commas.")] = SIZES,
    output: Annotated[Path | None, typer.Option(help="Write the table and the curves here.")] = None,
) -> None:
    """Print what an archive costs at each size."""
    now = machine()
    print(f"{now.when}, {now.cores} cores, load {now.load:.2f}, calibration {now.calibration:.2f} s")
    heads = (
        "passages",
        "index, s",
        "a second",
        "peak, MB",
        "p50, ms",
        "p95, ms",
        "search, MB",
        "disk, MB",
        "load",
    )
    print("".join(f"{head:>11}" for head in heads))
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for row in _grown(corpus, questions, [int(size) for size in sizes.split(",")], Path(scratch)):
            rows.append(row)
            figures = (
                row.index,
                row.passages / row.index,
                row.indexing,
                row.p50,
                row.p95,
                row.searching,
                row.disk,
            )
            print(
                f"{row.passages:11}" + "".join(f"{figure:11.1f}" for figure in (*figures, row.load)),
                flush=True,
            )
    if output:
        output.mkdir(parents=True, exist_ok=True)
        record = {"machine": asdict(now), "sizes": [asdict(row) for row in rows]}
        (output / "scale.json").write_text(json.dumps(record, indent=1), "utf-8")
        indexing = [(row.passages, row.index) for row in rows]
        (output / "index.svg").write_text(growth(indexing, "seconds to index, by passages"), "utf-8")
        searching = [(row.passages, row.p95) for row in rows]
        (output / "search.svg").write_text(growth(searching, "p95 of a search in ms, by passages"), "utf-8")


def _grown(corpus: Path, questions: Path, sizes: Sequence[int], scratch: Path) -> Iterator[Size]:
    texts, archive = recombined(sentences(corpus)), scratch / "archive"
    articles, took = 0, 0.0
    for size in sizes:
        more = round(size / _PASSAGES) - articles
        path = scratch / f"{size}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for text in itertools.islice(texts, more):
                file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
        articles += more
        ran = run([sys.executable, "-m", "rag.cli", "index", str(path), "--archive", str(archive)])
        took += ran.seconds
        path.unlink()
        command = [sys.executable, "-m", "eval.searching", str(archive), str(questions), "--during", "1"]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        with Archive(archive) as opened:
            info = opened.info()
        memory, disk = found["resident"], info.bytes / 1e6
        yield Size(info.chunks, took, ran.peak, found["p50"], found["p95"], memory, disk, machine().load)


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
