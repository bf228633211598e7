"""The server: the app under uvicorn, in one process or several. The one file that imports uvicorn."""

import asyncio
import os
import resource
import socket
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import h11
import typer
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.supervisors.multiprocess import Multiprocess

from api.application import create_app
from api.log import log_to_stderr
from api.memory import keep_what_is_loaded, share_heaps
from api.metrics import SHARED
from api.rules import Rules
from rag.archive import Archive
from rag.errors import UsageError
from rag.settings import Settings

_GRACE = 30  # seconds that streams have to finish after a signal to stop
_SLOWEST_HEAD = 30.0  # seconds until the head of a request has arrived
_HANDLES = 65_536  # files and connections that a worker may hold open, where the system lets it


class Connection(H11Protocol):
    """A connection that is closed where the head of a request takes too long."""

    slowest_head = _SLOWEST_HEAD
    _lateness: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._lateness:
            self._lateness.cancel()

    def _watch(self) -> None:
        """Count the seconds from the first byte, or from the beginning, until a head is there."""
        waiting = self.conn.their_state is h11.IDLE
        if self._lateness and not waiting:
            self._lateness.cancel()
            self._lateness = None
        elif waiting and not self._lateness:
            self._lateness = self.loop.call_later(self.slowest_head, self.timeout_keep_alive_handler)


def serve(folder: Path, settings: Settings, rules: Rules, host: str, port: int, workers: int) -> None:
    """Serve until a signal says stop; then finish what was begun. Raises UsageError, ArchiveError."""
    log_to_stderr()
    share_heaps()
    _take_handles()
    with Archive(folder, settings) as archive, listening(host, port) as sock:
        archive.warm()  # what is wrong with it is said here, once, before anybody can ask
        shown = f"[{host}]" if ":" in host else host
        typer.echo(f"http://{shown}:{sock.getsockname()[1]}")
        if workers == 1:
            app = create_app(archive, rules)
            keep_what_is_loaded()
            uvicorn.Server(_config(app)).run([sock])
        else:
            _serve_by_many(folder, settings, rules, sock, workers)


def _serve_by_many(folder: Path, settings: Settings, rules: Rules, sock: socket.socket, workers: int) -> None:
    with tempfile.TemporaryDirectory() as counts:
        os.environ[SHARED] = counts  # before a worker starts: its counters are files there
        app = partial(_worker_app, folder, settings, rules)
        Multiprocess(_config(app, factory=True, workers=workers), [sock]).run()


def _config(app: Any, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # ours has the request's id
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        http=Connection,
        **more,
    )


def _take_handles() -> None:
    """Let this process and its workers hold more open than the 1,024 that most systems begin with."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _HANDLES if hard == resource.RLIM_INFINITY else min(hard, _HANDLES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def _worker_app(folder: Path, settings: Settings, rules: Rules) -> FastAPI:
    """The app in a worker; its archive closes with the process."""
    log_to_stderr()
    share_heaps()
    archive = Archive(folder, settings)
    archive.warm()
    app = create_app(archive, rules)
    keep_what_is_loaded()
    return app


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises UsageError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        sock = socket.create_server((host, port), family=family, backlog=2048)
        # What it accepts inherits this. asyncio sets it only on sockets that say which protocol they are of;
        # without it a reply's body waits some 40 ms for the client to acknowledge its head.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock
    except OSError as exc:
        raise UsageError(
            f"Nothing can listen on {host}:{port} ({exc.strerror}); name another --port"
        ) from exc
