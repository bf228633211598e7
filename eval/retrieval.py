"""How well the finder ranks: `python -m eval.retrieval SET...` over BEIR folders.

Documents are indexed as one article each by the same `index`, and searched by the same finder, that
users get; an article is judged by its best passage. Each set has a line for either leg alone and one for
both, so that the fusion stands beside what it fuses.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated, Literal

import typer

from eval.measures import MEASURES, Ranking, measure
from eval.sets import EvalSet, read_beir
from rag.archive import Archive
from rag.errors import JianbaoError
from rag.finding.query import understand
from rag.settings import Settings

Leg = Literal["words", "vectors", "both"]
LEGS: tuple[Leg, ...] = ("words", "vectors", "both")


def index_documents(documents: EvalSet, folder: Path, model: str = "") -> Archive:
    """An archive of a set's documents, made in this folder."""
    pages = folder / "documents.jsonl"
    with pages.open("w", encoding="utf-8") as file:
        for document in documents.documents:
            file.write(json.dumps(document, ensure_ascii=False) + "\n")
    archive = Archive(folder / "archive", Settings(model=model), create=True)
    archive.index([pages])
    return archive


def rank(archive: Archive, documents: EvalSet, leg: Leg = "both") -> Ranking:
    """What is found for every question: question → document → score."""
    return {question.id: _found(archive, question.text, leg) for question in documents.questions}


def _found(archive: Archive, question: str, leg: Leg) -> dict[str, float]:
    vector = archive.embedder.embed_queries([question])[0]
    best: dict[str, float] = {}
    for candidate in archive.finder.candidates(understand(question), vector):
        chunk = archive.store.passages.get(candidate.chunk)
        if chunk:
            score = {"words": candidate.share, "vectors": candidate.cosine, "both": candidate.score}[leg]
            best[chunk.article] = max(score, best.get(chunk.article, score))
    return {archive.store.record(article): score for article, score in best.items()}


def main(
    sets: Annotated[list[Path], typer.Argument(help="BEIR folders.")],
    model: Annotated[str, typer.Option(help="Another encoder.")] = "",
) -> None:
    """Print the measures of each leg and of both on each set."""
    print(f"{'set':16} {'leg':8}", *(f"{measure!s:>10}" for measure in MEASURES), "  ms/question")
    for folder in sets:
        documents = read_beir(folder)
        relevant = {question.id: question.relevant for question in documents.questions}
        with (
            tempfile.TemporaryDirectory() as temporary,
            index_documents(documents, Path(temporary), model) as archive,
        ):
            for leg in LEGS:
                start = time.perf_counter()
                values = measure(relevant, rank(archive, documents, leg)).values()
                each = 1000 * (time.perf_counter() - start) / len(documents.questions)
                numbers = " ".join(f"{100 * value:10.2f}" for value in values)
                print(f"{documents.name:16} {leg:8} {numbers} {each:12.2f}", flush=True)


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
