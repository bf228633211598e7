"""The server: the app under uvicorn, in one process or several. The one file that imports uvicorn."""

import os
import socket
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import typer
import uvicorn
from fastapi import FastAPI
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
_MOST_CONNECTIONS = 2000  # of one worker; what comes above gets 503


def serve(folder: Path, settings: Settings, rules: Rules, host: str, port: int, workers: int) -> None:
    """Serve until a signal says stop; then finish what was begun. Raises UsageError, ArchiveError."""
    log_to_stderr()
    share_heaps()
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
        limit_concurrency=_MOST_CONNECTIONS,
        **more,
    )


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
