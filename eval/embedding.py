"""`python -m eval.embedding DATA`: nDCG@10 of an encoder alone, over sets in BEIR's layout.

A document is its title and its text; a question's documents are ranked by cosine, ties by their order in
the file. With MTEB's sets the numbers stand beside those that MTEB publishes.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder, load_embedder

_DEPTH = 10


def ndcg(gains: NDArray[np.float64], ideal: NDArray[np.float64]) -> float:
    """nDCG of one ranking cut at `len(gains)`, with the gain as it stands (TREC's, not 2^gain − 1).

    ndcg([0, 1], [1, 0]) == 1 / log2(3)
    """
    discounts = 1 / np.log2(np.arange(2, len(gains) + 2))
    best = float(ideal @ discounts)
    return float(gains @ discounts) / best if best else 0.0


def measure(embedder: Embedder, folder: Path) -> float:
    """Mean nDCG@10 over the set's judged questions."""
    documents, questions = _records(folder / "corpus.jsonl"), _records(folder / "queries.jsonl")
    judgements = _judgements(folder / "qrels" / "test.tsv")
    judged = [question for question in questions if question["_id"] in judgements]
    texts = [f"{document.get('title', '')} {document['text']}".strip() for document in documents]
    cosines = (
        embedder.embed_queries([question["text"] for question in judged]) @ embedder.embed_documents(texts).T
    )
    ranked = np.argsort(-cosines, axis=1, kind="stable")[:, :_DEPTH]
    scores = []
    for question, ranking in zip(judged, ranked, strict=True):
        wanted = judgements[question["_id"]]
        gains = np.array([wanted.get(documents[place]["_id"], 0) for place in ranking], dtype=np.float64)
        ideal = np.zeros(len(gains))
        best = sorted(wanted.values(), reverse=True)[: len(gains)]
        ideal[: len(best)] = best
        scores.append(ndcg(gains, ideal))
    return float(np.mean(scores))


def _judgements(file: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        question, document, gain = line.split("\t")
        found.setdefault(question, {})[document] = int(gain)
    return found


def _records(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> None:
    """Print nDCG@10 of the vectors alone on each set."""
    parser = argparse.ArgumentParser(prog="python -m eval.embedding", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder that holds the sets")
    parser.add_argument("--model", default="builtin")
    parser.add_argument("--sets", default="mlqa-*,news-zh", help="patterns with commas between them")
    arguments = parser.parse_args()
    embedder = load_embedder(arguments.model)
    folders = sorted(
        {folder for pattern in arguments.sets.split(",") for folder in arguments.data.glob(pattern)}
    )
    if not folders:
        parser.error(f"{arguments.data} holds no set that matches {arguments.sets}")
    print(f"{embedder.name}, {embedder.dim} dimensions: nDCG@10")
    for folder in folders:
        print(f"{folder.name:16} {100 * measure(embedder, folder):6.2f}", flush=True)


if __name__ == "__main__":
    main()
