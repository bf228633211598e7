"""What an archive costs on this machine: `python -m eval.speed CORPUS QUESTIONS` prints a table.

A file is indexed by `jianbao index` into a new archive, indexed again unchanged, and searched: by whole
processes, by one question after another, and by two threads at once. A running server is told of 100
articles more and less. `--output` writes the same as JSON; `--archive` keeps the archive, or takes one
that was kept.
"""

import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import httpx
import numpy as np
import typer

from embeddings import load_embedder
from eval.bare import after_embedding
from eval.layouts import read_set
from eval.lighthouses import lighthouses, write_articles
from eval.machine import Ran, compile_sources, machine, run
from eval.serving import serving
from rag.archive import Archive
from rag.errors import JianbaoError
from rag.reading import read_pages
from rag.types import Page

_JIANBAO = (sys.executable, "-m", "rag.cli")
_COLD, _ADDED = 5, 100  # processes, articles
_WAIT = 30.0  # seconds until a server must have followed


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured, and what it should be: at least, or at most."""

    name: str
    value: float
    bar: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.bar is None or (self.value >= self.bar if self.at_least else self.value <= self.bar)


def main(
    corpus: Annotated[Path, typer.Argument(help="A file to index.")],
    questions: Annotated[Path, typer.Argument(help="A set of questions, as `jianbao eval` reads them.")],
    archive: Annotated[
        Path | None, typer.Option(help="Keep the archive here; one that is here is taken.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write the figures as JSON.")] = None,
    part: Annotated[int, typer.Option(help="Articles whose cost after embedding is compared.")] = 10_000,
) -> None:
    """Print what indexing and searching cost on this machine."""
    compile_sources()
    before = machine()
    print(
        f"{before.when}, {before.cores} cores, load {before.load:.2f}, calibration {before.calibration:.2f} s"
    )
    print(f"{corpus.name}, asked the questions of {questions.parent.name}/{questions.name}")
    figures = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = archive or Path(scratch) / "archive"
        for figure in _figures(folder, corpus, questions, Path(scratch), part):
            figures.append(figure)
            _print(figure)
    after = machine()
    print(f"load after {after.load:.2f}, calibration {after.calibration:.2f} s")
    if output:
        rows = [{**asdict(figure), "met": figure.met} for figure in figures]
        record = {"before": asdict(before), "after": asdict(after), "figures": rows}
        record |= {"corpus": corpus.name, "questions": f"{questions.parent.name}/{questions.name}"}
        output.write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")


def _figures(folder: Path, corpus: Path, questions: Path, scratch: Path, part: int) -> Iterator[Figure]:
    if not folder.exists():
        ran = _jianbao("index", corpus, folder)
        yield from _indexed(ran, folder)
    yield Figure("index again, unchanged, s", _jianbao("index", corpus, folder).seconds, 3)
    pages = (page for page in read_pages(corpus, corpus.name) if isinstance(page, Page))
    text = sum(len(page.raw.encode("utf-8", "surrogatepass")) for page in pages)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    yield Figure("archive, MB", size / 1e6)
    yield Figure("archive over its text", size / text, 3.0)
    asked = itertools.islice(read_set(questions).questions, _COLD)
    cold = [_jianbao("search", question.text, folder).seconds for question in asked]
    yield Figure("cold search, whole process, s", float(np.median(cold)), 0.6)
    yield from _searches(folder, questions)
    yield from _changes(folder, scratch)
    ours, bare = after_embedding(corpus, load_embedder("builtin"), part)
    yield Figure("after embedding, s", ours)
    yield Figure("FAISS and tantivy alone, s", bare)
    yield Figure("after embedding over these alone", ours / bare, 2.0)


def _jianbao(verb: str, what: object, folder: Path) -> Ran:
    return run([*_JIANBAO, verb, str(what), "--archive", str(folder)])


def _indexed(ran: Ran, folder: Path) -> Iterator[Figure]:
    with Archive(folder) as archive:
        info = archive.info()
    yield Figure("articles", info.articles)
    yield Figure("passages", info.chunks)
    yield Figure("index, s", ran.seconds)
    yield Figure("articles a second", info.articles / ran.seconds, 1000, at_least=True)
    yield Figure("peak resident while indexing, MB", ran.peak, 1200)


def _searches(folder: Path, questions: Path) -> Iterator[Figure]:
    command = [sys.executable, "-m", "eval.searching", str(folder), str(questions)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    yield Figure("warm search p50, ms", found["p50"], 9)
    yield Figure("warm search p95, ms", found["p95"], 20)
    yield Figure("searches a second, two threads", found["a_second"], 150, at_least=True)
    yield Figure("resident while searching, MB", found["resident"])


def _changes(folder: Path, scratch: Path) -> Iterator[Figure]:
    """Articles added and removed by other processes, until a server that runs finds them, or no more."""
    name = "added-by-eval-speed.jsonl"
    write_articles(scratch / name, dict(enumerate(lighthouses(_ADDED))))
    with serving(folder, 1) as url, httpx.Client(timeout=60) as client:

        def found() -> bool:
            question = {"question": f"第{_ADDED - 1}号灯塔昨夜重新点亮", "k": 1}
            hits = client.post(f"{url}/v1/search", json=question).json()["hits"]
            return bool(hits) and hits[0]["file"] == name

        found()  # warm
        added = _until(found, partial(_jianbao, "index", scratch / name, folder))
        yield Figure("100 articles added and found, s", added, 1)
        removed = _until(lambda: not found(), partial(_jianbao, "remove", name, folder))
        yield Figure("100 articles removed and gone, s", removed, 1)


def _until(followed: Callable[[], bool], change: Callable[[], object]) -> float:
    """Seconds of a change until a server has followed it."""
    start = time.perf_counter()
    change()
    while not followed():
        if time.perf_counter() - start > _WAIT:
            raise TimeoutError(f"The server did not follow within {_WAIT:.0f} s")
    return time.perf_counter() - start


def _print(figure: Figure) -> None:
    bar = "" if figure.bar is None else f"{'≥' if figure.at_least else '≤'} {figure.bar:g}"
    print(f"{figure.name:34} {figure.value:12.2f}  {bar:8} {'' if figure.met else 'missed'}", flush=True)


if __name__ == "__main__":
    try:
        typer.run(main)
    except (JianbaoError, TimeoutError) as exc:
        sys.exit(f"jianbao: {exc}")
    except subprocess.CalledProcessError as exc:
        sys.exit(exc.stderr.decode())
