"""The verbs `serve` and `key`, which join the command line by entry points.

Nothing heavy is imported before one is called.
"""

import ipaddress
from pathlib import Path
from typing import Annotated, Literal

import typer

from rag.errors import UsageError

ArchiveFolder = Annotated[Path | None, typer.Option("--archive", help="Where the archive is.")]
Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")]
HostName = Annotated[
    list[str] | None, typer.Option("--host-name", help="A name the server goes by, besides localhost.")
]
Answers = Annotated[int, typer.Option(min=1, max=500, help="Answers at once, in each worker.")]
Rate = Annotated[int, typer.Option(min=0, help="Requests of a key in a minute; 0: no limit.")]
LlmUrl = Annotated[str | None, typer.Option(help="An OpenAI-compatible endpoint, as with `ask`.")]
LlmModel = Annotated[str | None, typer.Option(help="The model's name at that endpoint.")]
LogQuestions = Annotated[
    bool,
    typer.Option("--log-questions", help="Keep questions in the archive, for readers to judge the answers."),
]
Action = Annotated[Literal["new", "list", "remove"], typer.Argument(help="What to do.")]
KeyName = Annotated[str, typer.Argument(help="The key's name.", show_default=False)]
May = Annotated[list[str] | None, typer.Option("--may", help="What it may: ask, change. Default: ask.")]


def serve(
    context: typer.Context,
    archive: ArchiveFolder = None,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 1,
    host_name: HostName = None,
    answers: Answers = 32,
    rate: Rate = 600,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    log_questions: LogQuestions = False,
) -> None:
    """Answer over HTTP, as OpenAI's API does, with a page to ask from."""
    from api.keys import Keys
    from api.rules import Rules
    from api.server import serve as run
    from rag.settings import load_settings

    folder = archive or context.obj or Path("archive")
    settings = load_settings(folder, {"llm_url": llm_url, "llm_model": llm_model})
    if settings.llm_url and not settings.llm_model:
        raise UsageError("An LLM's URL needs its model's name; give --llm-model or JIANBAO_LLM_MODEL")
    keys = Keys(folder).all()
    if not keys and not _is_loopback(host):
        raise UsageError(f"{host} can be reached by others; make a key first: `jianbao key new NAME`")
    rules = Rules(
        open_to_all=not keys,
        hosts=(host, *(host_name or ())),
        answers=answers,
        a_minute=rate,
        log_questions=log_questions,
    )
    run(folder, settings, rules, host, port, workers)


def key(
    context: typer.Context,
    action: Action,
    name: KeyName = "",
    archive: ArchiveFolder = None,
    may: May = None,
) -> None:
    """API keys: `new NAME` prints one, `list`, `remove NAME`."""
    from api.keys import Keys
    from rag.archive import Archive

    folder = archive or context.obj or Path("archive")
    Archive(folder)  # raises where there is none
    keys = Keys(folder)
    if action == "new":
        typer.echo(keys.new(name, may or ["ask"]))
    elif action == "remove":
        keys.remove(name)
    else:
        for known in keys.all():
            typer.echo(f"{known.name}  {', '.join(sorted(known.may))}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
