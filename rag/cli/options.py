"""Options that several verbs share."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.errors import UsageError
from rag.types import Filters

if TYPE_CHECKING:
    from rag.archive import Archive

ArchiveFolder = Annotated[Path | None, typer.Option("--archive", help="Where the archive is.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, nothing else.")]
Model = Annotated[str | None, typer.Option("--model", help="An encoder by name, path or URL#model.")]
K = Annotated[int | None, typer.Option("-k", min=1, max=1000, help="How many passages.")]
Since = Annotated[str, typer.Option(help="Published on or after this day, as 2024-08-28.")]
Until = Annotated[str, typer.Option(help="Published on or before this day.")]
Paper = Annotated[str, typer.Option(help="Only this paper.")]
PageNumber = Annotated[str, typer.Option("--page", help="Only this page of the paper (版次).")]
FilePath = Annotated[str, typer.Option("--file", help="Only this file, as `list` shows it.")]
ArticleId = Annotated[str, typer.Option("--article", help="Only this article.")]


def open_archive(
    context: typer.Context,
    folder: Path | None,
    arguments: Mapping[str, object] | None = None,
    create: bool = False,
) -> "Archive":
    """The archive that the options name, with the settings that go with it."""
    from rag.archive import Archive
    from rag.settings import load_settings

    chosen = folder or context.obj
    return Archive(chosen, load_settings(chosen, arguments or {}, os.environ), create)


def make_filters(since: str, until: str, paper: str, page: str, file: str, article: str) -> Filters:
    """Filters from options. Raises UsageError for a date that is none."""
    from datetime import date

    for day in filter(None, (since, until)):
        try:
            date.fromisoformat(day)
        except ValueError as exc:
            raise UsageError(f"{day!r} is not a date; write it as 2024-08-28") from exc
    return Filters(since, until, paper, page.lstrip("0"), file, article)
