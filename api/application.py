"""The app: every route with the right that it takes, and what stands before them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.responses import FileResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles

from api import deliveries, feedback, health, holdings
from api.chat import chat
from api.desk import Desk, make_desk
from api.faults import answer_faults
from api.finding import search
from api.log import Log
from api.manual import manual
from api.replies import ArticleReply, ArticlesReply, SearchReply, StandingReply
from api.rights import may_ask, may_change
from api.rules import Rules
from api.schemas import CHAT_REPLIES, ERRORS, UPLOAD
from api.security import UPLOADS, Security
from rag.archive import Archive

_PAGE = Path(__file__).parent / "page"


def create_app(archive: Archive, rules: Rules = Rules()) -> FastAPI:  # noqa: B008 -- frozen
    """The API over an open archive, which stays the caller's to close."""
    desk = make_desk(archive, rules)
    app = FastAPI(
        title="jianbao 剪报",
        description="Cited answers from a folder of newspaper pages.",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    answer_faults(app)
    _add_routes(app, rules.open_to_all)
    app.mount("/page", StaticFiles(directory=_PAGE))
    app.add_middleware(Security, rules=rules)
    app.add_middleware(Log, metrics=desk.metrics)
    return app


def _add_routes(app: FastAPI, open_to_all: bool) -> None:
    def add(
        method: str, path: str, work: Callable[..., Any], right: Callable[..., Any] | None, **more: Any
    ) -> None:
        rights = [Depends(right)] if right and not open_to_all else []
        more.setdefault("responses", ERRORS)
        app.add_api_route(path, work, methods=[method], dependencies=rights, **more)

    add("POST", "/v1/chat/completions", chat, may_ask, responses=CHAT_REPLIES)
    add("GET", "/v1/models", health.models, may_ask)
    add("POST", "/v1/search", search, may_ask, responses={200: {"model": SearchReply}, **ERRORS})
    listed = {200: {"model": ArticlesReply}, **ERRORS}
    add("GET", "/v1/articles", holdings.list_articles, may_ask, responses=listed)
    taken = {202: {"description": "It goes on."}, **ERRORS}
    add("POST", UPLOADS, deliveries.add_articles, may_change, openapi_extra=UPLOAD, responses=taken)
    one = {200: {"model": ArticleReply}, **ERRORS}
    add("GET", "/v1/articles/{article}", holdings.read_article, may_ask, responses=one)
    standing = {200: {"model": StandingReply}, **ERRORS}
    add("GET", "/v1/verify", holdings.verify, may_ask, responses=standing)
    add("GET", "/v1/articles/{article}/source", holdings.read_source, may_ask)
    printed = {200: {"content": {"image/png": {}}}, **ERRORS}
    add("GET", "/v1/articles/{article}/picture", holdings.read_picture, may_ask, responses=printed)
    add("DELETE", "/v1/articles/{article}", holdings.remove_article, may_change)
    add("DELETE", "/v1/files/{file:path}", holdings.remove_file, may_change)
    kept = {200: {"content": {"application/x-ndjson": {}}}, **ERRORS}
    add("POST", "/v1/feedback", feedback.give_feedback, may_ask)
    add("GET", "/v1/questions", feedback.export_questions, may_change, responses=kept)
    add("GET", "/v1/jobs/{job}", deliveries.read_job, may_ask)
    add("GET", "/metrics", health.metrics, may_ask, response_class=PlainTextResponse)
    add("GET", "/healthz", health.healthz, None)
    add("GET", "/readyz", health.readyz, None)
    add("GET", "/docs", manual, None, include_in_schema=False)
    add("GET", "/", _page, None, include_in_schema=False)


async def _page() -> FileResponse:
    return FileResponse(_PAGE / "index.html")


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    desk: Desk = app.state.desk
    await desk.pool.run(desk.archive.warm)
    yield
    desk.close()
