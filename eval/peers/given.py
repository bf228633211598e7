"""What every library is given, written once: passages as jianbao cuts them, vectors of its encoder."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from embeddings import Embedder
from embeddings.embedder import Vectors
from eval.bare import batches
from eval.layouts import read_set
from eval.lighthouses import lighthouses
from rag.cutting import passage
from rag.errors import UsageError

ADDED = 100  # articles
_ASKED = 200  # questions at most, evenly taken
Rows = tuple[list[tuple[str, str]], Vectors]  # the id and the text of each, with their vectors


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was written."""

    passages: int
    questions: int


def write(folder: Path, corpus: Path, questions: Path, embedder: Embedder, most: int) -> Counts:
    """Write the passages of the corpus's first articles, the questions, and articles to be added.

    Raises UsageError, EmbedderError.
    """
    folder.mkdir()
    about = {"dim": embedder.dim, "corpus": str(corpus.resolve()), "articles": most}
    (folder / "about.json").write_text(json.dumps(about), "utf-8")
    texts = [question.text for question in read_set(questions).questions]
    asked = texts[:: max(1, len(texts) // _ASKED)][:_ASKED]
    _write(folder, "questions", [_embedded("q", asked, embedder)])
    _write(folder, "added", [_embedded("lighthouse", list(lighthouses(ADDED)), embedder)])
    if not (count := _write(folder, "chunks", _passages(corpus, embedder, most))):
        raise UsageError(
            f"{corpus} holds no article that can be read; name a file that `jianbao index` takes"
        )
    return Counts(count, len(asked))


def _passages(corpus: Path, embedder: Embedder, most: int) -> Iterator[Rows]:
    for batch in batches(corpus, embedder, most):
        for _, articles in batch:
            for item in articles:
                name, headline = item.article.id, item.article.headline.text
                texts = [
                    passage(headline, item.article.text[chunk.start : chunk.end]) for chunk in item.chunks
                ]
                yield [(f"{name}-{place}", text) for place, text in enumerate(texts)], item.vectors


def _embedded(kind: str, texts: list[str], embedder: Embedder) -> Rows:
    rows = [(f"{kind}-{number}", text) for number, text in enumerate(texts)]
    return rows, embedder.embed_documents(texts)


def _write(folder: Path, name: str, rows: Iterable[Rows]) -> int:
    count = 0
    with (
        (folder / f"{name}.jsonl").open("w", encoding="utf-8") as texts,
        (folder / f"{name}.f32").open("wb") as numbers,
    ):
        for some, vectors in rows:
            texts.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in some)
            numbers.write(vectors.astype("<f4").tobytes())
            count += len(some)
    return count
