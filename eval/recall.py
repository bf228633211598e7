"""How much a search in lists finds: `python -m eval.recall ARCHIVE SET...`.

Many vectors are kept in lists, and a search looks into the nearest lists only. The table says what share of
the passages that are nearest to a question, by the inner product with every stored vector, is among those
that a search takes from the vectors; for each set and language. `--output` writes it as JSON.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from eval.layouts import read_set
from eval.sets import Question
from rag.archive import Archive
from rag.errors import JianbaoError, UsageError
from rag.finding.query import understand
from rag.finding.search import DEPTH
from rag.indexing.vectors import Floats, Rows

NEAREST = (10, 100)

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Kept:
    """How an archive keeps its vectors; in no lists, all are looked at."""

    vectors: int
    lists: int
    probes: int  # lists that a search looks into


@dataclass(frozen=True, slots=True)
class Recall:
    """Of the nearest passages to the questions of a set in one language, the share that is found."""

    name: str  # of the set
    lang: str
    questions: int
    shares: dict[int, float]  # of so many nearest


def kept(archive: Archive) -> Kept:
    """Tell how the vectors are kept that a search of this archive looks at. Raises UsageError."""
    with archive.legs.current():
        vectors = archive.legs.vectors
        if not len(vectors):
            raise UsageError(f"{archive.folder} holds no passages; index some pages first")
        return Kept(len(vectors), vectors.lists, vectors.probes)


def recalls(archive: Archive, sets: Iterable[Path]) -> Iterator[Recall]:
    """Ask the questions of each set, a language at a time. Raises UsageError."""
    for path in sets:
        chosen = read_set(path)
        ordered = sorted(chosen.questions, key=lambda question: question.lang)
        for lang, questions in groupby(ordered, key=lambda question: question.lang):
            asked = list(questions)
            yield Recall(chosen.name, lang, len(asked), shares(archive, asked))


def shares(archive: Archive, questions: Sequence[Question]) -> dict[int, float]:
    """Of so many passages nearest to each question, the share that a search finds, as a mean."""
    asked = archive.embedder.embed_queries([understand(question.text).text for question in questions])
    stored = archive.store.passages.vectors_since(0, archive.dim)
    exact = nearest(stored, asked, max(NEAREST))
    found = [[chunk for chunk, _ in archive.legs.vectors.nearest(vector, DEPTH)] for vector in asked]
    held = np.array([np.isin(row, ids) for row, ids in zip(exact, found, strict=True)])
    return {depth: float(held[:, :depth].mean()) for depth in NEAREST}


def nearest(stored: Iterable[Rows], asked: Floats, k: int) -> Ids:
    """The ids of the k vectors of greatest inner product with each row asked, shape (rows, k), best first."""
    ids, scores = np.empty((len(asked), 0), np.int64), np.empty((len(asked), 0), np.float32)
    for more, vectors in stored:
        ids = np.hstack([ids, np.broadcast_to(np.asarray(more, np.int64), (len(asked), len(more)))])
        scores = np.hstack([scores, asked @ vectors.T])
        best = np.argpartition(-scores, min(k, scores.shape[1]) - 1)[:, :k]
        ids, scores = np.take_along_axis(ids, best, 1), np.take_along_axis(scores, best, 1)
    return np.take_along_axis(ids, np.argsort(-scores, 1), 1)


def main(
    archive: Annotated[Path, typer.Argument(help="The archive to search.")],
    sets: Annotated[list[Path], typer.Argument(help="Sets of questions, as `jianbao eval` reads them.")],
    output: Annotated[Path | None, typer.Option(help="Write what was found here, as JSON.")] = None,
) -> None:
    """Print what share of the nearest passages a search finds."""
    with Archive(archive) as opened:
        how, found = kept(opened), list[Recall]()
        print(f"{how.vectors} vectors in {how.lists} lists; a search looks into {how.probes}")
        print(f"{'':24}{'questions':>10}" + "".join(f"{f'of {depth}':>10}" for depth in NEAREST))
        for recall in recalls(opened, sets):
            found.append(recall)
            told = "".join(f"{share:10.4f}" for share in recall.shares.values())
            print(f"{f'{recall.name}, {recall.lang}':24}{recall.questions:10}{told}", flush=True)
    if output:
        record = {**asdict(how), "recall": [asdict(recall) for recall in found]}
        output.write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
