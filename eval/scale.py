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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.machine import Machine, machine, run
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


_COLUMNS: dict[str, Callable[[Size], float]] = {
    "index, s": lambda size: size.index,
    "a second": lambda size: size.passages / size.index,
    "peak, MB": lambda size: size.indexing,
    "p50, ms": lambda size: size.p50,
    "p95, ms": lambda size: size.p95,
    "search, MB": lambda size: size.searching,
    "disk, MB": lambda size: size.disk,
    "load": lambda size: size.load,
}


def main(
    corpus: Annotated[Path, typer.Argument(help="The file whose sentences are recombined.")],
    questions: Annotated[Path, typer.Argument(help="A set of questions, as `jianbao eval` reads them.")],
    sizes: Annotated[str, typer.Option(help="How many passages, between commas.")] = SIZES,
    output: Annotated[Path | None, typer.Option(help="Write the table and the curves here.")] = None,
) -> None:
    """Print what an archive costs at each size."""
    now, grown = machine(), list[Size]()
    print(f"{now.when}, {now.cores} cores, load {now.load:.2f}, calibration {now.calibration:.2f} s")
    print("".join(f"{head:>11}" for head in ("passages", *_COLUMNS)))
    with tempfile.TemporaryDirectory() as scratch:
        for size in _grown(corpus, questions, [int(size) for size in sizes.split(",")], Path(scratch)):
            grown.append(size)
            figures = "".join(f"{column(size):11.1f}" for column in _COLUMNS.values())
            print(f"{size.passages:11}{figures}", flush=True)
    if output:
        _write(output, now, grown)


def _write(folder: Path, on: Machine, grown: Sequence[Size]) -> None:
    """The table as JSON, and the two curves."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {"machine": asdict(on), "sizes": [asdict(size) for size in grown]}
    (folder / "scale.json").write_text(json.dumps(record, indent=1), "utf-8")
    indexing = [(size.passages, size.index) for size in grown]
    (folder / "index.svg").write_text(growth(indexing, "seconds to index, by passages"), "utf-8")
    searching = [(size.passages, size.p95) for size in grown]
    (folder / "search.svg").write_text(growth(searching, "p95 of a search in ms, by passages"), "utf-8")


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
