"""Opened: what is open of an archive, each part made when it is first asked for."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from embeddings import Embedder, load_embedder
from embeddings.crossencoder import CrossEncoder
from rag.answering.llm import LLM
from rag.answering.providers import load_llm
from rag.errors import ArchiveMissing, EncoderMismatch
from rag.finding.evidence import Scorer
from rag.finding.reranker import Reranker
from rag.finding.search import Finder
from rag.finding.thresholds import read_thresholds
from rag.indexing.chunking import CHUNKING
from rag.indexing.fresh import generation
from rag.indexing.legs import Legs
from rag.indexing.lock import writing
from rag.indexing.store import Store
from rag.settings import Settings

DATABASE, DERIVED = "archive.db", "derived"


class Opened:
    """The parts of an archive: its store, encoder, indexes, and what weighs and writes."""

    def __init__(
        self, folder: Path | str, settings: Settings, create: bool = False, embedder: Embedder | None = None
    ) -> None:
        """Raises ArchiveError where there is no archive and none is to be made."""
        self.folder, self.settings = Path(folder), settings
        self._create, self._given = create, embedder
        if not create:
            self._must_be_there(DATABASE)

    @property
    def store(self) -> Store:
        """The rows; where another archive was put in this one's place, that one's. Raises ArchiveError."""
        opened = vars(self).get("_store")
        if opened is not None and not opened.database.is_in_place():
            vars(self).pop("_store", None)  # not closed: another thread may be at it
            self.let_go()
        return self._store

    @cached_property
    def _store(self) -> Store:
        """Read only where the folder cannot be written."""
        self._must_be_there("" if self._create else DATABASE)
        read_only = not os.access(self.folder, os.W_OK)
        return Store(self.folder / DATABASE, read_only, self._create)

    @property
    def embedder(self) -> Embedder:
        """The encoder that the archive has at the moment. Raises EncoderMismatch, EmbedderError."""
        self._follow_encoder()
        return self._embedder

    @cached_property
    def _embedder(self) -> Embedder:
        remembered = self.store.remembered("encoder") if self._exists else ""
        name = self.settings.model or remembered or "builtin"
        embedder = self._given or load_embedder(name)
        if remembered and embedder.name != remembered:
            raise EncoderMismatch(
                f"{self.folder} was made with the encoder {remembered}, not {embedder.name};"
                f" leave --model out, or change the encoder with `jianbao reembed --model {embedder.name}`"
            )
        dim = embedder.dim  # a server is asked for it here, before anything of another width is stored
        if remembered and dim != int(self.store.remembered("dim") or dim):
            raise EncoderMismatch(
                f"{self.folder} has vectors of {self.store.remembered('dim')} numbers, and {embedder.name}"
                f" gives {dim} now; bring that model back, or run `jianbao reembed --model {embedder.name}`"
            )
        return embedder

    @property
    def dim(self) -> int:
        """Of the vectors; an archive that was killed in the making does not know it yet."""
        return int(self.store.remembered("dim") or self.embedder.dim)

    @property
    def legs(self) -> Legs:
        """Both indexes, of the encoder of the moment."""
        self._follow_encoder()
        return self._legs

    @cached_property
    def _legs(self) -> Legs:
        return Legs(self.folder / DERIVED, self.store, self.dim)

    @property
    def finder(self) -> Finder:
        """With the encoder of the moment."""
        return Finder(self.store, self.legs, self.embedder)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the archive's lock, and what is of the encoder that it has by then. Raises ArchiveError."""
        with writing(self.folder):
            self._follow_encoder()
            yield

    def _follow_encoder(self) -> None:
        """Let go of what is of other vectors: a process may have embedded the archive anew, or made it."""
        remembered = self.store.remembered("encoder") if self._exists else ""
        if not remembered:
            return
        legs, embedder = vars(self).get("_legs"), vars(self).get("_embedder")
        is_other = embedder is not None and embedder.name != remembered
        if is_other or (legs is not None and legs.generation != generation(self.store)):
            self.let_go()

    def let_go(self) -> None:
        """Of what depends on the encoder; it is made again when it is asked for."""
        for part in ("_legs", "_embedder"):
            vars(self).pop(part, None)

    @property
    def scorer(self) -> Scorer:
        """With the thresholds of the moment: another process may have calibrated the archive."""
        return Scorer(self.embedder, read_thresholds(self.store).values)

    @property
    def reranker(self) -> Reranker | None:
        """In the scorer's place, if the settings name one. Raises EmbedderError."""
        if self._cross_encoder is None:
            return None
        thresholds = read_thresholds(self.store, self.settings.rerank)
        return Reranker(self._cross_encoder, thresholds.values)

    @cached_property
    def _cross_encoder(self) -> CrossEncoder | None:
        return CrossEncoder(self.settings.rerank) if self.settings.rerank else None

    @cached_property
    def llm(self) -> LLM | None:
        """What writes the answers, if the settings name one. Raises UsageError."""
        return load_llm(self.settings)

    def _must_be_there(self, name: str) -> None:
        if not (self.folder / name).exists():
            raise ArchiveMissing(f"There is no archive in {self.folder}; make one with `jianbao index PATH`")

    @property
    def _exists(self) -> bool:
        return (self.folder / DATABASE).exists()

    def remember_encoder(self, embedder: Embedder) -> None:
        """Write down, once, what makes this archive's vectors; refuse to mix in others."""
        chunking = self.store.remembered("chunking")
        if chunking and chunking != CHUNKING:
            raise EncoderMismatch(
                f"{self.folder} was cut by {chunking}, this jianbao cuts by {CHUNKING};"
                " index into another archive"
            )
        if not chunking:
            with self.store.change():
                self.store.remember("archive", uuid.uuid4().hex[:12])
                self.store.remember("encoder", embedder.name)
                self.store.remember("dim", str(embedder.dim))
                self.store.remember("chunking", CHUNKING)

    def close(self) -> None:
        if "_store" in vars(self):
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
