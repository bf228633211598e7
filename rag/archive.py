"""Archive: the line of verbs from a folder of newspaper pages to a cited answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from embeddings import Embedder
from rag.answering.llm import ChatLLM
from rag.answers import Answer, Evidence, History, Verified
from rag.candidates import Candidate, find_files, storable
from rag.catalogue import Catalogue
from rag.finding.listing import Lister
from rag.finding.publication import in_time
from rag.finding.reranker import DEPTH
from rag.finding.search import PER_ARTICLE
from rag.finding.thresholds import Thresholds, remember_thresholds
from rag.found import NO_FILTERS, Filters, Found, Listing
from rag.indexing.doctor import Finding, examine, examine_legs
from rag.intake import Intake, Progress, Report, declare_issues, drop_files
from rag.languages import Language, language_of
from rag.originals import UPLOADED, Originals
from rag.reembedding import reembed
from rag.settings import Settings
from rag.surrogates import without_surrogates
from rag.transfer import Transferred, check_export, export, take_in

_LONGEST = 1_000  # characters of a question that are searched: a search costs the square of them
_CUT: dict[Language, str] = {
    "zh": f"问题太长，只检索了前 {_LONGEST:,} 个字符。",
    "en": f"The question is too long: only its first {_LONGEST:,} characters were searched.",
}


class Archive(Catalogue):
    """A folder with an archive in it. One process at a time writes; any number search."""

    def __init__(
        self,
        folder: Path | str,
        settings: Settings = Settings(),  # noqa: B008 -- frozen, so it can be shared
        create: bool = False,
        embedder: Embedder | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Open an archive; `create` makes one where there is none. Raises ArchiveError.

        `embedder` is for an encoder that no name stands for; else `settings.model` names it. `today` is
        the day from which "last week" is told.
        """
        super().__init__(folder, settings, create, embedder)
        self._today = today

    def under(self, settings: Settings) -> "Archive":
        """This archive under other settings: what is open is shared, and stays this one's to close."""
        other = Archive(self.folder, settings)
        vars(other).update(_store=self.store, _legs=self.legs, _embedder=self.embedder)
        return other

    def warm(self) -> None:
        """Open everything that a question needs, which is otherwise done by the first."""
        self.search("?", 1)

    # ── in ──

    def index(
        self,
        paths: Sequence[Path | str],
        remove_missing: bool = False,
        progress: Progress = lambda *_: None,
        one_issue: bool = False,
    ) -> Report:
        """Add or update files and folders; with `one_issue`, each folder is one issue of a paper.

        Raises UsageError, ArchiveError, EmbedderError.
        """
        named = [Path(path) for path in paths]
        candidates = find_files([path for path in named if path.exists() or not remove_missing])
        missing_below = [Path(storable(path.resolve())) for path in named] if remove_missing else []
        return self._index(candidates, progress, missing_below, named if one_issue else ())

    def add(self, files: Mapping[str, Path], progress: Progress = lambda *_: None) -> Report:
        """Add or update files under names of their own; the files themselves need not stay where they are.

        A name may look like a path, which tells paper and date, and is never used as one.
        """
        candidates = [Candidate(UPLOADED, path, name) for name, path in files.items()]
        report = self._index(candidates, progress)
        with self.writing():
            Originals(self.folder, self.store).keep(files)
        return report

    def _index(
        self,
        candidates: Sequence[Candidate],
        progress: Progress,
        missing_below: Sequence[Path] = (),
        issues: Sequence[Path] = (),
    ) -> Report:
        with self._taking_in() as embedder:
            if issues:
                declare_issues(self.store, issues)
            intake = Intake(self.store, embedder, progress, self.legs.keep_up)
            intake.run(candidates)
            if missing_below:  # last, so that what has only moved is known by its content
                intake.drop_missing(candidates, missing_below)
        return intake.report

    @contextmanager
    def _taking_in(self) -> Iterator[Embedder]:
        """Hold the lock, with the encoder of what comes in; both indexes are current at the end."""
        _ = self.embedder  # before a folder is made for what cannot be embedded
        with self.writing():
            self.remember_encoder(self.embedder)
            try:
                yield self.embedder
            finally:  # also after Ctrl-C: what is committed can be found at once
                self.legs.save()

    def remove(self, paths: Sequence[str]) -> int:
        """Take files out, by the path that `list` shows, or the whole path, or a folder above them."""
        with self.writing():
            gone = {row.id: row for path in paths for row in self.store.files.below(path)}
            removed = drop_files(self.store, list(gone))
            self.legs.save()
            Originals(self.folder, self.store).sweep()
            return removed

    def reembed(self, embedder: Embedder, progress: Callable[[int, int], None] = lambda *_: None) -> int:
        """Make all vectors anew by another encoder, and return how many this run made.

        Searches use the old ones until the end. Raises ArchiveError, EmbedderError.
        """
        with self.writing():
            made = reembed(self.store, embedder, progress)
            self._given = embedder
            self.let_go()
            self.legs.save()
            return made

    def export(self, path: Path | str) -> Transferred:
        """Write what the archive is made of to a `.jsonl.gz`. Raises UsageError, OSError."""
        return export(self.store, Path(path))

    def import_(self, path: Path | str) -> Transferred:
        """Take in what another archive has exported. Raises InputError, ArchiveError, EmbedderError."""
        check_export(Path(path))  # before a folder is made for what is none
        with self._taking_in() as embedder:
            return take_in(self.store, embedder, Path(path))

    def calibrate(self, thresholds: Thresholds) -> None:
        """From now on, answer what has this much evidence; `jianbao eval --calibrate` finds how much."""
        with self.writing():
            with self.store.change():
                remember_thresholds(self.store, thresholds, self.settings.rerank)
            self.legs.save()

    # ── out ──

    def search(
        self,
        question: str,
        k: int = 0,
        filters: Filters = NO_FILTERS,
        per_article: int = PER_ARTICLE,
        reprints: bool = False,
    ) -> Found:
        """The best passages for a question, weighed; as `Finder.search` says."""
        found, evidence = self.weigh(question, k, filters, per_article, reprints)
        return replace(found, hits=evidence.hits)

    def weigh(
        self,
        question: str,
        k: int = 0,
        filters: Filters = NO_FILTERS,
        per_article: int = PER_ARTICLE,
        reprints: bool = False,
    ) -> tuple[Found, Evidence]:
        """A search, and what it found weighed: with this both `search` and `ask` begin.

        Where the question says when it was published, these days are a filter, unless there is one.
        """
        question, filters, k = without_surrogates(question), _encodable(filters), k or self.settings.k
        asked, filters, warnings = in_time(question[:_LONGEST], filters, self._today())
        if len(question) > _LONGEST:
            warnings = (*warnings, _CUT[language_of(question)])
        reranker = self.reranker
        depth = k if reranker is None else max(k, DEPTH)
        found, weighing = self.finder.find(asked, depth, filters, per_article, reprints)
        found = replace(found, question=question, warnings=warnings)
        if reranker is None:
            return found, replace(self.scorer.evidence(weighing, found.hits), question=question)
        found = replace(found, hits=reranker.rerank(asked, found.hits, k))
        return found, replace(reranker.evidence(asked, found.hits), question=question)

    def mentions(
        self, question: str, filters: Filters = NO_FILTERS, limit: int | None = None, offset: int = 0
    ) -> Listing:
        """Every article that holds all that a question names, newest first. Raises UsageError."""
        lister = Lister(self.store, self.legs)
        return lister.list(without_surrogates(question), _encodable(filters), limit, offset)

    def ask(self, question: str, filters: Filters = NO_FILTERS, history: History = ()) -> Answer:
        """Answer a question with citations, or refuse to: what `stream` gives, at its end."""
        *_, answer = self.stream(question, history=history, filters=filters)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self, question: str, *, history: History = (), filters: Filters = NO_FILTERS
    ) -> Iterator[Verified | Answer]:
        """Answer sentence by sentence, each given when it is verified and final; the Answer comes last.

        `history` is earlier (question, answer) pairs, oldest first. Closing the iterator ends an LLM's work.
        """
        from rag.answerer import Answerer  # a search does without all that writes and checks
        from rag.answering.condense import condense

        question = without_surrogates(question)
        searched_as = without_surrogates(condense(question, history, self.llm, self.settings.llm_window))
        found, evidence = self.weigh(searched_as, filters=filters)
        for event in Answerer(self.llm, self.settings, self.lines_of).answer(evidence, found):
            yield replace(event, question=question) if isinstance(event, Answer) else event

    def hang_up(self) -> None:
        """End the work of the LLM at once, from any thread, where it is an endpoint of ours."""
        if isinstance(self.llm, ChatLLM):
            self.llm.hang_up()

    # ── cared for ──

    def doctor(self, repair: bool = False) -> list[Finding]:
        """What is wrong with the archive; `repair` makes the indexes anew if the rest is sound."""
        if wrong := list(examine(self.store, self.dim)):
            return wrong
        if repair:
            with self.writing():
                self.legs.rebuild()
        return list(examine_legs(self.store, self.legs))


def _encodable(filters: Filters) -> Filters:
    return Filters(**{name: without_surrogates(value) for name, value in asdict(filters).items()})
