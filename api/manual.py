"""The manual at /docs: the OpenAPI description as plain HTML, which needs nothing from elsewhere."""

import json
from html import escape
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

_HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page/manual.css">
<h1>{title}</h1><p>The same as <a href="/openapi.json">/openapi.json</a>, for reading.</p>
"""


async def manual(request: Request) -> HTMLResponse:
    """Every route, what it takes and what it does."""
    description = request.app.openapi()
    sections = [
        _section(method, path, operation)
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]
    schemas = description.get("components", {}).get("schemas", {})
    shapes = [f"<h2 id='{escape(name)}'>{escape(name)}</h2>{_json(shape)}" for name, shape in schemas.items()]
    head = _HEAD.format(title=escape(description["info"]["title"]))
    return HTMLResponse("\n".join([head, *sections, "<h1>Shapes</h1>", *shapes]))


def _section(method: str, path: str, operation: dict[str, Any]) -> str:
    parameters = "".join(
        f"<li><code>{escape(row['name'])}</code> ({escape(row['in'])}) {escape(row.get('description', ''))}"
        for row in operation.get("parameters", [])
    )
    body = operation.get("requestBody")
    said = escape(operation.get("description", ""))
    return (
        f"<h2><code>{method.upper()} {escape(path)}</code></h2><p>{said}</p>"
        f"<ul>{parameters}</ul>{_json(body['content']) if body else ''}"
    )


def _json(value: Any) -> str:
    return f"<pre>{escape(json.dumps(value, indent=1, ensure_ascii=False))}</pre>"
