"""Options that several verbs share."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import UsageError
from rag.found import Filters
from rag.settings import MOST_HITS, load_settings

if TYPE_CHECKING:
    from rag.archive import Archive

ArchiveFolder = Annotated[Path | None, typer.Option("--archive", help="Where the archive is.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, nothing else.")]
Model = Annotated[str | None, typer.Option("--model", help="An encoder by name, path or URL#model.")]
K = Annotated[int | None, typer.Option("-k", min=1, max=MOST_HITS, help="How many passages.")]
Since = Annotated[str, typer.Option(help="Published on or after this day, as 2024-08-28.")]
Until = Annotated[str, typer.Option(help="Published on or before this day.")]
AboutSince = Annotated[str, typer.Option(help="Speaking of a time on or after this day.")]
AboutUntil = Annotated[str, typer.Option(help="Speaking of a time on or before this day.")]
Paper = Annotated[str, typer.Option(help="Only this paper.")]
PageNumber = Annotated[str, typer.Option("--page", help="Only this page of the paper (版次).")]
FilePath = Annotated[str, typer.Option("--file", help="Only this file, as `list` shows it.")]
_SURROGATE = re.compile("[\ud800-\udfff]")
ArticleId = Annotated[str, typer.Option("--article", help="Only this article.")]


def open_archive(
    context: typer.Context,
    folder: Path | None,
    arguments: Mapping[str, object] | None = None,
    create: bool = False,
) -> "Archive":
    """The archive that the options name, with the settings that go with it."""
    from rag.archive import Archive

    chosen = folder or context.obj
    return Archive(chosen, load_settings(chosen, arguments or {}, os.environ), create)


def make_filters(
    since: str,
    until: str,
    paper: str,
    page: str,
    file: str,
    article: str,
    about_since: str = "",
    about_until: str = "",
) -> Filters:
    """Filters from options. Raises UsageError for a date that is none, and what is no text."""
    page = page.lstrip("0") or page  # a page 0 is none; an empty page would be no filter
    named = {"--paper": paper, "--page": page, "--file": file, "--article": article}
    texts = {name.strip("-"): readable(value, name) for name, value in named.items()}
    days = {"since": since, "until": until, "about_since": about_since, "about_until": about_until}
    return Filters(**texts, **{name: _iso(day) for name, day in days.items()})


def readable(given: str, name: str) -> str:
    """An argument as text, also where the locale is not UTF-8 but its bytes are. Raises UsageError."""
    try:
        return os.fsencode(given).decode("utf-8") if _SURROGATE.search(given) else given
    except UnicodeError as exc:
        raise UsageError(f"{name} is not readable text; write it in UTF-8") from exc


def _iso(day: str) -> str:
    """A day as 2024-08-28, which sorts as days do, however else ISO 8601 may write it."""
    from datetime import date

    try:
        return date.fromisoformat(day).isoformat() if day else ""
    except ValueError as exc:
        raise UsageError(f"{day!r} is not a date; write it as 2024-08-28") from exc
