"""Quotations on a terminal: an answer with its sources, and the passages that a search found."""

import sys
from collections.abc import Iterable

from rich.text import Text

from rag.answers import Answer, Verified
from rag.cli.console import line, prose, safe, terminal, warn
from rag.cli.references import cited, left_out, notes, place, title
from rag.found import Found, Hit
from rag.types import part_at


def print_answer(events: Iterable[Verified | Answer]) -> Answer:
    """Each sentence as it comes, then where each quotation stands; the answer, for whoever needs more."""
    for event in events:
        if isinstance(event, Answer):
            line("")
            _print_sources(event)
            _print_remarks(event)
            return event
        terminal().print(_sentence(event), end="", soft_wrap=True)
        sys.stdout.flush()
    raise AssertionError("an answer ends with itself")


def _sentence(event: Verified) -> Text:
    """A sentence with its markers set off, and the words that answer; red where nothing supports it."""
    sentence = event.sentence
    text = Text(safe(sentence.text), "red" if sentence.supported is False else "")
    text.highlight_words([f"[{marker}]" for marker in sentence.markers], "bold cyan")
    if event.answer_span:
        start, end = event.answer_span
        text.stylize("bold", start - sentence.start, end - sentence.start)
    return text


def _print_sources(given: Answer) -> None:
    if given.citations:
        line("")
    for citation in given.citations:
        prose(f"[{citation.marker}] {cited(citation)}", "dim")
        if given.model != "extractive":  # whose sentences are the quotations themselves
            prose(f"    {citation.quote}")
        for note in notes(citation.article):
            line(f"    ({note})", "dim")


def _print_remarks(given: Answer) -> None:
    """What there is to know of the answer as a whole."""
    for note in left_out(given.left_out, given.language):
        line(note, "dim")
    if given.searched_as and given.searched_as != given.question:
        line(f"Searched as: {given.searched_as}", "dim")
    if unsupported := sum(sentence.supported is False for sentence in given.sentences):
        line(f"{unsupported} of {len(given.sentences)} sentences are not supported by what they cite.", "red")
    for warning in given.warnings:
        warn(warning)


def print_found(found: Found) -> None:
    """A line of where, and the passage below it, for each hit."""
    for hit in found.hits:
        _print_hit(hit)
    if not found.hits:
        line("Nothing was found.")
    for note in left_out(found.left_out):
        line(note, "dim")
    for warning in found.warnings:
        warn(warning)


def _print_hit(hit: Hit) -> None:
    page = part_at(hit.article, hit.start).page
    where = f"{title(hit.article, page)}  {place(hit.file, hit.lines, hit.pdf_page)}"
    line(f"{hit.rank}. {where}  evidence {hit.evidence:.2f}  {hit.article.id}", "bold")
    line(f"   {' '.join(hit.text.split())}")
    for note in notes(hit.article):
        line(f"   ({note})", "dim")
