"""Log: JSON lines on standard error, one for each request, under the id that its reply carries.

What goes wrong in a request is logged under the same id. Questions are not in it.
"""

import json
import logging
import re
import sys
import time
import uuid
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics

_log = logging.getLogger("jianbao.access")
_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
_request = ContextVar("request", default="")


def log_to_stderr() -> None:
    """All that is logged from now on, as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells of every call of an LLM


class Lines(logging.Formatter):
    """How records become lines; the message of one may be fields of their own."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON, under the id of the request that it belongs to."""
        when = time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(record.created))
        said = record.msg if isinstance(record.msg, dict) else {"message": record.getMessage()}
        under = {"id": request_id} if (request_id := _request.get()) else {}
        line = {"time": when, "level": record.levelname.lower(), **under, **said}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


class Log:
    """Stands before everything else, so that what is refused is logged too."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex[:16]
        _request.set(request_id)
        status, sent, start = 0, 0, time.perf_counter()

        async def send_noted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        finally:
            seconds = time.perf_counter() - start
            route = getattr(scope.get("route"), "path", "none")  # of few values, whatever is asked for
            self._metrics.requests.labels(scope["method"], route, status).inc()
            self._metrics.seconds.labels("request").observe(seconds)
            line = {
                "client": (scope.get("client") or ("",))[0],
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "bytes": sent,
                "ms": round(1000 * seconds, 1),
            }
            _log.info(line)
