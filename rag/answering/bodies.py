"""Bodies: what chat servers send, in the shapes that real ones give it: replies, parts of them, errors."""

import codecs
import json
from collections.abc import Iterable, Iterator


def parsed(content: bytes | str) -> object:
    """The JSON, or None if it is none."""
    try:
        body: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return body


def content(body: object) -> str | None:
    """`choices[0].message.content`, as a string or as a list of text parts; None if it is not there."""
    match body:
        case {"error": error} if error:
            return None
        case {"choices": [{"message": {"content": str(text)}}, *_]}:
            return text
        case {"choices": [{"message": {"content": [*parts]}}, *_]}:
            return "".join(part["text"] for part in parts if isinstance(part, dict) and "text" in part)
        case {"choices": [{"message": {"content": None}}, *_]}:
            return ""
    return None


def delta(event: object) -> str:
    """`choices[0].delta.content` of a stream's event; "" for the many that say nothing, as one of usage."""
    match event:
        case {"choices": [{"delta": {"content": str(text)}}, *_]}:
            return text
    return ""


def reason(body: object) -> str:
    """The server's own words for what went wrong."""
    match body:
        case {"error": {"message": str(words)}} | {"error": str(words)} | {"detail": str(words)}:
            return words
        case {"detail": [{"msg": str(words)}, *_]} | {"message": str(words)}:
            return words
        case {"error": rest} | {"detail": rest} if rest:
            return json.dumps(rest, ensure_ascii=False)
        case str(words):
            return words
    return ""


def first_line(text: str) -> str:
    """The first line of a plain-text body; a web page's markup says nothing that the status does not."""
    return "" if text.lstrip().startswith("<") else text.strip().partition("\n")[0]


def event_data(chunks: Iterable[bytes]) -> Iterator[str]:
    """The data of a stream's events, a line each; comments, which keep it alive, and names left out.

    A character may be split between chunks. Lines are not split at the separators inside JSON strings
    that `str.splitlines` knows. A line that is bare JSON, as of an error sent too late for a status, counts.
    """
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    text = ""
    for chunk in chunks:
        *lines, text = (text + decode(chunk)).replace("\r\n", "\n").split("\n")
        yield from filter(None, map(_data, lines))
    yield from filter(None, [_data(text + decode(b"", final=True))])


def _data(line: str) -> str:
    line = line.strip("\r ")
    return line.removeprefix("data:").strip() if line.startswith(("data:", "{")) else ""
