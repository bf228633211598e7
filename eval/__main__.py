"""`python -m eval`: the same as `jianbao eval`."""

import sys

import typer

from embeddings.embedder import EmbedderError
from eval.command import evaluate
from rag.cli import render
from rag.errors import JianbaoError, UsageError

try:
    typer.run(evaluate)
except (JianbaoError, EmbedderError) as exc:
    render.warn(str(exc), "red")
    sys.exit(2 if isinstance(exc, UsageError) else 1)
