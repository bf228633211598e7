"""What an archive holds, counted."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rag.finding.thresholds import Thresholds, read_thresholds
from rag.indexing.store import Store


@dataclass(frozen=True, slots=True)
class Info:
    """What an archive holds."""

    files: int
    articles: int  # one that is continued counts once
    chunks: int
    bytes: int
    encoder: str
    dim: int
    chunking: str
    revision: int
    thresholds: Thresholds


def count(folder: Path, store: Store, reranker: str = "") -> Info:
    """Counts, size in bytes, what made the archive, and its revision."""
    counts = (len(store.files.all()), len(store.article_ids()), len(store.passages))
    remembered = (
        store.remembered("encoder"),
        int(store.remembered("dim") or 0),
        store.remembered("chunking"),
    )
    return Info(*counts, _size(folder), *remembered, store.revision, read_thresholds(store, reranker))


def _size(folder: Path) -> int:
    """The bytes of the files below a folder; what goes while they are counted is not."""
    total = 0
    for below, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += Path(below, name).stat().st_size
    return total
