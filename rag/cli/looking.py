"""Verbs that look at what an archive holds: show, verify, list."""

from typing import Annotated

import typer

from rag.cli.options import ArchiveFolder, AsJson, open_archive, readable
from rag.errors import UsageError

Shown = Annotated[str, typer.Argument(help="An article's id, or a file with --page.", show_default=False)]
Link = Annotated[str, typer.Argument(help="A link, as the page copies it.", show_default=False)]
Quote = Annotated[str, typer.Option(help="Highlight these words.")]
AsPage = Annotated[
    bool, typer.Option("--page", help="Show how a file was read: articles and what was set aside.")
]


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
