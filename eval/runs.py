"""One run over one set: every question searched for and asked, and judged."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from eval.archives import document_of
from eval.measures import each
from eval.sets import EvalSet, Question
from eval.verdicts import Verdict, judge
from rag.archive import Archive
from rag.finding.query import understand
from rag.finding.weighing import weigh

Leg = Literal["words", "vectors", "both"]
DEPTH = 100  # documents of a ranking, as Recall@100 wants
Ranking = dict[str, float]  # document → score, best first
Tick = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a set."""

    name: str
    verdicts: tuple[Verdict, ...]
    rankings: Mapping[str, Ranking]  # question → ranking


def run_set(
    archive: Archive, chosen: EvalSet, leg: Leg = "both", answers: bool = True, tick: Tick = lambda: None
) -> Run:
    """Search and ask as users do; answers only with both legs, for `ask` uses both.

    A question of each language is searched for beforehand: what loads when first used is not timed.
    """
    for question in {question.lang: question for question in chosen.questions}.values():
        archive.search(question.text)
    rankings: dict[str, Ranking] = {}
    verdicts = []
    for question in chosen.questions:
        ms, answer = {}, None
        rankings[question.id], ms["search"] = _rank(archive, question.text, leg)
        if answers and leg == "both":
            start = time.perf_counter()
            answer = archive.ask(question.text)
            ms["ask"] = 1000 * (time.perf_counter() - start)
        verdicts.append(judge(question, rankings[question.id], answer, ms))
        tick()
    return Run(chosen.name, tuple(_with_ranking(chosen, verdicts, rankings)), rankings)


def ask_without_pages(archive: Archive, chosen: EvalSet, tick: Tick = lambda: None) -> Iterator[Verdict]:
    """Ask each question of a set of pages with its own page taken out. Changes the archive: give a copy."""
    files = {document_of(a): a.file for a in archive.articles() if not a.parts[0].record}
    by_page: dict[str, list[Question]] = {}
    for question in chosen.questions:
        for page in question.relevant.keys() & files:  # a record has no file of its own to take away
            by_page.setdefault(page, []).append(question.without_its_page())
    for page, questions in by_page.items():
        archive.remove([files[page]])
        for question in questions:
            yield judge(question, {}, archive.ask(question.text), {})
            tick()
        archive.index([chosen.pages] if chosen.pages else [])


def _rank(archive: Archive, question: str, leg: Leg) -> tuple[Ranking, float]:
    """The documents found, best first, and the milliseconds of the search that a user waits for."""
    start = time.perf_counter()
    found = archive.search(question, reprints=True)
    took = 1000 * (time.perf_counter() - start)
    if leg != "both":
        return rank_by_leg(archive, question, leg), took
    # `search` gives few passages; what it would give after them fills the ranking up.
    deeper = archive.finder.search(question, DEPTH, per_article=1, reprints=True)
    names = [document_of(hit.article, hit.start) for hit in (*found.hits, *deeper.hits)]
    return _in_order(names), took


def rank_by_leg(archive: Archive, question: str, leg: Leg) -> Ranking:
    """The documents by what one leg says of their best passage."""
    vector = archive.embedder.embed_queries([question])[0]
    asked = weigh(understand(question), archive.legs)
    candidates = archive.finder.candidates(asked, vector)
    by_words = leg == "words"
    candidates.sort(key=lambda found: (-(found.share if by_words else found.cosine), found.chunk))
    return _in_order(
        _documents(archive, [found.chunk for found in candidates if found.share or not by_words])
    )


def _documents(archive: Archive, chunks: Sequence[int]) -> Iterator[str]:
    for number in chunks:
        if chunk := archive.store.passages.get(number):
            yield document_of(archive.article(chunk.article), chunk.start)


def _in_order(names: Iterator[str] | Sequence[str]) -> Ranking:
    """A ranking of documents in this order, each at its best place; the scores only tell the order."""
    unique = list(dict.fromkeys(names))[:DEPTH]
    return {name: float(len(unique) - place) for place, name in enumerate(unique)}


def _with_ranking(
    chosen: EvalSet, verdicts: Sequence[Verdict], rankings: Mapping[str, Ranking]
) -> Iterator[Verdict]:
    """The verdicts with the measures of their rankings, where documents are known to answer."""
    relevant = {question.id: question.relevant for question in chosen.questions if question.relevant}
    values = each(relevant, rankings) if relevant else {}
    for verdict in verdicts:
        yield replace(verdict, values={**values.get(verdict.id, {}), **verdict.values})
