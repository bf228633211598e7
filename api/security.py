"""Security: whom a request may come from, how large it may be, and what its reply forbids a browser.

A page of another site, open in the same browser, must not be able to use a server on loopback: a
request has to call the server by a name that no stranger's DNS can give it (a plain address, localhost,
or a name from the rules), and must not come from a page of elsewhere.
"""

import asyncio
import ipaddress
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.faults import Fault, reply_to
from api.rules import Rules

UPLOADS = "/v1/articles"  # where a body may be as large as the rules say of uploads
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Security:
    """Stands before the app, and answers for what nobody in it has answered for."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app, self._rules, self._under_way = app, rules, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        self._under_way += 1
        try:
            headers = Headers(scope=scope)
            self._check_crowd()
            self._check_host(headers)
            self._check_origin(headers)
            await self._app(scope, self._body(scope["path"], headers, receive), send_guarded)
        except Exception as error:
            if begun:
                raise  # half a reply cannot be taken back: the connection is cut
            await reply_to(error)(scope, receive, send_guarded)
        finally:
            self._under_way -= 1

    def _check_crowd(self) -> None:
        if self._under_way > self._rules.requests:
            raise Fault(503, "Too many others are being served; try again", "too_many_requests", None, 1)

    def _check_host(self, headers: Headers) -> None:
        name = _parts(f"//{headers.get('host', '')}").hostname or ""
        known = {"localhost", *map(str.lower, self._rules.hosts)}
        if name not in known and not _is_address(name):
            raise Fault(421, "This server does not go by this name; start it with --host-name", "wrong_host")

    def _check_origin(self, headers: Headers) -> None:
        origin = headers.get("origin")
        if origin is not None and _parts(origin).netloc.lower() != headers.get("host", "").lower():
            raise Fault(403, "Pages of other sites may not use this server", "foreign_origin")

    def _body(self, path: str, headers: Headers, receive: Receive) -> Receive:
        """Receive a body that is no larger and no slower than allowed. Raises Fault, also while it comes."""
        rules = self._rules
        upload = path == UPLOADS and headers.get("content-type", "").startswith("multipart/")
        largest = rules.largest_upload if upload else rules.largest_question
        patience = rules.slowest_upload if upload else rules.slowest_body
        too_large = Fault(413, f"A body has at most {largest:,} bytes here", "request_too_large")
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > largest:
            raise too_large
        deadline = asyncio.get_running_loop().time() + patience
        got, whole = 0, False

        async def receive_limited() -> Message:
            nonlocal got, whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError as exc:
                raise Fault(408, "The body of the request did not arrive in time", "timeout") from exc
            got += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if got > largest:
                raise too_large
            return message

        return receive_limited


def _parts(url: str) -> SplitResult:
    """The parts of a URL; of one that is none, nothing."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
