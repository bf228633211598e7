"""Faults: everything that goes wrong, as an OpenAI client expects to be told.

{"error": {"message", "type", "param", "code"}}, without a path of this machine and without a traceback.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match

from embeddings import EmbedderError
from rag.answers import Answer
from rag.errors import (
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    ArchiveReadOnly,
    ArticleNotFound,
    JianbaoError,
    NoPicture,
    UsageError,
)

_log = logging.getLogger("jianbao")

_TYPES = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}
_CODES = {
    404: "not_found",
    405: "method_not_allowed",
    413: "request_too_large",
    415: "unsupported_media_type",
}


_ALTERNATIVES = {"constrained-str", "list[TextPart]"}  # names that the library gives to what may stand there


class Fault(HTTPException):
    """A request that is not granted: the status and the words of its reply.

    It is one of the framework's own, which lets those pass wherever they are raised.
    """

    def __init__(
        self, status: int, message: str, code: str, param: str | None = None, retry_after: int = 0
    ) -> None:
        self.message, self.code, self.param = message, code, param
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
        if retry_after:
            headers["Retry-After"] = str(retry_after)
        super().__init__(status, message, headers)


class Reply(JSONResponse):
    """JSON of anything: half a surrogate pair, which a client may send and get quoted, is no error."""

    def render(self, content: Any) -> bytes:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")


def fault_json(message: str, status: int, code: str, param: str | None = None) -> dict[str, Any]:
    """The body of an error."""
    kind = _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def fault_of(error: Exception) -> Fault:
    """What a client is told of an error of ours. Archive errors name folders: those words stay here."""
    match error:
        case Fault():
            return error
        case ClientDisconnect():
            return Fault(499, "The client has gone away", "client_gone")  # nobody reads it but the log
        case ArticleNotFound():
            return Fault(404, "The archive has no article with this id", "article_not_found")
        case NoPicture():
            return Fault(404, str(error), "no_picture")  # it names the file as the archive does
        case UsageError():
            return Fault(400, "The archive cannot do this; see the description at /docs", "bad_request")
        case ArchiveLocked():
            return Fault(503, "Somebody else is writing to the archive; try again", "archive_locked", None, 5)
        case ArchiveReadOnly():
            return Fault(409, "The archive can be searched but not changed", "archive_read_only")
        case ArchiveFull():
            return Fault(507, "The server's disk is full", "disk_full")
        case ArchiveError():
            return Fault(503, "The archive cannot be used; its keeper finds the reason in the log", "archive")
        case EmbedderError():
            return Fault(503, "The encoder cannot be used; its keeper finds the reason in the log", "encoder")
    return Fault(
        500, "Something went wrong; the log of the server says what, under this id", "internal_error"
    )


def answer_faults(app: FastAPI) -> None:
    """Have every error of an app answered in this shape."""
    app.add_exception_handler(Fault, _reply)
    app.add_exception_handler(JianbaoError, _reply)
    app.add_exception_handler(EmbedderError, _reply)
    app.add_exception_handler(RequestValidationError, _reply_invalid)
    app.add_exception_handler(HTTPException, _reply_http)


def note(error: Exception) -> None:
    """Keep for the log what the client is not told; of what nobody foresaw, where it happened too."""
    if not isinstance(error, Fault | ClientDisconnect | ArticleNotFound | NoPicture):
        foreseen = isinstance(error, JianbaoError | EmbedderError)
        _log.error("%s: %s", type(error).__name__, error, exc_info=None if foreseen else error)


def reply_to(error: Exception) -> Reply:
    """What a client is told of an error; the log is told more."""
    note(error)
    fault = fault_of(error)
    return _error(fault.status_code, fault.message, fault.code, fault.param, fault.headers)


_UNUSED = {
    "zh": "大模型无法使用，原因见服务器日志。",
    "en": "The LLM could not be used; the log of the server says why.",
}


def discreet(answer: Answer) -> Answer:
    """An answer whose warnings do not say where its LLM is and what that said; the log does."""
    if not answer.llm_error:
        return answer
    _log.error("LLMError: %s", answer.llm_error)
    said = _UNUSED["zh" if answer.language == "zh" else "en"]
    return replace(answer, warnings=tuple(w.replace(answer.llm_error, said) for w in answer.warnings))


async def _reply(_: Request, error: Exception) -> Reply:
    return reply_to(error)


async def _reply_invalid(_: Request, error: Exception) -> Reply:
    assert isinstance(error, RequestValidationError)
    first = max(error.errors(), key=lambda each: len(each["loc"]))  # of what fits nowhere, what fits best
    if first["type"] == "json_invalid":
        return _error(400, f"The body is no JSON: {first['ctx']['error']}", "invalid_json")
    where = ".".join(str(part) for part in first["loc"][1:] if part not in _ALTERNATIVES) or "body"
    return _error(400, f"{where}: {first['msg']}", "invalid_value", where)


async def _reply_http(request: Request, error: Exception) -> Reply:
    assert isinstance(error, HTTPException)
    status = error.status_code
    code = _CODES.get(status, "bad_request")
    headers = {"Allow": _allowed(request)} if status == 405 else error.headers
    return _error(status, error.detail or HTTPStatus(status).phrase, code, None, headers)


def _allowed(request: Request) -> str:
    """All methods of a path; the framework knows those of the first route that fits it."""
    fitting = [
        route
        for route in request.app.routes
        if isinstance(route, APIRoute) and route.matches(request.scope)[0] != Match.NONE
    ]
    return ", ".join(sorted({method for route in fitting for method in route.methods or ()})) or "GET, HEAD"


def _error(
    status: int, message: str, code: str, param: str | None = None, headers: Mapping[str, str] | None = None
) -> Reply:
    return Reply(fault_json(message, status, code, param), status, headers)
