"""Verbs that look into an archive: search, ask, show, verify, list."""

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
Shown = Annotated[str, typer.Argument(help="An article's id, or a file with --page.", show_default=False)]
Link = Annotated[str, typer.Argument(help="A link, as the page copies it.", show_default=False)]
Quote = Annotated[str, typer.Option(help="Highlight these words.")]
AsPage = Annotated[
    bool, typer.Option("--page", help="Show how a file was read: articles and what was set aside.")
]


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
    from rag.cli import console
    from rag.cli.quotations import print_found
    from rag.cli.rows import print_listing, write_csv
    from rag.wire import found_json, listing_json

    filters = make_filters(since, until, paper, page, file, article, about_since, about_until)
    if not every and (limit or offset or as_csv):
        raise UsageError("--limit, --offset and --csv are for lists of every match; write --all with them")
    with open_archive(context, archive, {"k": k, "model": model, "rerank": rerank}) as opened:
        if every:
            limit = limit or (None if as_csv or as_json else PAGE)
            listed = opened.mentions(_asked(question), filters, limit, offset)
        else:
            found = opened.search(_asked(question), filters=filters)
    if every and as_json:
        console.json(listing_json(listed))
    elif every and as_csv:
        write_csv(listed)
    elif every:
        print_listing(listed)
    elif as_json:
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


def show(
    context: typer.Context,
    shown: Shown,
    archive: ArchiveFolder = None,
    quote: Quote = "",
    page: AsPage = False,
    as_json: AsJson = False,
) -> None:
    """An article; or, with --page, how a file was read."""
    from rag.cli import console
    from rag.cli.clipping import print_article, print_page
    from rag.wire import article_json, read_page_json

    shown = readable(shown, "The name")
    with open_archive(context, archive) as opened:
        if page:
            pages = opened.read_again(shown)
        else:
            article = opened.article(shown)
    if page and as_json:
        console.json({"pages": [read_page_json(read) for read in pages]})
    elif page:
        for read in pages:
            print_page(read)
    elif as_json:
        console.json(article_json(article, text=True))
    elif (quote := readable(quote, "--quote")) not in article.text:
        raise UsageError(f"These words do not stand in article {shown}; copy them as `ask` shows them")
    else:
        print_article(article, quote)


def verify(
    context: typer.Context, link: Link, archive: ArchiveFolder = None, as_json: AsJson = False
) -> None:
    """Whether the words that a link was made to still stand there; exit status 1 if not."""
    from rag.cli import console
    from rag.cli.clipping import print_standing
    from rag.link import read_link
    from rag.wire import standing_json

    with open_archive(context, archive) as opened:
        standing = opened.verify(read_link(readable(link, "The link")))
    if as_json:
        console.json(standing_json(standing))
    else:
        print_standing(standing)
    if standing.state != "stands":
        raise typer.Exit(1)


def list_(context: typer.Context, archive: ArchiveFolder = None, as_json: AsJson = False) -> None:
    """Every article, newest first."""
    from rag.cli import console
    from rag.cli.rows import print_articles
    from rag.wire import article_json

    with open_archive(context, archive) as opened:
        articles = opened.articles()
    if as_json:
        console.json({"articles": [article_json(article) for article in articles]})
    else:
        print_articles(articles)


def _asked(question: str) -> str:
    question = readable(question, "The question")
    if not question.strip():
        raise UsageError("The question is empty; ask something")
    return question.strip()
