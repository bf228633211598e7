"""A crowd before a real server: `python -m tests.crowd --slow 200 --aborted 500` prints what it did.

Slow clients send and read one byte at a time: a third of them dawdle over the head of a request, a third
over its body, a third over a streamed answer. Others cut their streams, at once or after some bytes. A
patient client asks all the while, and every one of its answers must be whole. When all have gone, the
server must have no more file handles and tasks than before they came.
"""

import asyncio
import json
import random
import socket
import tempfile
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from rag.samples import copy_pages
from tests.api_server import QUESTION, Served, served
from tests.commands import jianbao

_AT_ONCE = 10  # aborted streams; with the patient client fewer than the server has places
_THREADS = 48  # more requests at once than a server has threads, each of which keeps handles of its own
_BODY = json.dumps({"stream": True, "messages": [{"role": "user", "content": QUESTION}]}).encode()
_HEAD = (
    "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    f"Content-Length: {len(_BODY)}\r\n\r\n"
).encode()
_SETTLING = 30.0  # seconds that a server has to let go of what it held
_PATIENCE = 60.0  # for the next bytes of an answer
_ROUNDS = 2  # without a change: it has opened all that it keeps


_Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Crowd:
    """Clients of one server; `pause` is the seconds between two bytes of a slow one."""

    server: Served
    pause: float = 1.0
    waits: list[float] = field(default_factory=list)  # of the patient client, seconds

    def run(self, slow: int, aborted: int, answers: int) -> tuple[int, int]:
        """Send the crowd while another gets so many answers; returns the handles and tasks left over.

        Raises AssertionError where one of the answers is not whole.
        """
        before = self._settled()
        asyncio.run(self._gather(slow, aborted, answers))
        deadline = time.monotonic() + _SETTLING
        while max(left := self._beyond(before)) > 0 and time.monotonic() < deadline:
            time.sleep(0.2)
        return left

    async def _gather(self, slow: int, aborted: int, answers: int) -> None:
        kinds = (self._dawdle_over_head, self._dawdle_over_body, self._dawdle_over_answer)
        dawdling = [asyncio.create_task(kinds[number % 3](number)) for number in range(slow)]
        await asyncio.gather(self._cut(aborted), self._ask_patiently(answers))
        for task in dawdling:
            task.cancel()
        ends = await asyncio.gather(*dawdling, return_exceptions=True)
        assert [end for end in ends if isinstance(end, Exception)] == []

    async def _ask_patiently(self, answers: int) -> None:
        for _ in range(answers):
            start = time.monotonic()
            while (reply := await self._reply()).startswith(b"HTTP/1.1 429"):
                await asyncio.sleep(
                    1
                )  # as it says: one that was cut keeps its place until its search is done
            assert reply.startswith(b"HTTP/1.1 200"), reply[:300]
            self.waits.append(time.monotonic() - start)
            await asyncio.sleep(self.pause)

    async def _reply(self) -> bytes:
        async with self._connected() as (reader, writer):
            writer.write(_HEAD + _BODY)
            reply = b""
            while not reply.endswith(b"data: [DONE]\n\n\r\n0\r\n\r\n"):
                if reply.startswith(b"HTTP/1.1 429") and reply.endswith(b"}}"):
                    break
                part = await asyncio.wait_for(reader.read(65536), _PATIENCE)
                assert part, reply[:300]
                reply += part
            return reply

    async def _cut(self, count: int) -> None:
        """Begin so many streams and cut each: some before, some after the first bytes have come."""
        places, instants = asyncio.Semaphore(_AT_ONCE), random.Random(5)

        async def one(after: int) -> None:
            async with places, self._connected() as (reader, writer):
                writer.write(_HEAD + _BODY)
                for _ in range(after):
                    await reader.read(1000)

        await asyncio.gather(*(one(instants.randrange(4)) for _ in range(count)))

    async def _dawdle_over_head(self, _: int) -> None:
        await self._write_slowly(b"", _HEAD)

    async def _dawdle_over_body(self, _: int) -> None:
        await self._write_slowly(_HEAD, _BODY)

    async def _write_slowly(self, at_once: bytes, slowly: bytes) -> None:
        async with self._connected() as (_, writer):
            writer.write(at_once)
            for byte in slowly:
                if writer.is_closing():
                    return  # the server waits for a head no longer than it must
                writer.write(bytes([byte]))
                await asyncio.sleep(self.pause)

    async def _dawdle_over_answer(self, number: int) -> None:
        await asyncio.sleep(number * self.pause / 10)  # not all at once: there are no places for that
        async with self._connected(window=2048) as (reader, writer):
            writer.write(_HEAD + _BODY)
            while await reader.read(1):
                await asyncio.sleep(self.pause)

    @asynccontextmanager
    async def _connected(self, window: int = 65536) -> AsyncIterator[_Ends]:
        """A connection that takes `window` bytes of what is not read, and is cut at the end."""
        address = urlsplit(self.server.url)
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, (address.hostname, address.port))
        reader, writer = await asyncio.open_connection(sock=connection, limit=window)
        try:
            yield reader, writer
        finally:
            writer.transport.abort()

    def _settled(self) -> tuple[int, int]:
        """What the server holds when every thread has opened what it keeps."""
        rounds, held = 0, (0, 0)
        while rounds < _ROUNDS:
            self._search_at_once()
            last, held = held, self._held()
            rounds = rounds + 1 if held == last else 0
        return held

    def _search_at_once(self) -> None:
        with self.server.http() as client, ThreadPoolExecutor(_THREADS) as pool:
            client.headers["Connection"] = "close"  # a connection kept open would count as a handle
            asked = {"question": QUESTION}
            replies = pool.map(lambda _: client.post("/v1/search", json=asked), range(_THREADS))
            assert {reply.status_code for reply in replies} == {200}

    def _beyond(self, before: tuple[int, int]) -> tuple[int, int]:
        handles, tasks = self._held()
        return handles - before[0], tasks - before[1]

    def _held(self) -> tuple[int, int]:
        return self.server.handles(), int(self.server.counted("jianbao_tasks"))


def main(
    slow: Annotated[int, typer.Option(help="Clients that take their time.")] = 200,
    aborted: Annotated[int, typer.Option(help="Streams that are cut.")] = 500,
    answers: Annotated[int, typer.Option(help="That another client gets meanwhile, one a second.")] = 60,
) -> None:
    """Send a crowd to a server, and look at what is left of it there."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "archive")
        jianbao("index", copy_pages(Path(folder, "pages")), archive=archive).check_returncode()
        with served(archive, "--rate", "0") as server:
            crowd = Crowd(server)
            handles, tasks = crowd.run(slow, aborted, answers)
    typer.echo(f"{'slow clients, aborted streams':32} {slow:6} {aborted:6}")
    typer.echo(f"{'whole answers to another':32} {len(crowd.waits):6}")
    typer.echo(f"{'its longest wait, s':32} {max(crowd.waits):6.2f}")
    typer.echo(f"{'handles, tasks left over':32} {handles:6} {tasks:6}")
    raise typer.Exit(max(handles, tasks) > 0)


if __name__ == "__main__":
    typer.run(main)
