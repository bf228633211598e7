"""Page → its articles, cut into chunks, with their vectors: what the encoder sees of a passage."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from embeddings import Embedder
from rag.indexing.chunking import split
from rag.indexing.store import Embedded, Store
from rag.reading import read_articles
from rag.types import Article, Chunk, Page

Cut = tuple[Article, Sequence[Chunk]]  # an article and its chunks


def cut(page: Page) -> list[Cut]:
    """A page's articles, each with its chunks."""
    return [(article, split(article)) for article in read_articles(page).articles]


def embed(embedder: Embedder, cuts: Sequence[Cut]) -> Iterator[Embedded]:
    """Embed all chunks of these articles at once, then deal the rows out to them. Raises EmbedderError."""
    texts = [
        passage(article.headline.text, article.text[chunk.start : chunk.end])
        for article, chunks in cuts
        for chunk in chunks
    ]
    vectors = embedder.embed_documents(texts) if texts else np.empty((0, embedder.dim), np.float32)
    start = 0
    for article, chunks in cuts:
        yield Embedded(article, chunks, vectors[start : start + len(chunks)])
        start += len(chunks)


def passage(headline: str, text: str) -> str:
    """What the encoder sees of a chunk: its article's headline says what the passage is about."""
    return f"{headline}\n{text}" if headline else text


def named(store: Store, articles: Sequence[Embedded]) -> Iterator[Embedded]:
    """Give another id to an article whose own is taken, by a page of the same name elsewhere."""
    for item in articles:
        name, taken = item.article.id, 0
        while store.has_article(name):
            taken += 1
            digest = hashlib.blake2b(f"{item.article.id}/{taken}".encode(), digest_size=6)
            name = f"a{digest.hexdigest()}"
        yield Embedded(*renamed((item.article, item.chunks), name), item.vectors)


def renamed(cut: Cut, name: str) -> Cut:
    """The article and its chunks under another id."""
    article, chunks = cut
    return replace(article, id=name), [replace(chunk, article=name) for chunk in chunks]
