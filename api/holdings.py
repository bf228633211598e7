"""Holdings: the articles of the archive, listed, read, traced to their files, and removed."""

from typing import Annotated, Any

from fastapi import Path, Query, Request
from fastapi.responses import Response

from api.desk import Desk, desk_of
from api.faults import Fault, Reply
from rag.errors import UsageError
from rag.link import WRITTEN, link_to, read_link
from rag.places import lines_of
from rag.reading.picture import WIDEST
from rag.types import Article, Page, part_at
from rag.wire import article_json, standing_json

LinkText = Annotated[
    str,
    Query(
        max_length=1000,
        json_schema_extra={"pattern": WRITTEN},
        description="As citations have it, with or without an address.",
    ),
]
ArticleId = Annotated[str, Path(max_length=100)]
Skip = Annotated[int, Query(ge=0, le=10**9)]
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int | None, Query(ge=0, le=10**9)]
Context = Annotated[int, Query(ge=0, le=1000, description="Lines before and after.")]

Width = Annotated[int, Query(ge=100, le=WIDEST, description="Pixels.")]

_FRESH = 300  # seconds that a browser may keep a picture: turning to another citation and back costs nothing


async def list_articles(request: Request, skip: Skip = 0, limit: Limit = 50) -> Reply:
    """Articles without their text, newest first, a page at a time."""
    archive = desk_of(request).archive
    rows = await desk_of(request).pool.run(lambda: archive.articles(skip, limit + 1))
    data = [article_json(article) for article in rows[:limit]]
    return Reply({"object": "list", "data": data, "has_more": len(rows) > limit})


async def read_article(
    request: Request, article: ArticleId, start: Offset = None, end: Offset = None
) -> Reply:
    """An article with its text; with `start` and `end`, where that span stands, to highlight it.

    Offsets count code points, as everywhere; `utf16` has them as JavaScript counts.
    """
    desk = desk_of(request)
    found, pages = await desk.pool.run(lambda: _article(desk, article))
    spans = [_span(found, pages, start, end)] if start is not None and end is not None else []
    return Reply({**article_json(found, text=True), "highlights": spans})


async def verify(request: Request, link: LinkText) -> Reply:
    """Whether the words that a link was made to still stand there; `state` says what became of them.

    `stands`; `moved`: `start`, `end` and `lines` are where they stand now; `changed`: the article is there,
    the words are not in it; `gone`: no article has this id. Links come with citations.
    """
    desk = desk_of(request)
    try:
        wanted = read_link(link)
    except UsageError as exc:
        raise Fault(400, str(exc), "invalid_link", "link") from exc
    return Reply(standing_json(await desk.pool.run(lambda: desk.archive.verify(wanted))))


async def read_source(
    request: Request, article: ArticleId, start: Offset = None, end: Offset = None, context: Context = 3
) -> Reply:
    """The lines of the files that an article, or a span of it, stands in; `cited` are its own."""
    desk = desk_of(request)
    found, pages = await desk.pool.run(lambda: _article(desk, article))
    if start is not None and end is not None:
        span = _span(found, pages, start, end)
        wanted = [(pages[found.parts.index(part_at(found, start))], span["lines"])]
    else:
        wanted = list(zip(pages, (part.lines for part in found.parts), strict=True))
    return Reply({"article": found.id, "sources": [_lines(page, lines, context) for page, lines in wanted]})


async def read_picture(
    request: Request, article: ArticleId, start: Offset = None, end: Offset = None, width: Width = 1600
) -> Response:
    """The printed page that a span of an article, or its first part, stands on, as a PNG: its words framed.

    Only of PDFs that are still there; 404 otherwise. `X-Frames` has the frames as `left,top,right,bottom`
    in pixels, with spaces between them.
    """
    desk = desk_of(request)
    span = (start, end) if start is not None and end is not None else None
    if span:
        found = await desk.pool.run(lambda: desk.archive.article(article))
        _check_span(found, *span)
    async with desk.printing:
        picture = await desk.pool.run(lambda: desk.archive.picture(article, span, width))
    frames = " ".join(",".join(f"{edge:.0f}" for edge in box) for box in picture.boxes)
    headers = {"Cache-Control": f"private, max-age={_FRESH}", "X-Frames": frames}
    return Response(picture.png, media_type="image/png", headers=headers)


async def remove_article(request: Request, article: ArticleId) -> Reply:
    """Remove the file of an article that is alone in it: what is removed from an archive is files."""
    desk = desk_of(request)
    files = await desk.pool.run(lambda: _own_files(desk, article))
    removed = await desk.pool.run(lambda: desk.jobs.remove(files))
    return Reply({"id": article, "object": "article.deleted", "deleted": True, "files_removed": removed})


async def remove_file(request: Request, file: Annotated[str, Path(max_length=1000)]) -> Reply:
    """Remove a file, named as articles name it, with all its articles."""
    desk = desk_of(request)
    if not await desk.pool.run(lambda: desk.archive.articles_of(file)):
        raise Fault(404, "The archive has no such file", "file_not_found")
    removed = await desk.pool.run(lambda: desk.jobs.remove([file]))
    return Reply({"id": file, "object": "file.deleted", "deleted": True, "files_removed": removed})


def _article(desk: Desk, article: str) -> tuple[Article, list[Page]]:
    with desk.archive.store.snapshot():
        return desk.archive.article(article), desk.archive.sources(article)


def _own_files(desk: Desk, article: str) -> list[str]:
    """The files of an article. Raises Fault where others stand in them too."""
    files = sorted({part.file for part in desk.archive.article(article).parts})
    others = {other for file in files for other in desk.archive.articles_of(file)} - {article}
    if others:
        message = (
            f"{len(others)} other articles stand in {' and '.join(files)}; DELETE /v1/files/… removes all"
        )
        raise Fault(409, message, "file_shared")
    return files


def _check_span(article: Article, start: int, end: int) -> None:
    if not start < end <= len(article.text):
        length = len(article.text)
        raise Fault(404, f"start and end must lie in the text's {length:,} characters", "span_not_found")


def _span(article: Article, pages: list[Page], start: int, end: int) -> dict[str, Any]:
    _check_span(article, start, end)
    text = article.text
    part = part_at(article, start)
    return {
        "start": start,
        "end": end,
        "utf16": [_utf16(text[:start]), _utf16(text[:end])],
        "text": text[start:end],
        "file": part.file,
        "page": part.page,
        "lines": [list(lines) for lines in lines_of(article, pages, start, end)],
        "link": str(link_to(article, start, end)),
    }


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _lines(page: Page, cited: Any, context: int) -> dict[str, Any]:
    """The lines of a page around those cited."""
    rows = [page.raw] if page.format == "record" else page.raw.split("\n")
    ranges = [(first - context, last + context) for first, last in cited]
    numbered = [
        {"number": number, "text": row, "cited": any(first <= number <= last for first, last in cited)}
        for number, row in enumerate(rows, page.line)
        if any(first <= number <= last for first, last in ranges)
    ]
    return {"file": page.file, "lines": numbered}
