"""`python -m eval`: the same as `jianbao eval`."""

import typer

from eval.command import evaluate
from rag.cli.app import run

alone = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
alone.command("eval")(evaluate)
run(alone)
