"""How well `search` ranks: `python -m eval.retrieval SET...` over BEIR folders, one line each.

Documents are indexed as one article each, by the same `index` and searched by the same `search` that
users get; an article is judged by its best passage.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from eval.measures import MEASURES, measure
from eval.sets import EvalSet, read_beir
from rag.archive import Archive
from rag.errors import JianbaoError
from rag.settings import Settings

DEPTH = 100  # documents ranked for each question


def index_documents(documents: EvalSet, folder: Path, model: str = "") -> Archive:
    """An archive of a set's documents, made in this folder."""
    pages = folder / "documents.jsonl"
    with pages.open("w", encoding="utf-8") as file:
        for document in documents.documents:
            file.write(json.dumps(document, ensure_ascii=False) + "\n")
    archive = Archive(folder / "archive", Settings(model=model), create=True)
    archive.index([pages])
    return archive


def rank(archive: Archive, documents: EvalSet) -> dict[str, dict[str, float]]:
    """What `search` finds for every question: question → document → score."""
    return {
        question.id: {
            hit.article.parts[0].record: hit.score
            for hit in archive.search(question.text, DEPTH, per_article=1).hits
        }
        for question in documents.questions
    }


def main(
    sets: Annotated[list[Path], typer.Argument(help="BEIR folders.")],
    model: Annotated[str, typer.Option(help="Another encoder.")] = "",
) -> None:
    """Print the measures of `search` on each set."""
    print(f"{'set':16}", *(f"{measure!s:>10}" for measure in MEASURES), "  ms/question")
    for folder in sets:
        documents = read_beir(folder)
        with (
            tempfile.TemporaryDirectory() as temporary,
            index_documents(documents, Path(temporary), model) as archive,
        ):
            start = time.perf_counter()
            ranking = rank(archive, documents)
            each = (time.perf_counter() - start) / len(documents.questions)
        relevant = {question.id: question.relevant for question in documents.questions}
        values = measure(relevant, ranking).values()
        print(f"{documents.name:16}", *(f"{100 * value:10.2f}" for value in values), f"{1000 * each:12.1f}")


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
