"""Verbs that look after an archive: info, doctor."""

from dataclasses import asdict
from typing import Annotated

import typer

from rag.cli.options import ArchiveFolder, AsJson, open_archive

Repair = Annotated[bool, typer.Option("--repair", help="Make the derived indexes anew.")]


def info(context: typer.Context, archive: ArchiveFolder = None, as_json: AsJson = False) -> None:
    """What the archive holds, and what made it."""
    from rag.cli import render

    with open_archive(context, archive) as opened:
        known = asdict(opened.info())
    if as_json:
        render.json(known)
    else:
        enough, source = known["thresholds"]["values"], known["thresholds"]["source"]
        told = ", ".join(f"{name} script {value:.3f}" for name, value in enough.items())
        shown = {"bytes": f"{known['bytes'] / 1e6:,.1f} MB", "thresholds": f"{told} ({source})"}
        render.pairs({**known, **shown})


def doctor(
    context: typer.Context, archive: ArchiveFolder = None, repair: Repair = False, as_json: AsJson = False
) -> None:
    """Check everything against everything; exit status 1 if something is wrong."""
    from rag.cli import render

    with open_archive(context, archive) as opened:
        findings = opened.doctor(repair)
    if as_json:
        render.json({"sound": not findings, "findings": [asdict(finding) for finding in findings]})
    elif not findings:
        render.line("The archive is sound.")
    else:
        for finding in findings:
            render.line(finding.text)
        if any(finding.repairable for finding in findings):
            render.line("`jianbao doctor --repair` makes the derived indexes anew.")
    if findings:
        raise typer.Exit(1)
