"""An archive as one file of JSON lines, and back: its files, and its pages as they were read.

The first line says what the file is. A line for each file follows, then one for each page: the raw text
with what its source said of itself, where it stands, and the ids of its articles. Chunks, vectors and
indexes are not in it: they are made of this again.
"""

import gzip
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from embeddings import Embedder
from rag.cutting import Cut, cut, embedded, named, renamed
from rag.errors import InputError, UsageError
from rag.indexing import codec
from rag.indexing.files import FileRow
from rag.indexing.rawpages import page_hash
from rag.indexing.store import Store
from rag.types import Page

_VERSION = 2
_BATCH = 256  # pages read, embedded and committed at a time
_Record = dict[str, Any]  # a line of the file


@dataclass(frozen=True, slots=True)
class Transferred:
    """What an export wrote, or an import took in."""

    files: int
    pages: int


def export(store: Store, path: Path) -> Transferred:
    """Write an archive to a `.jsonl.gz`, which is put in place whole. Raises UsageError, OSError."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name the file that is to be written")
    temporary = path.with_name(f"{path.name}.new")
    try:
        with store.snapshot(), gzip.open(temporary, "wt", encoding="utf-8", errors="surrogatepass") as out:
            files, pages = store.files.all(), store.pages.ids()
            for record in _export_records(store, files, pages):
                out.write(f"{json.dumps(record, ensure_ascii=False)}\n")
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return Transferred(len(files), len(pages))


def _export_records(store: Store, files: Sequence[FileRow], pages: Sequence[int]) -> Iterator[_Record]:
    yield {"jianbao": _VERSION, "files": len(files), "pages": len(pages), "issues": store.issues.all()}
    for row in sorted(files, key=lambda row: row.id):  # the first that a page stands in counts
        yield {**asdict(row), "hash": row.hash.hex()}
    for page_id in pages:
        yield _page_record(store, page_id)


def _file_row(record: _Record) -> FileRow:
    return FileRow(**{**record, "hash": bytes.fromhex(record["hash"])})


def _page_record(store: Store, page_id: int) -> _Record:
    page = store.pages.get(page_id)
    return {
        "raw": page.raw,
        "format": page.format,
        "given": asdict(page.given),
        "places": store.files.places(page_id),
        "articles": store.articles_on(page_id),
    }


def take_in(store: Store, embedder: Embedder, path: Path) -> Transferred:
    """Take the pages of an export into an archive; interrupted, the same call goes on.

    A file that the archive has already, read to its end, stays as it is. Whoever calls this holds the
    archive's lock. Raises InputError, EmbedderError.
    """
    records = _records(path)
    with _of_ours(path):
        head = next(records, {})
        rows = [_file_row(record) for record in islice(records, head["files"])]
        issues, left = list(head["issues"]), int(head["pages"])
    new = [row for row in rows if not _has(store, row)]
    with store.change():
        files = {row.id: store.files.put(row.root, row.path, 0, 0, b"") for row in new}
        store.issues.declare(issues)
    paths, pages = {row.id: row.path for row in rows}, 0
    while batch := list(islice(records, _BATCH)):
        with _of_ours(path):
            arrivals = [_arrival(record, files, paths) for record in batch]
        left -= len(batch)
        _put(store, embedder, [arrival for arrival in arrivals if arrival.places])
        pages += sum(bool(arrival.places) for arrival in arrivals)
    if left:
        raise InputError(str(path), f"ends {left} pages before its end; what there is of it was taken in")
    with store.change():
        for row in new:
            store.files.put(row.root, row.path, row.size, row.mtime, row.hash)
    return Transferred(len(files), pages)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A page of an export, and where it will stand: (file, the page as it stands there)."""

    page: Page
    places: list[tuple[int, Page]]
    articles: list[str]  # ids of those that have a passage, in their order


def _arrival(record: _Record, files: dict[int, int], paths: dict[int, str]) -> _Arrival:
    given, (first, *_) = codec.given_of(record["given"]), record["places"]
    page = Page(paths[first[0]], record["raw"], record["format"], first[1], first[2], given)
    places = [
        (files[file], replace(page, file=paths[file], record=name, line=line))
        for file, name, line in record["places"]
        if file in files
    ]
    return _Arrival(page, places, record["articles"])


def _put(store: Store, embedder: Embedder, arrivals: list[_Arrival]) -> None:
    """Read, embed and commit these pages; one that the archive knows is only noted where it stands."""
    new = {
        page_hash(arrival.page): _cuts(arrival)
        for arrival in arrivals
        if store.pages.id_of(page_hash(arrival.page)) is None
    }
    made = dict(zip(new, embedded(embedder, list(new.values())), strict=True))
    with store.change() as revision:
        for arrival in arrivals:
            content_hash = page_hash(arrival.page)
            page_id = store.pages.id_of(content_hash)
            if page_id is None:
                page_id = store.put_page(arrival.page, named(store, made[content_hash]), revision)
            for file, page in arrival.places:
                store.files.put_source(file, page, page_id)
        store.settle()


def _cuts(arrival: _Arrival) -> list[Cut]:
    """The page's articles with their chunks, under the ids that they had."""
    cuts = cut(arrival.page)
    if sum(bool(it.chunks) for it in cuts) != len(arrival.articles):
        return cuts  # an earlier jianbao read the page otherwise
    ids = iter(arrival.articles)
    return [renamed(it, next(ids)) if it.chunks else it for it in cuts]


def _has(store: Store, row: FileRow) -> bool:
    """Whether the archive has read this file to its end."""
    known = store.files.get(row.root, row.path)
    return known is not None and bool(known.hash)


def check_export(path: Path) -> None:
    """Raises InputError where a file is no export that this jianbao can read."""
    if next(_records(path), {}).get("jianbao") != _VERSION:
        raise InputError(str(path), "is no export that this jianbao can read")


def _records(path: Path) -> Iterator[_Record]:
    """The lines of an export. Raises InputError where it is damaged, or is none."""
    with _of_ours(path), gzip.open(path, "rt", encoding="utf-8", errors="surrogatepass") as lines:
        for line in lines:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise TypeError("a line is no object")
            yield record


@contextmanager
def _of_ours(path: Path) -> Iterator[None]:
    """Say what else than an export is met."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile, ValueError, LookupError, TypeError) as exc:
        raise InputError(str(path), f"is no export of jianbao, or is damaged ({exc})") from exc
    except OSError as exc:
        raise InputError(str(path), exc.strerror or "cannot be read") from exc
