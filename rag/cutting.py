"""Page → its articles, cut into chunks, with their vectors: what the encoder sees of a passage."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TypeVar

import numpy as np

from embeddings import Embedder
from rag.indexing.chunking import split
from rag.indexing.store import Embedded, Store
from rag.reading import read_articles
from rag.types import Article, Chunk, Page

Item = TypeVar("Item", "Cut", Embedded)


@dataclass(frozen=True, slots=True)
class Cut:
    """An article with its chunks."""

    article: Article
    chunks: Sequence[Chunk]


def cut(page: Page) -> list[Cut]:
    """A page's articles, each with its chunks."""
    return [Cut(article, split(article)) for article in read_articles(page).articles]


def embedded(embedder: Embedder, cuts: Sequence[Sequence[Cut]]) -> list[list[Embedded]]:
    """The articles of some pages, all of their chunks embedded at once. Raises EmbedderError."""
    made = _embed(embedder, list(chain.from_iterable(cuts)))
    return [list(islice(made, len(of_page))) for of_page in cuts]


def _embed(embedder: Embedder, cuts: Sequence[Cut]) -> Iterator[Embedded]:
    """Embed all chunks of these articles, then deal the rows out to them."""
    texts = [
        passage(it.article.headline.text, it.article.text[chunk.start : chunk.end])
        for it in cuts
        for chunk in it.chunks
    ]
    vectors = embedder.embed_documents(texts) if texts else np.empty((0, embedder.dim), np.float32)
    start = 0
    for it in cuts:
        yield Embedded(it.article, it.chunks, vectors[start : start + len(it.chunks)])
        start += len(it.chunks)


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
        yield item if name == item.article.id else renamed(item, name)


def renamed(item: Item, name: str) -> Item:
    """The article and its chunks under another id."""
    chunks = [replace(chunk, article=name) for chunk in item.chunks]
    return replace(item, article=replace(item.article, id=name), chunks=chunks)
