"""What an archive holds, counted."""

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


def count(folder: Path, store: Store) -> Info:
    """Counts, size in bytes, what made the archive, and its revision."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    counts = (len(store.files.all()), len(store.article_ids()), len(store.passages))
    remembered = (
        store.remembered("encoder"),
        int(store.remembered("dim") or 0),
        store.remembered("chunking"),
    )
    return Info(*counts, size, *remembered, store.revision, read_thresholds(store))
