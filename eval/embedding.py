"""`python -m eval.embedding DATA`: nDCG@10 of an encoder alone, over sets in BEIR's layout.

A document is its title and its text; a question's documents are ranked by cosine, ties by their order in
the file. With MTEB's sets the numbers stand beside those that MTEB publishes.
"""

import argparse
from pathlib import Path

import numpy as np

from embeddings import Embedder, EmbedderError, load_embedder
from eval.layouts import read_beir
from eval.measures import measure
from eval.sets import EvalSet

_DEPTH = 10


def measure_alone(embedder: Embedder, chosen: EvalSet) -> float:
    """Mean nDCG@10 of the vectors over a set's judged questions."""
    judged = [question for question in chosen.questions if question.relevant]
    texts = [f"{document.get('title', '')} {document['text']}".strip() for document in chosen.documents]
    names = [document["id"] for document in chosen.documents]
    cosines = (
        embedder.embed_queries([question.text for question in judged]) @ embedder.embed_documents(texts).T
    )
    ranked = np.argsort(-cosines, axis=1, kind="stable")[:, :_DEPTH]
    ranking = {
        question.id: {names[place]: float(-rank) for rank, place in enumerate(places)}
        for question, places in zip(judged, ranked, strict=True)
    }
    return measure({question.id: question.relevant for question in judged}, ranking)["nDCG@10"]


def main() -> None:
    """Print nDCG@10 of the vectors alone on each set."""
    parser = argparse.ArgumentParser(prog="python -m eval.embedding", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder that holds the sets")
    parser.add_argument("--model", default="builtin")
    parser.add_argument("--sets", default="mlqa-*,news-zh", help="patterns with commas between them")
    arguments = parser.parse_args()
    folders = sorted(
        {folder for pattern in arguments.sets.split(",") for folder in arguments.data.glob(pattern)}
    )
    if not folders:
        parser.error(f"{arguments.data} holds no set that matches {arguments.sets}")
    try:
        embedder = load_embedder(arguments.model)
    except EmbedderError as error:
        parser.error(str(error))
    print(f"{embedder.name}, {embedder.dim} dimensions: nDCG@10")
    for folder in folders:
        print(f"{folder.name:16} {100 * measure_alone(embedder, read_beir(folder)):6.2f}", flush=True)


if __name__ == "__main__":
    main()
