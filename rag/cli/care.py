"""Verbs that look after an archive: info, doctor, reembed, export, import."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.cli.bars import bar
from rag.cli.options import ArchiveFolder, AsJson, Model, open_archive
from rag.cli.stopping import telling

if TYPE_CHECKING:
    from rag.transfer import Transferred

Export = Annotated[Path, typer.Argument(metavar="FILE.jsonl.gz", show_default=False)]
NewModel = Annotated[str, typer.Option("--model", help="An encoder by name, path or URL#model.")]
Repair = Annotated[bool, typer.Option("--repair", help="Make the derived indexes anew.")]


def info(context: typer.Context, archive: ArchiveFolder = None, as_json: AsJson = False) -> None:
    """What the archive holds, and what made it."""
    from rag.cli import console

    with open_archive(context, archive) as opened:
        known = asdict(opened.info())
    if as_json:
        console.json(known)
    else:
        enough, source = known["thresholds"]["values"], known["thresholds"]["source"]
        told = ", ".join(f"{name} script {value:.3f}" for name, value in enough.items())
        shown = {"bytes": f"{known['bytes'] / 1e6:,.1f} MB", "thresholds": f"{told} ({source})"}
        console.pairs({**known, **shown})


def doctor(
    context: typer.Context, archive: ArchiveFolder = None, repair: Repair = False, as_json: AsJson = False
) -> None:
    """Check everything against everything; exit status 1 if something is wrong."""
    from rag.cli import console

    with open_archive(context, archive) as opened:
        findings = opened.doctor(repair)
    if as_json:
        console.json({"sound": not findings, "findings": [asdict(finding) for finding in findings]})
    elif not findings:
        console.line("The archive is sound.")
    else:
        for finding in findings:
            console.line(finding.text)
        if any(finding.repairable for finding in findings):
            console.line("`jianbao doctor --repair` makes the derived indexes anew.")
    if findings:
        raise typer.Exit(1)


def reembed(
    context: typer.Context, model: NewModel, archive: ArchiveFolder = None, as_json: AsJson = False
) -> None:
    """Make all vectors anew by another encoder; searches use the old ones until the end."""
    from embeddings import load_embedder
    from rag.cli import console

    with open_archive(context, archive) as opened:
        with telling(lambda: "the archive is as it was"), bar() as advance:
            made = opened.reembed(load_embedder(model), lambda done, total: advance(done, total, "passages"))
        encoder = opened.info().encoder
    if as_json:
        console.json({"embedded": made, "encoder": encoder})
    else:
        console.line(f"{made} passages embedded; the archive's encoder is {encoder} now.")


def export(
    context: typer.Context, file: Export, archive: ArchiveFolder = None, as_json: AsJson = False
) -> None:
    """Write the pages, and where they come from, to one file that `import` reads."""
    with open_archive(context, archive) as opened:
        done = opened.export(file)
    _transferred(done, f"written to {file}", as_json)


def import_(
    context: typer.Context,
    file: Export,
    archive: ArchiveFolder = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Take in an export; a file that the archive has already stays as it is."""
    with (
        open_archive(context, archive, {"model": model}, create=True) as opened,
        telling(lambda: "what was committed is in the archive"),
    ):
        done = opened.import_(file)
    _transferred(done, "taken in", as_json)


def _transferred(done: "Transferred", what: str, as_json: bool) -> None:
    from rag.cli import console

    if as_json:
        console.json(asdict(done))
    else:
        console.line(f"{done.files} files with {done.pages} pages {what}.")
