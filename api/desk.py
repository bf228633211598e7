"""The desk: what every request is served with."""

import asyncio
from dataclasses import dataclass, replace

from fastapi import Request

from api.faults import Fault
from api.jobs import Jobs
from api.journal import Journal
from api.keys import Keys
from api.limits import RateLimit
from api.metrics import Metrics
from api.pool import Pool
from api.rules import Rules
from rag.archive import Archive

_PICTURES = 2  # made at once
NAME = "jianbao"  # of the model, which is the archive and all that answers from it


@dataclass(frozen=True)
class Desk:
    """One archive, open, and the rules of its server."""

    archive: Archive
    rules: Rules
    pool: Pool
    jobs: Jobs
    keys: Keys
    rate: RateLimit
    metrics: Metrics
    journal: Journal | None  # None: they are not kept
    printing: asyncio.Semaphore  # pictures are slow, and must not take every thread

    @property
    def models(self) -> tuple[str, ...]:
        """Names that a request may call the model by."""
        settings = self.archive.settings
        return (NAME, settings.llm_model) if settings.llm_url and settings.llm_model else (NAME,)

    def archive_under(self, model: str, k: int | None, llm: bool) -> Archive:
        """The archive with what one request asks for. Raises Fault for a model that is not here."""
        if model not in self.models:
            known = " and ".join(self.models)
            raise Fault(404, f"There is no model {model!r} here, only {known}", "model_not_found", "model")
        settings = self.archive.settings
        asked = replace(settings, k=k or settings.k, llm_url=settings.llm_url if llm else "")
        archive = self.archive.under(asked)
        _ = archive.llm  # made here: the thread that answers and the one that hangs up share it
        return archive

    def close(self) -> None:
        """Finish what is under way."""
        self.jobs.close()
        self.pool.close()


def make_desk(archive: Archive, rules: Rules) -> Desk:
    """A desk with everything on it."""
    return Desk(
        archive,
        rules,
        Pool(rules.answers),
        Jobs(archive),
        Keys(archive.folder),
        RateLimit(rules.a_minute),
        Metrics(),
        Journal(archive.folder) if rules.log_questions else None,
        asyncio.Semaphore(_PICTURES),
    )


def desk_of(request: Request) -> Desk:
    """The desk of the server that a request came to."""
    desk: Desk = request.app.state.desk
    return desk
