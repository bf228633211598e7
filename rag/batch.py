"""A batch: pages that are cut, embedded and committed together, and the files that were read to their end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rag.candidates import Candidate
from rag.cutting import named
from rag.indexing.store import Embedded, Store
from rag.types import Page

_CHARACTERS = 400_000  # and pages, with which a batch is full
_PAGES = 512


@dataclass(frozen=True, slots=True)
class Work:
    """A page in a batch, and where it stands."""

    candidate: Candidate  # the file that was named
    source: Candidate  # the file that the page stands in: that one, or one in the .zip that it is
    page: Page
    hash: bytes


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that was read to its end, as it was then; `records` is None where nothing in it has changed."""

    candidate: Candidate
    size: int
    mtime: int
    hash: bytes
    records: dict[Candidate, set[str]] | None  # of each file in a .zip; of itself, where it is none


@dataclass(slots=True)
class Batch:
    """Grows while files are read."""

    works: list[Work] = field(default_factory=list)
    finished: list[Finished] = field(default_factory=list)
    new: dict[bytes, Page] = field(default_factory=dict)  # by their hashes: what the archive knows not yet
    characters: int = 0

    @property
    def is_full(self) -> bool:
        return self.characters >= _CHARACTERS or len(self.works) >= _PAGES


def commit(store: Store, batch: Batch, made: Mapping[bytes, Sequence[Embedded]]) -> None:
    """Commit a batch: pages first, then which files are done; `made` are the articles of its new pages."""
    with store.change() as revision:
        begun = dict.fromkeys(file for work in batch.works for file in (work.candidate, work.source))
        files = {candidate: _start(store, candidate) for candidate in begun}
        new = [work for work in batch.works if not _keep_known(store, files[work.source], work)]
        store.drop_orphans()
        for work in new:
            page_id = store.pages.id_of(work.hash)
            if page_id is None:
                page_id = store.put_page(work.page, named(store, made[work.hash]), revision)
            store.files.put_source(files[work.source], work.page, page_id)
        for finished in batch.finished:
            _finish(store, finished)
        store.settle()


def _start(store: Store, candidate: Candidate) -> int:
    return store.files.put(candidate.folder, candidate.relative, 0, 0, b"")


def _keep_known(store: Store, file: int, work: Work) -> bool:
    """Note a page that the archive has already; otherwise clear the place where it will stand."""
    page_id = store.pages.id_of(work.hash)
    if page_id is None:
        store.files.drop_source(file, work.page.record)
        return False
    store.files.put_source(file, work.page, page_id)
    return True


def _finish(store: Store, done: Finished) -> None:
    """Note a file, and those in it, as they were read; drop what is in them no more."""
    files = store.files
    if done.records is None:
        files.put(done.candidate.folder, done.candidate.relative, done.size, done.mtime, done.hash)
        return
    inside = {source.relative for source in done.records}
    for row in files.within(done.candidate.folder, done.candidate.relative):
        if row.path not in inside:
            files.drop(row.id)
    for source, records in done.records.items():
        file = files.put(source.folder, source.relative, done.size, done.mtime, done.hash)
        for record in files.records(file) - records:
            files.drop_source(file, record)
