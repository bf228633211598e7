"""Bodies: what chat servers send, in the shapes that real ones give it: replies, parts of them, errors."""

import codecs
import io
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
        case {"choices": [{"message": {"content": said}}, *_]}:
            return _text(said)
    return None


def delta(event: object) -> str:
    """`choices[0].delta.content` of a stream's event; "" for the many that say nothing, as one of usage."""
    match event:
        case {"choices": [{"delta": {"content": said}}, *_]}:
            return _text(said) or ""
    return ""


def _text(said: object) -> str | None:
    """Content as a string, or as a list of parts, of which those of text count; None if it is neither."""
    match said:
        case str():
            return said
        case None:
            return ""
        case [*parts]:
            return "".join(map(_part, parts))
    return None


def _part(part: object) -> str:
    match part:
        case {"text": str(text)}:
            return text
    return ""


def cut_short(body: object) -> str:
    """Why a reply, or the stream of one, ends before its end: "length", "content_filter"; else ""."""
    match body:
        case {"choices": [{"finish_reason": "length" | "content_filter" as why}, *_]}:
            return str(why)
    return ""


def is_failure(event: object) -> bool:
    """Whether a stream's event is an error, in whatever shape, and not a part of the reply."""
    if not isinstance(event, dict):
        return False
    return bool(event.get("error")) or ("choices" not in event and bool(reason(event)))


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

    A character, or the end of a line, may be split between chunks. Lines are not split at the separators
    inside JSON strings that `str.splitlines` knows. A line that is bare JSON, as of an error sent too late
    for a status, counts.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    decode = io.IncrementalNewlineDecoder(decoder, translate=True).decode
    begun: list[str] = []  # of a line that has not ended
    for chunk in chunks:
        text, *following = decode(chunk).split("\n")
        begun.append(text)
        for line in following:
            yield from filter(None, [_data("".join(begun))])
            begun = [line]
    yield from filter(None, [_data("".join([*begun, decode(b"", final=True)]))])


def _data(line: str) -> str:
    line = line.strip(" ")
    return line.removeprefix("data:").strip() if line.startswith(("data:", "{")) else ""
