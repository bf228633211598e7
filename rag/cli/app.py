"""The verbs of the command line, put together. Each imports what it needs when it is called."""

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from embeddings.embedder import EmbedderError
from rag.cli import care, changes, looking, questions
from rag.cli.verbs import Verbs
from rag.errors import JianbaoError, UsageError

app = typer.Typer(
    name="jianbao",
    cls=Verbs,  # `serve` and `eval` join from their own rooms
    help="Cited answers from a folder of newspaper pages. 剪报：从报纸版面中找到有出处的答案。",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: it is piped, searched and read aloud
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib import metadata  # it reads mail headers and archives: a tenth of a search

        try:
            typer.echo(f"jianbao {metadata.version('jianbao')}")
        except metadata.PackageNotFoundError:
            typer.echo("jianbao, from a folder of its sources that is not installed")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    archive: Annotated[
        Path, typer.Option("--archive", envvar="JIANBAO_ARCHIVE", help="Where the archive is, or will be.")
    ] = Path("archive"),
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    context.obj = archive


for verb in (
    changes.index,
    questions.search,
    questions.ask,
    questions.chat,
    looking.show,
    looking.verify,
    looking.list_,
    changes.remove,
    care.info,
    care.doctor,
    care.reembed,
    care.export,
    care.import_,
    changes.demo,
):
    app.command(verb.__name__.rstrip("_"))(verb)


def run(command: Callable[[], object] = app) -> None:
    """Run, and say what goes wrong in one sentence: status 2 for wrong usage, else 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal's encoding does not have is escaped
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            command()
        finally:
            sys.stdout.flush()  # here, not at exit, where a full disk would be a traceback
    except (JianbaoError, EmbedderError) as exc:
        _complain(str(exc))
        sys.exit(2 if isinstance(exc, UsageError) else 1)
    except OSError as exc:
        _drop_output()
        if exc.errno != errno.EPIPE:  # whoever read the output has gone: nothing to say
            place = f" ({exc.filename})" if exc.filename else ""
            _complain(f"{exc.strerror or exc}{place}; put that right and run it again")
        sys.exit(1)


def _complain(what: str) -> None:
    from rag.cli import console

    console.warn(what, "red")


def _drop_output() -> None:
    """Send what is left of the output nowhere, or Python would try to write it once more at exit."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 -- a device
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
