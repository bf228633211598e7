"""Metrics: what a server counts, in Prometheus' text format. The one file that imports prometheus_client."""

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from rag.answers import Answer
from rag.info import Info

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # where workers put their counts together; set before they start
_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)


class Metrics:
    """Counters of one app, with a registry of their own."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        named = ("method", "route", "status")
        self.requests = Counter("jianbao_requests", "Requests answered", named, registry=registry)
        self.seconds = Histogram(
            "jianbao_stage_seconds",
            "Time taken by a search, the first sentence of an answer, all of it, a whole request",
            ("stage",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._answers = Counter("jianbao_answers", "Answers given, refusals among them", registry=registry)
        self._refusals = Counter("jianbao_refusals", "Answers that were refusals", registry=registry)
        self._unsupported = Counter(
            "jianbao_unsupported_sentences", "Sentences marked unsupported", registry=registry
        )
        self._llm_errors = Counter(
            "jianbao_llm_errors", "Answers for which the LLM failed", registry=registry
        )

    def count(self, answer: Answer) -> None:
        """Count an answer by what came of it."""
        self._answers.inc()
        self._refusals.inc(answer.refused)
        self._unsupported.inc(sum(sentence.supported is False for sentence in answer.sentences))
        self._llm_errors.inc(bool(answer.llm_error))

    def text(self, info: Info, tasks: int) -> bytes:
        """Everything counted so far, by all workers; the size of the archive, and what this worker holds."""
        registry = self._registry
        if SHARED in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry) + generate_latest(_held(info, tasks))


def _held(info: Info, tasks: int) -> CollectorRegistry:
    """The archive and this process as they are now: read when asked for, not counted by each worker."""
    registry = CollectorRegistry()
    now = {
        "archive_files": info.files,
        "archive_articles": info.articles,
        "archive_passages": info.chunks,
        "archive_bytes": info.bytes,
        "archive_revision": info.revision,
        "tasks": tasks,  # of the worker that tells this; a few are its own
    }
    registry.register(_Now(now))
    ProcessCollector(registry=registry)  # its open file handles and its memory
    return registry


class _Now(Collector):
    def __init__(self, values: dict[str, int]) -> None:
        self._values = values

    def collect(self) -> Iterator[Metric]:
        for name, value in self._values.items():
            yield GaugeMetricFamily(f"jianbao_{name}", name.replace("_", " ").capitalize(), value)
