"""Connections: how long a client may take to say what it wants."""

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from api.server import Connection, listening

REQUEST = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n"


class Hasty(Connection):
    """The server's own, with less patience."""

    slowest_head = 0.3


@pytest.fixture
def address() -> Iterator[tuple[str, int]]:
    """Where a server listens that says how long a body is."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        length, more = 0, True
        while more:
            message = await receive()
            length, more = length + len(message.get("body", b"")), message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
        await send({"type": "http.response.body", "body": str(length).encode()})

    server = uvicorn.Server(uvicorn.Config(app, http=Hasty, log_config=None, lifespan="off"))
    with listening("127.0.0.1", 0) as sock:
        running = threading.Thread(target=server.run, args=([sock],))
        running.start()
        yield sock.getsockname()
        server.should_exit = True
        running.join()


@pytest.mark.parametrize("said", [b"", REQUEST[:10]])
def test_who_does_not_say_what_he_wants_is_cut_off(address: tuple[str, int], said: bytes) -> None:
    with socket.create_connection(address, timeout=10) as client:
        client.sendall(said)

        assert client.recv(1) == b""


def test_a_second_request_must_be_said_in_time_too(address: tuple[str, int]) -> None:
    with socket.create_connection(address, timeout=10) as client:
        client.sendall(REQUEST + b"ab")
        first = reply(client)
        client.sendall(REQUEST[:10])

        assert first.endswith(b"\r\n\r\n2")
        assert client.recv(1) == b""


def test_who_has_said_it_may_take_longer_over_the_rest(address: tuple[str, int]) -> None:
    with (
        socket.create_connection(address, timeout=10) as client,
        socket.create_connection(address, timeout=10) as silent,
    ):
        client.sendall(REQUEST + b"a")
        cut_off = silent.recv(1)  # so much later
        client.sendall(b"b")

        assert cut_off == b""
        assert reply(client).endswith(b"\r\n\r\n2")


def reply(client: socket.socket) -> bytes:
    """A whole reply; its body is one character."""
    got = b""
    while b"\r\n\r\n" not in got[:-1]:
        got += client.recv(1000)
    return got
