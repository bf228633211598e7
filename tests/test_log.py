"""What the log holds of a request that went wrong."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from api.log import Lines, Log
from api.metrics import Metrics
from api.rules import Rules
from api.security import Security


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What is logged meanwhile, as the server writes it."""
    lines, log = io.StringIO(), logging.getLogger("jianbao")
    handler = logging.StreamHandler(lines)
    handler.setFormatter(Lines())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield lines
    log.removeHandler(handler)
    log.setLevel(logging.NOTSET)


def test_an_error_that_nobody_foresaw_stands_in_the_log_under_the_id_of_its_reply(
    logged: io.StringIO,
) -> None:
    async def broken(_: Scope, __: Receive, ___: Send) -> None:
        raise RuntimeError("of /srv/archive")

    reply = asyncio.run(asked(Log(Security(broken, Rules()), Metrics())))
    error, access = map(json.loads, logged.getvalue().splitlines())

    assert (reply.status_code, reply.json()["error"]["code"]) == (500, "internal_error")
    assert "/srv/archive" not in reply.text
    assert "default-src 'self'" in reply.headers["Content-Security-Policy"]
    assert {reply.headers["X-Request-Id"]} == {error["id"], access["id"]}
    assert error["message"] == "RuntimeError: of /srv/archive"
    assert "in broken" in error["traceback"]
    assert (access["level"], access["status"]) == ("info", 500)


def test_who_comes_when_too_many_are_served_is_told_to_come_back() -> None:
    async def never(_: Scope, __: Receive, ___: Send) -> None:
        raise AssertionError

    reply = asyncio.run(asked(Security(never, Rules(requests=0))))

    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "1")
    assert reply.json()["error"]["code"] == "too_many_requests"


async def asked(app: Any) -> httpx.Response:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get("/")
