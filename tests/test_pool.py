"""Answers that take their time, and what is heard of them meanwhile."""

import asyncio
import threading
from collections.abc import AsyncIterator, Generator
from typing import Any

import httpx
import pytest

from api.application import create_app
from api.faults import Fault
from api.pool import Pool
from api.rules import Rules
from rag.archive import Archive
from rag.settings import Settings
from tests.llm_server import Reply, serving


def test_a_stream_that_has_nothing_to_say_yet_gives_signs_of_life() -> None:
    speak = threading.Event()

    def tell() -> Generator[str, None, None]:
        speak.wait()
        yield "now"

    async def listen() -> list[str | None]:
        heard: list[str | None] = []
        async for item in pool.told(tell, speak.set, heartbeat=0.01, longest=60):
            heard.append(item)
            if len(heard) == 3:
                speak.set()
        return heard

    pool = Pool(1)
    heard = asyncio.run(listen())
    pool.close()

    assert heard[:3] == [None] * 3
    assert [item for item in heard if item] == ["now"]


def test_what_takes_too_long_is_hung_up_on_and_leaves_its_place() -> None:
    hung_up = threading.Event()

    def tell() -> Generator[str, None, None]:
        hung_up.wait()
        yield "too late"

    async def listen() -> list[str | None]:
        return [item async for item in pool.told(tell, hung_up.set, heartbeat=60, longest=0.01)]

    pool = Pool(1)
    with pytest.raises(Fault) as caught:
        asyncio.run(listen())
    pool.close()

    assert (caught.value.status_code, hung_up.is_set()) == (504, True)


def test_an_error_in_mid_stream_is_its_last_event(archive: Archive) -> None:
    body = {"messages": [{"role": "user", "content": "永安古桥长多少米？"}], "stream": True}
    with serving([Reply(hangs=True)]) as llm:
        slow = archive.under(Settings(llm_url=llm.url, llm_model="slow"))
        reply = asked(slow, Rules(longest_answer=2.0), "/v1/chat/completions", json=body)
    opening, error = [line for line in reply.text.splitlines() if line.startswith("data: ")]

    assert reply.status_code == 200
    assert '"role": "assistant"' in opening
    assert '"code": "timeout"' in error


def test_a_body_that_does_not_come_is_not_waited_for(archive: Archive) -> None:
    async def dawdling() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    reply = asked(archive, Rules(slowest_body=0.1), "/v1/search", content=dawdling())

    assert (reply.status_code, reply.json()["error"]["code"]) == (408, "timeout")


def asked(archive: Archive, rules: Rules, path: str, **sent: Any) -> httpx.Response:
    """The reply of an app over this archive, with rules that a command line does not set."""
    app = create_app(archive, rules)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.post(path, headers={"Content-Type": "application/json"}, **sent)

    try:
        return asyncio.run(ask())
    finally:
        app.state.desk.close()
