"""From a file to clean articles, every character traced to its place in the file.

What lies behind these is loaded when something is first read: that takes longer than a search.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from rag.errors import InputError
from rag.types import Page, ReadPage

__all__ = ["read_pages", "read_articles", "is_readable", "open_again"]


def read_pages(path: Path, file: str) -> Iterator[Page | InputError]:
    """The pages of a file, as `reader.read_pages` says."""
    from rag.reading import reader

    return reader.read_pages(path, file)


def read_articles(page: Page) -> ReadPage:
    """The articles of a page, as `articles.read_articles` says."""
    from rag.reading import articles

    return articles.read_articles(page)


def is_readable(path: Path) -> bool:
    """Whether the file's name says a format that can be read."""
    from rag.reading import reader

    return reader.is_readable(path)


def open_again(path: Path) -> BinaryIO:
    """A file that pages were read from, as `reader.open_again` says."""
    from rag.reading import reader

    return reader.open_again(path)
