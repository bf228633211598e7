"""Other libraries beside this one: `python -m eval.peers CORPUS QUESTIONS` prints one table.

Each has an environment of its own, the same passages, the same vectors (so that nobody embeds), the same
questions and threads, and a tokenizer that finds Chinese: pairs of characters. From passages and vectors
to an index on the disk; searches one after another, warm; a whole new process with one answer; the most
memory while indexing and while searching; 100 articles added and removed, on the disk too, until a search
finds them, or no more. "By words" counts the questions for which the words alone find anything, "load" is
the machine's when the row began. A library that cannot save one of its legs pays for it whenever a process
begins. It runs from a checkout.
"""

import itertools
import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from embeddings import load_embedder
from eval.machine import Machine, compile_sources, machine
from eval.peers.given import write
from eval.peers.libraries import LIBRARIES
from eval.peers.row import COLUMNS, Measuring, Row
from eval.tables import plain
from rag.errors import JianbaoError


def main(
    corpus: Annotated[Path, typer.Argument(help="A file of articles.")],
    questions: Annotated[Path, typer.Argument(help="A set of questions, as `jianbao eval` reads them.")],
    only: Annotated[list[str] | None, typer.Option(help="Measure only this one; again for more.")] = None,
    articles: Annotated[int, typer.Option(min=1, help="Take so many articles.")] = 1_000_000,
    environments: Annotated[Path | None, typer.Option(help="Keep the environments here.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write the figures as JSON.")] = None,
    during: Annotated[float, typer.Option(help="Seconds for which questions are asked, at most.")] = 60.0,
    limit: Annotated[float, typer.Option(help="Seconds after which a stage is killed.")] = 1800.0,
) -> None:
    """Print what indexing and searching cost, with this library and with others."""
    chosen = [library for library in LIBRARIES if not only or library.name in only]
    if unknown := set(only or ()) - {library.name for library in LIBRARIES}:
        known = ", ".join(library.name for library in LIBRARIES)
        raise typer.BadParameter(f"{', '.join(sorted(unknown))} is none of {known}", param_hint="--only")
    compile_sources()
    before, threads, rows = machine(), os.cpu_count() or 1, list[Row]()
    with tempfile.TemporaryDirectory() as scratch:
        given = Path(scratch) / "given"
        counts = write(given, corpus, questions, load_embedder("builtin"), articles)
        home = environments or Path(scratch) / "environments"
        measuring = Measuring(given, home.absolute(), threads, during, limit)
        for library in chosen:
            print(f"{library.name} ({library.legs}) …", file=sys.stderr, flush=True)
            rows.append(measuring.measure(library))
            if output:
                told = {"before": asdict(before), "after": asdict(machine()), "threads": threads}
                record = {**told, **asdict(counts), "rows": [asdict(row) for row in rows]}
                output.write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")
    title = f"{before.when}, {before.cores} cores, {threads} threads, {_busy(before)}; "
    title += f"{counts.passages} passages, {counts.questions} questions"
    plain(title, ("", "version", *COLUMNS), [row.cells() for row in rows])
    for remark in itertools.chain.from_iterable(row.remarks(counts.questions) for row in rows):
        print(remark)
    print(f"after it {_busy(machine())}")


def _busy(now: Machine) -> str:
    return f"load {now.load:.2f}, calibration {now.calibration:.2f} s"


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
