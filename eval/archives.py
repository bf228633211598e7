"""The archive that a set is asked of: one that is there, or one made of the set and kept for next time.

Kept archives lie in the user's cache folder (`$XDG_CACHE_HOME` or `~/.cache`, below it `jianbao/eval`),
under a name made of the set's content, where its pages lie, the encoder and the code that reads and
indexes: whatever changes one of them makes a new archive. Those of older code go when they have not been
used for a day. Delete the folder whenever you like.
"""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import rag
from embeddings import Embedder
from eval.layouts import document_name
from eval.sets import EvalSet
from rag.archive import Archive
from rag.cli import console
from rag.errors import UsageError
from rag.indexing.chunking import CHUNKING
from rag.settings import Settings
from rag.types import Article, part_at

AMONG = "among"  # the folder of the distractors, and the beginning of their names
_UNUSED = 24 * 3600.0  # seconds
_MAKES_ARCHIVES = ("reading", "indexing", "batch.py", "cutting.py", "intake.py", "sentences.py")


def open_for(chosen: EvalSet, embedder: Embedder, settings: Settings, among: Sequence[Path] = ()) -> Archive:
    """The archive of a set's documents or pages, among those of other files; made if it is not there."""
    if not chosen.documents and not chosen.pages:
        raise UsageError(f"{chosen.name} holds questions and no articles; name an archive with --archive")
    for path in among:
        if not path.is_file():
            raise UsageError(
                f"{path} is not a file; --among takes a file of articles, as .jsonl or .jsonl.gz"
            )
    name = f"{chosen.name}-{_content_hash(chosen, embedder, among)}"
    folder = cache_folder() / f"{name}-{_code_hash()}"
    if not folder.is_dir():
        _make(folder, chosen, embedder, settings, among)
        _drop_older(name)
    os.utime(folder)
    return Archive(folder / "archive", settings, embedder=embedder)


def document_of(article: Article, start: int = 0) -> str:
    """The name under which a set's judgements know what stands here: a record, or a page."""
    part = part_at(article, start)
    if part.file.startswith(f"{AMONG}-"):
        return f"{part.file}:{part.record}"  # a distractor's id may be one of the set's own
    return part.record or document_name(part.file)


def cache_folder() -> Path:
    """Where archives are kept between runs."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "jianbao" / "eval"


def _make(
    folder: Path, chosen: EvalSet, embedder: Embedder, settings: Settings, among: Sequence[Path]
) -> None:
    """Make the archive aside and put it in its place whole, so that two runs may do so at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as temporary:
        made = Path(temporary) / "made"
        sources = made / "articles"
        sources.mkdir(parents=True)
        if chosen.documents:
            _write_rows(sources / "documents.jsonl", chosen.documents)
        for path in among:
            shutil.copyfile(path, sources / f"{AMONG}-{path.name}")
        with Archive(made / "archive", settings, create=True, embedder=embedder) as archive:
            failures = archive.index([*([chosen.pages] if chosen.pages else []), sources]).failures
        if failures:
            console.warn(
                f"{len(failures)} articles of {chosen.name} are not in its archive: {failures[0]}, …"
            )
        if not folder.is_dir():
            made.rename(folder)


def _drop_older(name: str) -> None:
    for folder in cache_folder().glob(f"{name}-*"):
        if time.time() - folder.stat().st_mtime > _UNUSED:
            shutil.rmtree(folder, ignore_errors=True)


def _write_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _content_hash(chosen: EvalSet, embedder: Embedder, among: Sequence[Path]) -> str:
    digest = hashlib.blake2b(f"{embedder.name}\0{embedder.dim}\0{CHUNKING}".encode(), digest_size=6)
    for row in chosen.documents:
        digest.update(json.dumps(row, ensure_ascii=False, sort_keys=True).encode())
    if chosen.pages:  # who asks with a page taken away puts it back from where it lies
        digest.update(str(chosen.pages.resolve()).encode())
    for path in _files_below(chosen.pages) if chosen.pages else ():
        digest.update(f"\0{path.relative_to(chosen.pages or path)}\0".encode() + path.read_bytes())
    for path in among:
        digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


@cache
def _code_hash() -> str:
    digest = hashlib.blake2b(digest_size=4)
    here = Path(rag.__file__).parent
    for name in _MAKES_ARCHIVES:
        for path in _files_below(here / name):
            if path.suffix in (".py", ".json"):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _files_below(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
