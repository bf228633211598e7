"""Another encoder for an archive: new vectors beside the old ones, switched over at the end."""

from collections.abc import Callable, Iterator, Sequence

from embeddings import Embedder
from rag.cutting import passage
from rag.indexing import fresh
from rag.indexing.store import Store
from rag.types import Chunk

BATCH = 512  # chunks embedded and committed at a time


def reembed(store: Store, embedder: Embedder, progress: Callable[[int, int], None]) -> int:
    """Embed every chunk anew and return how many that were in this run; interrupted, the next goes on.

    Searches use the old vectors until the end. `progress` is told how many are done, and of how many.
    Whoever runs it holds the archive's lock. Raises EmbedderError.
    """
    fresh.begin(store, embedder.name)
    done, total = 0, len(store.passages)
    while batch := fresh.lacking(store, BATCH):
        vectors = embedder.embed_documents(list(_texts(store, [chunk for _, chunk in batch])))
        fresh.put(store, [number for number, _ in batch], vectors)
        done += len(batch)
        progress(done, total)
    fresh.switch(store, embedder.name, embedder.dim)
    return done


def _texts(store: Store, chunks: Sequence[Chunk]) -> Iterator[str]:
    article, texts = "", {}
    for chunk in chunks:
        if chunk.article != article:
            article, texts = chunk.article, store.texts(chunk.article)
        yield passage(texts.get("headline", ""), texts["body"][chunk.start : chunk.end])
