"""From a file to clean articles, every character traced to its place in the file."""

from rag.reading.articles import read_articles
from rag.reading.reader import is_readable, open_again, read_pages

__all__ = ["read_pages", "read_articles", "is_readable", "open_again"]
