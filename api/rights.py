"""Rights: who may ask and who may change, told by the key that a request carries."""

import math
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.desk import desk_of
from api.faults import Fault

_bearer = HTTPBearer(auto_error=False, description="A key of `jianbao key new`.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def may_ask(request: Request, credentials: Credentials) -> None:
    """Let through who may ask. Raises Fault."""
    _check("ask", request, credentials)


async def may_change(request: Request, credentials: Credentials) -> None:
    """Let through who may add and remove articles. Raises Fault."""
    _check("change", request, credentials)


def _check(right: str, request: Request, credentials: HTTPAuthorizationCredentials | None) -> None:
    desk = desk_of(request)
    if credentials is None:
        raise Fault(401, "This server asks for an API key: Authorization: Bearer KEY", "missing_api_key")
    key = desk.keys.find(credentials.credentials)
    if key is None:
        raise Fault(401, "This is no API key of this server", "invalid_api_key")
    if right not in key.may:
        raise Fault(403, f"This key may not {right}", "permission_denied")
    if wait := desk.rate.wait(key.name):
        seconds = math.ceil(wait)
        raise Fault(429, f"Too many requests; wait {seconds} s", "rate_limit_exceeded", None, seconds)
