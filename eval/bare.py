"""What an archive costs after embedding, beside FAISS and tantivy alone, with no store and no texts."""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from embeddings import Embedder
from eval.machine import seconds
from rag.cutting import cut, embedded
from rag.indexing.legs import Legs
from rag.indexing.rawpages import page_hash
from rag.indexing.store import Embedded, Store
from rag.indexing.terms import terms
from rag.indexing.vectors import Vectors
from rag.indexing.words import Entry, Words
from rag.reading import read_pages
from rag.types import Page

_BATCH = 300  # pages committed at a time, as `index` does
Read = list[tuple[Page, list[Embedded]]]


def after_embedding(corpus: Path, embedder: Embedder, most: int) -> tuple[float, float]:
    """Seconds to make durable what was read and embedded of the first articles of a file: ours, and bare."""
    read = list(itertools.chain.from_iterable(batches(corpus, embedder, most)))
    with tempfile.TemporaryDirectory() as folder:
        ours = seconds(lambda: _into_archive(Path(folder) / "ours", read, embedder.dim))
        return ours, seconds(lambda: _into_indexes(Path(folder) / "bare", read, embedder.dim))


def batches(corpus: Path, embedder: Embedder, most: int) -> Iterator[Read]:
    """The first pages of a file with their articles, embedded: as many at a time as are committed at once."""
    first = itertools.islice(_pages(corpus), most)
    while batch := list(itertools.islice(first, _BATCH)):
        made = embedded(embedder, [cut(page) for page in batch])
        yield list(zip(batch, made, strict=True))


def _pages(corpus: Path) -> Iterator[Page]:
    """The pages of a file; what stands in it twice comes once, as an archive has it."""
    seen = set[bytes]()
    for page in read_pages(corpus, corpus.name):
        if isinstance(page, Page) and (content := page_hash(page)) not in seen:
            seen.add(content)
            yield page


def put(store: Store, batch: Read) -> None:
    """Commit pages with their articles, as `index` does."""
    with store.change() as revision:
        file = store.files.put("/", "corpus", 0, 0, b"")
        for page, articles in batch:
            store.files.put_source(file, page, store.put_page(page, articles, revision))
        store.settle()


def _into_archive(folder: Path, read: Read, dim: int) -> None:
    folder.mkdir()
    store = Store(folder / "archive.db", create=True)
    for start in range(0, len(read), _BATCH):
        put(store, read[start : start + _BATCH])
    Legs(folder / "derived", store, dim).save()
    store.close()


def _into_indexes(folder: Path, read: Read, dim: int) -> None:
    vectors, words = Vectors(dim), Words(folder)
    numbers = itertools.count()
    for _, articles in read:
        for item in articles:
            ids = list(itertools.islice(numbers, len(item.chunks)))
            vectors.add(ids, item.vectors)
            words.add(_entries(ids, item))
    words.commit()
    vectors.save(folder / "vectors.faiss")


def _entries(ids: Sequence[int], item: Embedded) -> Iterator[Entry]:
    for number, chunk in zip(ids, item.chunks, strict=True):
        text = item.article.text[chunk.start : chunk.end]
        yield Entry(number, terms(text), terms(item.article.headline.text))
