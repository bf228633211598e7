"""Security: whom a request may come from, how large it may be, and what its reply forbids a browser.

A page of another site, open in the same browser, must not be able to use a server on loopback: a
request has to call the server by a name that no stranger's DNS can give it (a plain address, localhost,
or a name from the rules), and must not come from a page of elsewhere.
"""

import asyncio
import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.faults import Fault, Reply, fault_json
from api.rules import Rules

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
    """Stands before the app."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            headers = Headers(scope=scope)
            self._check_host(headers)
            self._check_origin(headers)
            body = self._body(headers, receive)
        except Fault as fault:
            reply = Reply(fault_json(fault.message, fault.status_code, fault.code), fault.status_code)
            await reply(scope, receive, send_guarded)
            return
        await self._app(scope, body, send_guarded)

    def _check_host(self, headers: Headers) -> None:
        name = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if name != "localhost" and name not in self._rules.hosts and not _is_address(name):
            raise Fault(421, "This server does not go by this name; start it with --host-name", "wrong_host")

    def _check_origin(self, headers: Headers) -> None:
        origin = headers.get("origin")
        if origin is None or origin in self._rules.origins:
            return
        if urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            raise Fault(403, "Pages of other sites may not use this server", "foreign_origin")

    def _body(self, headers: Headers, receive: Receive) -> Receive:
        """Receive a body that is no larger and no slower than allowed. Raises Fault, also while it comes."""
        rules = self._rules
        upload = headers.get("content-type", "").startswith("multipart/")
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


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
