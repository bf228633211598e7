"""Verbs that take a question: search, ask, chat."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from rag.cli.options import (
    AboutSince,
    AboutUntil,
    ArchiveFolder,
    ArticleId,
    AsJson,
    FilePath,
    K,
    Model,
    PageNumber,
    Paper,
    Since,
    Until,
    make_filters,
    open_archive,
    readable,
)
from rag.errors import UsageError
from rag.found import Found, Listing

Question = Annotated[str, typer.Argument(help="A question, in any language.", show_default=False)]
Rerank = Annotated[
    str | None, typer.Option(help="A sentence-transformers cross-encoder by name or path, to weigh passages.")
]
LlmUrl = Annotated[
    str | None, typer.Option(help="An OpenAI-compatible endpoint, as http://localhost:11434/v1.")
]
LlmModel = Annotated[str | None, typer.Option(help="The model's name at that endpoint.")]
NoLlm = Annotated[bool, typer.Option("--no-llm", help="Answer by quotations, also where an LLM is set.")]
All = Annotated[bool, typer.Option("--all", help="List every article that mentions all of these words.")]
Limit = Annotated[int | None, typer.Option(min=1, help="With --all: so many articles.", show_default="50")]
Offset = Annotated[int, typer.Option(min=0, help="With --all: after so many.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="With --all: comma-separated values, every article.")]
PAGE = 50  # articles of a listing, where somebody looks at it


def search(
    context: typer.Context,
    question: Question,
    archive: ArchiveFolder = None,
    k: K = None,
    since: Since = "",
    until: Until = "",
    paper: Paper = "",
    page: PageNumber = "",
    file: FilePath = "",
    article: ArticleId = "",
    about_since: AboutSince = "",
    about_until: AboutUntil = "",
    model: Model = None,
    rerank: Rerank = None,
    every: All = False,
    limit: Limit = None,
    offset: Offset = 0,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """The passages that fit a question best; with --all, every article that mentions something."""
    filters = make_filters(since, until, paper, page, file, article, about_since, about_until)
    if not every and (limit or offset or as_csv):
        raise UsageError("--limit, --offset and --csv are for lists of every match; write --all with them")
    with open_archive(context, archive, {"k": k, "model": model, "rerank": rerank}) as opened:
        if every:
            limit = limit or (None if as_csv or as_json else PAGE)
            listed = opened.mentions(_asked(question), filters, limit, offset)
        else:
            found = opened.search(_asked(question), filters=filters)
    if every:
        _tell_listing(listed, as_json, as_csv)
    else:
        _tell_found(found, as_json)


def _tell_listing(listed: Listing, as_json: bool, as_csv: bool) -> None:
    from rag.cli import console
    from rag.cli.rows import print_listing, write_csv
    from rag.wire import listing_json

    if as_json:
        console.json(listing_json(listed))
    elif as_csv:
        write_csv(listed)
    else:
        print_listing(listed)


def _tell_found(found: Found, as_json: bool) -> None:
    from rag.cli import console
    from rag.cli.quotations import print_found
    from rag.wire import found_json

    if as_json:
        console.json(found_json(found))
    else:
        print_found(found)


def ask(
    context: typer.Context,
    question: Question,
    archive: ArchiveFolder = None,
    k: K = None,
    since: Since = "",
    until: Until = "",
    paper: Paper = "",
    page: PageNumber = "",
    file: FilePath = "",
    article: ArticleId = "",
    about_since: AboutSince = "",
    about_until: AboutUntil = "",
    model: Model = None,
    rerank: Rerank = None,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    no_llm: NoLlm = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question with citations, or say that the archive does not answer it."""
    from rag.cli import console
    from rag.cli.quotations import print_answer
    from rag.wire import answer_json

    filters = make_filters(since, until, paper, page, file, article, about_since, about_until)
    llm_url = "" if no_llm else llm_url
    chosen = {"k": k, "model": model, "rerank": rerank, "llm_url": llm_url, "llm_model": llm_model}
    with open_archive(context, archive, chosen) as opened:
        if as_json:
            answer = opened.ask(_asked(question), filters)
            console.json(answer_json(answer))
        else:
            answer = print_answer(opened.stream(_asked(question), filters=filters))
    if answer.llm_error:
        raise typer.Exit(1)


def chat(
    context: typer.Context,
    archive: ArchiveFolder = None,
    k: K = None,
    since: Since = "",
    until: Until = "",
    paper: Paper = "",
    page: PageNumber = "",
    file: FilePath = "",
    article: ArticleId = "",
    model: Model = None,
    rerank: Rerank = None,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    no_llm: NoLlm = False,
) -> None:
    """Questions and follow-ups, a line each; an empty line or the end of input ends it."""
    from rag.cli.quotations import print_answer

    filters = make_filters(since, until, paper, page, file, article)
    llm_url = "" if no_llm else llm_url
    chosen = {"k": k, "model": model, "rerank": rerank, "llm_url": llm_url, "llm_model": llm_model}
    history: list[tuple[str, str]] = []
    with open_archive(context, archive, chosen) as opened:
        for question in _typed():
            answer = print_answer(opened.stream(question, history=history, filters=filters))
            history.append((answer.searched_as, answer.text))


def _typed() -> Iterator[str]:
    """The lines that somebody types, up to an empty one; asked for on a terminal only."""
    while True:
        if sys.stdin.isatty():
            typer.echo("> ", nl=False, err=True)
        question = readable(sys.stdin.readline(), "The question").strip()
        if not question:
            return
        yield question


def _asked(question: str) -> str:
    question = readable(question, "The question")
    if not question.strip():
        raise UsageError("The question is empty; ask something")
    return question.strip()
