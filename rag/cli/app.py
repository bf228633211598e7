"""The verbs of the command line, put together. Each imports what it needs when it is called."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from embeddings.embedder import EmbedderError
from rag.cli import care, changes, questions
from rag.errors import JianbaoError, UsageError

app = typer.Typer(
    name="jianbao",
    help="Cited answers from a folder of newspaper pages. 剪报：从报纸版面中找到有出处的答案。",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: it is piped, searched and read aloud
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _options(
    context: typer.Context,
    archive: Annotated[
        Path, typer.Option("--archive", envvar="JIANBAO_ARCHIVE", help="Where the archive is, or will be.")
    ] = Path("archive"),
) -> None:
    context.obj = archive


for verb in (
    changes.index,
    questions.search,
    questions.ask,
    questions.show,
    questions.list_,
    changes.remove,
    care.info,
    care.doctor,
    changes.demo,
):
    app.command(verb.__name__.rstrip("_"))(verb)


def run() -> None:
    """Run, and say our own errors in one sentence: status 2 for wrong usage, else 1."""
    try:
        app()
    except (JianbaoError, EmbedderError) as exc:
        print(f"jianbao: {exc}", file=sys.stderr)  # noqa: T201 -- this is where a command speaks
        sys.exit(2 if isinstance(exc, UsageError) else 1)
