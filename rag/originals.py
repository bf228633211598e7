"""Originals: the PDFs that pages were read from, where they were then; of what was sent, our copy."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rag.errors import NoPicture
from rag.indexing.rawpages import page_hash
from rag.indexing.store import Store
from rag.reading import open_again
from rag.reading.picture import Picture, picture_of
from rag.types import Article, Page, part_at

UPLOADED = Path("uploaded")  # stands for the folder of files that were in none; there is no such folder
_KEPT = "originals"


class Originals:
    """Verbs on the files behind an archive's pages; who keeps or sweeps holds the archive's lock."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._kept, self._store = folder / _KEPT, store

    def keep(self, uploaded: Mapping[str, Path]) -> None:
        """Keep what was sent under these names, where pictures can be made of it."""
        for name, path in uploaded.items():
            row = self._store.files.get(str(UPLOADED), name)
            if row and row.hash and name.lower().endswith(".pdf"):
                self._kept.mkdir(exist_ok=True)
                shutil.copyfile(path, self._copy(row.hash))
        self.sweep()

    def sweep(self) -> None:
        """Drop the copies of what the archive has no more."""
        wanted = {self._copy(row.hash) for row in self._store.files.all() if row.root == str(UPLOADED)}
        for path in set(self._kept.glob("*")) - wanted:
            path.unlink(missing_ok=True)

    def picture(self, article: Article, start: int, end: int, width: int) -> Picture:
        """The printed page that `article.text[start:end]` begins on, these words framed. Raises NoPicture."""
        part = part_at(article, start)
        page = self._store.part_pages(article.id)[article.parts.index(part)]
        if page.format != "pdf":
            raise NoPicture(f"{page.file} is no PDF, and only their pages have pictures")
        with self._opened(page) as stream:
            try:
                return picture_of(stream, page, article.body.origin[start : min(end, part.end)], width)
            except ValueError as error:
                raise NoPicture(f"{page.file} {error}") from error

    @contextmanager
    def _opened(self, page: Page) -> Iterator[BinaryIO]:
        """The first of a page's files that is still there. Raises NoPicture."""
        page_id = self._store.pages.id_of(page_hash(page))
        for source in self._store.files.sources(page_id) if page_id else ():
            path = Path(source.root, source.path)
            row = self._store.files.get(source.root, source.path)
            if row and source.root == str(UPLOADED):
                path = self._copy(row.hash)
            try:
                stream = open_again(path)
            except (OSError, ValueError):
                continue  # there may be another
            with stream:
                yield stream
            return
        raise NoPicture(f"{page.file} is not where it was indexed from any more; index it again")

    def _copy(self, content_hash: bytes) -> Path:
        return self._kept / f"{content_hash.hex()}.pdf"
