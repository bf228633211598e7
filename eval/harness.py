"""Sets in, results out: reads each set, asks an archive, and tells what came of it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from embeddings import Embedder, load_embedder
from eval.archives import open_for
from eval.calibrate import calibrate, told
from eval.comparison import read_baseline
from eval.layouts import read_set
from eval.progress import Start, progress
from eval.results import as_json, summarise
from eval.runs import Leg, Run, ask_without_pages, run_set
from eval.sets import EvalSet
from eval.split import Half
from eval.tables import show
from eval.written import write
from rag.archive import Archive
from rag.cli import console
from rag.errors import UsageError
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for."""

    archive: Path | None = None
    model: str = ""
    rerank: str = ""
    leg: Leg = "both"
    k: int = 10
    half: Half | None = None
    among: tuple[Path, ...] = ()
    simplified: bool = False
    answers: bool = True
    baseline: Path | None = None
    output: Path | None = None


def measure_sets(paths: Sequence[Path], options: Options, json: bool = False) -> None:
    """Measure every set, print its table (or one JSON object in the end), write what was asked for."""
    if not paths:
        raise UsageError("Name a set: a BEIR folder, a .jsonl file, or a folder of pages")
    if options.archive and options.among:
        raise UsageError("--among adds articles to an archive made of the set; leave --archive out")
    before = read_baseline(options.baseline) if options.baseline else {}
    sets = [_chosen(path, options) for path in paths]
    embedder = cache(lambda: load_embedder(options.model or "builtin"))
    runs, results = [], []
    with progress() as start:
        for chosen in sets:
            start(f"{chosen.name}: archive", None)
            with _archive(chosen, options, embedder) as archive:
                run = _run(archive, chosen, options, start)
                encoder = archive.embedder.name
            runs.append(run)
            results.append(summarise(run.name, run.verdicts, before.get(run.name)))
            if not json:
                show(results[-1])
    about = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "encoder": encoder, **_told(options)}
    if options.output:
        write(options.output, results, runs, about)
    if json:
        console.json(as_json(results, about))


def calibrate_archive(path: Path, folder: Path, options: Options, json: bool = False) -> None:
    """Find an archive's thresholds on a set, write them into it, and say what they are."""
    with Archive(folder, Settings(model=options.model, rerank=options.rerank, k=options.k)) as archive:
        found = calibrate(archive, _chosen(path, options))
    if json:
        console.json({"calibrated": [asdict(one) for one in found]})
        return
    for sentence in told(found):
        console.line(sentence)


def _chosen(path: Path, options: Options) -> EvalSet:
    chosen = read_set(path)
    if options.half:
        chosen = chosen.only(options.half)
        if not chosen.questions:
            raise UsageError(f"{path} has no question in its half {options.half!r}; leave --split out")
    return chosen.simplified() if options.simplified else chosen


def _archive(chosen: EvalSet, options: Options, embedder: Callable[[], Embedder]) -> Archive:
    if options.archive:
        return Archive(options.archive, Settings(model=options.model, rerank=options.rerank, k=options.k))
    return open_for(chosen, embedder(), Settings(rerank=options.rerank, k=options.k), options.among)


def _run(archive: Archive, chosen: EvalSet, options: Options, start: Start) -> Run:
    answers = options.answers and options.leg == "both"
    take_away = bool(answers and chosen.pages and not options.archive)
    named = replace(chosen, name=" among ".join((chosen.name, *(path.name for path in options.among))))
    tick = start(named.name, len(chosen.questions))
    run = run_set(archive, named, options.leg, answers, tick)
    if not take_away:
        return run
    tick = start(f"{named.name}, pages taken away", sum(len(q.relevant) for q in chosen.questions))
    with _copy(archive) as changeable:
        return replace(run, verdicts=(*run.verdicts, *ask_without_pages(changeable, chosen, tick)))


@contextmanager
def _copy(archive: Archive) -> Iterator[Archive]:
    """The archive in a folder of its own, to be changed."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(archive.folder, Path(folder) / "archive")
        with Archive(Path(folder) / "archive", archive.settings, embedder=archive.embedder) as copied:
            yield copied


def _told(options: Options) -> dict[str, object]:
    """The options as JSON has them."""
    return {
        "leg": options.leg,
        "rerank": options.rerank,
        "k": options.k,
        "half": options.half or "all",
        "archive": str(options.archive or ""),
        "among": [path.name for path in options.among],
        "simplified": options.simplified,
    }
