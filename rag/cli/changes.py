"""Verbs that change an archive: index, remove, demo."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.cli.bars import bar
from rag.cli.options import ArchiveFolder, AsJson, Model, open_archive
from rag.cli.stopping import between_steps, telling

if TYPE_CHECKING:
    from rag.archive import Archive
    from rag.candidates import Candidate
    from rag.intake import Report

Paths = Annotated[list[Path], typer.Argument(help="Files and folders.", show_default=False)]
Files = Annotated[list[str], typer.Argument(help="Files or folders, as `list` shows them.")]
RemoveMissing = Annotated[bool, typer.Option(help="Drop what stood below these paths and is gone.")]
OneIssue = Annotated[
    bool, typer.Option("--one-issue", help="Each of these folders is one issue: join its continued articles.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Read the files and say what is in them; write nothing.")
]
Keep = Annotated[Path | None, typer.Option("--keep", help="Keep the sample pages and their archive here.")]


def index(
    context: typer.Context,
    paths: Paths,
    archive: ArchiveFolder = None,
    model: Model = None,
    remove_missing: RemoveMissing = False,
    one_issue: OneIssue = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Add files and folders to the archive, or update them."""

    if dry_run:
        from rag.intake import rehearse

        report = rehearse(paths)
    else:
        with open_archive(context, archive, {"model": model}, create=True) as opened:
            report = _index(opened, paths, remove_missing, one_issue)
    _print_report(report, as_json)
    if report.failures:
        raise typer.Exit(1)


def _index(opened: "Archive", paths: list[Path], remove_missing: bool, one_issue: bool) -> "Report":
    """Index under a bar; Ctrl-C ends it after the file at hand, or the batch of a large one."""
    from rag.intake import Report

    so_far, total = Report(), 0

    def progress(report: "Report", candidate: "Candidate", files: int) -> None:
        nonlocal so_far, total
        so_far, total = report, files
        advance(report.files, files, f"{report.articles} articles · {candidate.relative}")
        step()

    def what() -> str:
        return f"{so_far.files} of {total} files done, {so_far.articles} articles new or changed"

    with telling(what), bar() as advance, between_steps() as step:
        return opened.index(paths, remove_missing, progress, one_issue)


def remove(
    context: typer.Context, files: Files, archive: ArchiveFolder = None, as_json: AsJson = False
) -> None:
    """Take files out of the archive; the files themselves stay."""
    from rag.cli import console

    with open_archive(context, archive) as opened:
        removed = opened.remove(files)
    if as_json:
        console.json({"removed": removed})
    else:
        console.line(f"{removed} {'file' if removed == 1 else 'files'} removed from the archive.")


def demo(keep: Keep = None) -> None:
    """Index the sample pages and answer three questions about them."""
    from rag.archive import Archive
    from rag.cli import console
    from rag.cli.quotations import print_answer
    from rag.samples import copy_pages, demo_questions

    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        pages = copy_pages(folder)
        with Archive(folder / "archive", create=True) as archive:
            console.line(f"$ jianbao index {pages}")
            _print_report(archive.index([pages]), as_json=False)
            for question in demo_questions():
                console.line("")
                console.line(f'$ jianbao ask "{question}"')
                print_answer(archive.stream(question))


def _print_report(done: "Report", as_json: bool) -> None:
    """What became of the files; each that was not read is one line on standard error."""
    from rag.cli import console
    from rag.wire import report_json

    for failure in done.failures:
        console.warn(str(failure), "red")
    if as_json:
        console.json(report_json(done))
        return
    parts = [f"{done.files} files", f"{done.unchanged} unchanged", f"{done.articles} articles new or changed"]
    parts += [f"{done.removed} files removed"] * bool(done.removed)
    parts += [f"{len(done.failures)} not read"] * bool(done.failures)
    console.line(", ".join(parts) + ".")
