"""The manual at /docs: the OpenAPI description as plain HTML, which needs nothing from elsewhere."""

import json
from html import escape
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

_HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/page/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/page/manual.css">
<h1>{title}</h1><p>{said} The same as <a href="/openapi.json">/openapi.json</a>, for reading;
<a href="/">the page</a> is for asking.</p>
"""
_LIMITS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "format", "pattern")
Schema = dict[str, Any]


async def manual(request: Request) -> HTMLResponse:
    """Every route, what it takes, what it does and what it gives back."""
    description = request.app.openapi()
    routes = [
        _route(method, path, operation)
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]
    schemas = description.get("components", {}).get("schemas", {})
    shapes = [_shape(name, shape) for name, shape in schemas.items()]
    info = description["info"]
    head = _HEAD.format(title=escape(info["title"]), said=escape(info["description"]))
    return HTMLResponse("\n".join([head, *routes, "<h1>Shapes</h1>", *shapes]))


def _route(method: str, path: str, operation: dict[str, Any]) -> str:
    rows = [
        _row(given["name"], f"{_kind(given['schema'])}, in the {given['in']}", given.get("description", ""))
        for given in operation.get("parameters", [])
    ]
    rows += [_row("body", *each) for each in _contents(operation.get("requestBody", {}))]
    for status, reply in operation["responses"].items():
        if status != "default":  # an error, which is the same everywhere
            rows += [_row(status, *each) for each in _contents(reply)]
    said = escape(operation.get("description", ""))
    heading = f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
    return f"{heading}<p>{said}</p><table>{''.join(rows)}</table>"


def _contents(holder: dict[str, Any]) -> list[tuple[str, str]]:
    """What a body or a reply may be, each with its media type."""
    return [(_kind(each.get("schema", {})), media) for media, each in holder.get("content", {}).items()]


def _shape(name: str, shape: Schema) -> str:
    required = shape.get("required", [])
    rows = [
        _row(field + ("" if field in required else "?"), _kind(schema), schema.get("description", ""))
        for field, schema in shape.get("properties", {}).items()
    ]
    said = escape(shape.get("description", ""))
    return f"<h2 id='{escape(name)}'>{escape(name)}</h2><p>{said}</p><table>{''.join(rows)}</table>"


def _row(name: str, kind: str, said: str) -> str:
    return f"<tr><th><code>{escape(name)}</code><td>{kind}<td>{escape(said)}"


def _kind(schema: Schema) -> str:
    """What a value may be, as HTML."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[1])
        return f"<a href='#{name}'>{name}</a>"
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        return " or ".join(escape(json.dumps(it)) for it in schema.get("enum", [schema.get("const")]))
    limits = [f"{name} {schema[name]}" for name in _LIMITS if name in schema]
    if "default" in schema:
        limits.append(f"default {json.dumps(schema['default'])}")
    of = f" of {_kind(schema['items'])}" if "items" in schema else ""
    of += f" with {', '.join(map(escape, schema['properties']))}" if "properties" in schema else ""
    return f"{schema.get('type', 'anything')}{of}" + "".join(f"; {escape(limit)}" for limit in limits)
