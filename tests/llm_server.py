"""A real HTTP server on loopback that answers POSTs from a script, one reply for each request."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server does with a request: `hangs` waits for its end, `drops` closes without a word.

    `chunks` are sent one by one as a stream of events; then `breaks` closes it in the middle, and `holds`
    waits for the client to go away.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    drops: bool = False
    chunks: Sequence[bytes] = ()
    breaks: bool = False
    holds: bool = False


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Script:
    """The server's address, the replies still to give, and the requests that came."""

    url: str
    replies: list[Reply]
    requests: list[Request] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    gone: threading.Event = field(default_factory=threading.Event)  # a client that was held


def says(text: str) -> Reply:
    """A chat completion with this text."""
    body = {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}
    return Reply(json.dumps(body).encode())


def event(text: str) -> bytes:
    """A stream's event with this text."""
    body = {"choices": [{"index": 0, "delta": {"content": text}}]}
    return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"


def streams(*texts: str) -> Reply:
    """A chat completion as a stream, a text an event."""
    return Reply(chunks=[*map(event, texts), b"data: [DONE]\n\n"])


@contextmanager
def serving(replies: Sequence[Reply]) -> Iterator[Script]:
    """Run the server while the block lasts."""
    script = Script("", list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.requests.append(Request(self.path, dict(self.headers), body))
            reply = script.replies.pop(0)
            self.close_connection = True
            if reply.hangs:
                script.over.wait()
            if reply.hangs or reply.drops:
                return
            if reply.chunks:
                self.stream(reply)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def stream(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", "text/event-stream; charset=utf-8")
            if reply.breaks:
                self.send_header("Content-Length", "1000000")
            self.end_headers()
            for chunk in reply.chunks:
                self.wfile.write(chunk)
                self.wfile.flush()
            if reply.holds and self.connection.recv(1) == b"":
                script.gone.set()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the tests look at `requests`."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield script
        finally:
            script.over.set()
            server.shutdown()
            thread.join()
