"""The way in: files → pages → articles → chunks → vectors → the store, a batch of pages at a time."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from embeddings import Embedder
from rag.batch import Batch, Finished, Work, commit
from rag.candidates import Candidate, find_files, storable
from rag.cutting import cut, embedded
from rag.errors import InputError, UsageError
from rag.helper import Helper
from rag.indexing.rawpages import page_hash
from rag.indexing.store import Embedded, Store
from rag.reading import read_pages
from rag.types import Page


@dataclass(slots=True)
class Report:
    """What a run did; the counts grow while it runs."""

    files: int = 0  # looked at
    unchanged: int = 0
    removed: int = 0
    pages: int = 0  # new or changed
    articles: int = 0
    chunks: int = 0  # embedded
    failures: list[InputError] = field(default_factory=list)


# So far, the file at hand, how many files in all. It may raise, which ends the work: what was read is kept.
Progress = Callable[[Report, Candidate, int], None]


def rehearse(paths: Sequence[Path]) -> Report:
    """Read files and count what is in them, writing nothing."""
    report = Report()
    for candidate in find_files(paths):
        report.files += 1
        for page in read_pages(candidate.path, candidate.relative):
            if isinstance(page, InputError):
                report.failures.append(page)
                continue
            articles = cut(page)
            report.pages += 1
            report.articles += len(articles)
            report.chunks += sum(len(it.chunks) for it in articles)
    return report


class Intake:
    """Reads files into a store. Whoever runs it holds the archive's lock."""

    def __init__(
        self, store: Store, embedder: Embedder, progress: Progress, committed: Callable[[], None]
    ) -> None:
        """`committed` is called after each batch that is committed."""
        self._store, self._embedder, self._progress = store, embedder, progress
        self._committed = committed
        self.report = Report()
        self._batch, self._before = Batch(), Batch()  # the one before is cut while this one is read
        self._helper = Helper(embedder)
        self._total = 0

    def run(self, candidates: Sequence[Candidate]) -> None:
        """Index what is new or changed. What was committed stays, if this is interrupted."""
        self._total = len(candidates)
        known = {Path(row.root, row.path): row for row in self._store.files.all()}
        with self._helper:
            for given in candidates:
                # A file that came in below another folder keeps the name it has from there.
                row = known.get(given.known_as)
                candidate = replace(given, root=Path(row.root), name=row.path) if row else given
                self._tell(candidate)
                self._take(candidate)
                self.report.files += 1
            self._flush_all()

    def drop_missing(self, candidates: Sequence[Candidate], roots: Sequence[Path]) -> None:
        """Drop the files below these roots that were indexed once and are gone; a .zip keeps its own."""
        present = {candidate.known_as for candidate in candidates}
        paths = {row.id: Path(row.root, row.path) for row in self._store.files.all()}
        gone = [
            file
            for file, path in paths.items()
            if present.isdisjoint((path, *path.parents)) and any(path.is_relative_to(root) for root in roots)
        ]
        self.report.removed += drop_files(self._store, gone)

    # ── reading ──

    def _take(self, candidate: Candidate) -> None:
        """Read one file into the batch, unless it is as it was."""
        try:
            stat = candidate.path.stat()
            row = self._store.files.get(candidate.folder, candidate.relative)
            if row and row.hash and (row.size, row.mtime) == (stat.st_size, stat.st_mtime_ns):
                self.report.unchanged += 1
                return
            content_hash = _file_hash(candidate.path)
            if row and not stat.st_size:  # it holds no page any more; that it is empty is said below
                self._batch.finished.append(Finished(candidate, 0, 0, b"", {candidate: set()}))
        except OSError as exc:
            self.report.failures.append(InputError(candidate.relative, exc.strerror or "cannot be read"))
            return
        finished = Finished(candidate, stat.st_size, stat.st_mtime_ns, content_hash, None)
        if row and row.hash == content_hash:
            self.report.unchanged += 1
            self._batch.finished.append(finished)
        elif (records := self._read(candidate)) is not None:
            self._batch.finished.append(replace(finished, records=records))

    def _read(self, candidate: Candidate) -> dict[Candidate, set[str]] | None:
        """Read a file's pages into the batch and return its records; None where some could not be read."""
        records: dict[Candidate, set[str]] = {candidate: set()}
        source, whole = candidate, True
        for page in read_pages(candidate.path, candidate.relative):
            if not isinstance(page, InputError):
                if page.file != source.relative:
                    source = Candidate(candidate.root, candidate.root / page.file)
                if page.record in records.setdefault(source, set()):
                    page = InputError(page.file, f"has the id {page.record!r} a second time", page.line)
            if isinstance(page, InputError):
                self.report.failures.append(page)
                whole = False
                continue
            if page.format != "pdf" or not records[source]:  # the pages of a PDF are committed together
                self._flush_if_full(candidate)
            records[source].add(page.record)
            self._put_in_batch(candidate, source, page)
        self._flush_if_full(candidate)
        return records if whole else None

    def _put_in_batch(self, candidate: Candidate, source: Candidate, page: Page) -> None:
        content_hash = page_hash(page)
        self._batch.works.append(Work(candidate, source, page, content_hash))
        if content_hash not in self._before.new and self._store.pages.id_of(content_hash) is None:
            self._batch.new[content_hash] = page
        self._batch.characters += len(page.raw)

    # ── writing ──

    def _flush_if_full(self, candidate: Candidate) -> None:
        if self._batch.is_full:
            self._flush()
            self._tell(candidate)

    def _tell(self, candidate: Candidate) -> None:
        try:
            self._progress(self.report, candidate, self._total)
        except KeyboardInterrupt:
            self._flush_all()
            raise

    def _flush_all(self) -> None:
        """Commit this batch too, which is cut by now or will be."""
        self._flush()
        self._flush()

    def _flush(self) -> None:
        """Hand the batch over to be cut and embedded; commit the one before it."""
        made = self._helper.exchange(list(self._batch.new.values()))
        batch, self._before, self._batch = self._before, self._batch, Batch()
        if batch.works or batch.finished:
            self._commit(batch, dict(zip(batch.new, made, strict=True)))
            self._committed()

    def _commit(self, batch: Batch, made: dict[bytes, list[Embedded]]) -> None:
        for work in batch.works:  # known when it was read, and dropped since
            if work.hash not in made and self._store.pages.id_of(work.hash) is None:
                (made[work.hash],) = embedded(self._embedder, [cut(work.page)])
        self._count(made.values())
        commit(self._store, batch, made)

    def _count(self, pages: Collection[Sequence[Embedded]]) -> None:
        self.report.pages += sum(map(bool, pages))
        self.report.articles += sum(map(len, pages))
        self.report.chunks += sum(len(it.chunks) for articles in pages for it in articles)


def declare_issues(store: Store, folders: Sequence[Path]) -> None:
    """Take the pages below each of these folders for one issue. Raises UsageError where one is a file."""
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"--one-issue takes folders, and {folder} is none; name the folder of the issue")
    with store.change():
        store.issues.declare(storable(folder.resolve()) for folder in folders)
        store.settle()


def drop_files(store: Store, files: Sequence[int]) -> int:
    """Drop files, and the pages that stand in no other; returns how many files that were."""
    if files:
        with store.change():
            for file in files:
                store.files.drop(file)
            store.issues.forget_empty()
            store.settle()
    return len(files)


def _file_hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).digest()
