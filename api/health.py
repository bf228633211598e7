"""Health: whether the server lives, whether it can answer, and what it has counted."""

import asyncio

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response

from api.desk import desk_of
from api.faults import Reply


async def healthz() -> Reply:
    """The server lives."""
    return Reply({"status": "ok"})


async def readyz(request: Request) -> Reply:
    """The archive can be asked; at which revision."""
    desk = desk_of(request)
    revision = await desk.pool.run(lambda: desk.archive.store.revision)
    return Reply({"status": "ok", "revision": revision})


async def metrics(request: Request) -> Response:
    """Counts and times for Prometheus."""
    desk, tasks = desk_of(request), len(asyncio.all_tasks())
    text = await desk.pool.run(lambda: desk.metrics.text(desk.archive.info(), tasks))
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


async def models(request: Request) -> Reply:
    """The names that a chat may call the model by."""
    rows = [
        {"id": name, "object": "model", "created": 0, "owned_by": "jianbao"}
        for name in desk_of(request).models
    ]
    return Reply({"object": "list", "data": rows})
