"""`.jsonl`: a line is a record, and a record is a page with one article."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any, BinaryIO

from rag.errors import InputError
from rag.reading.dates import given_by_path, iso_date, page_number
from rag.reading.plain import LONGEST_LINE, with_plain_breaks
from rag.types import Given, Page, Span

_FIELDS = ("id", "title", "text", "date", "paper", "page", "byline", "url")
_NUMBERS_TOO = ("id", "page", "date")  # written as numbers often enough
_EXPORT = b'{"jianbao":'  # begins what `jianbao export` writes
_LARGEST_RECORD = 4 * LONGEST_LINE  # bytes: a character takes up to four


def read_records(stream: BinaryIO, file: str) -> Iterator[Page | InputError]:
    """Yield a page for each record, and an InputError for each line that is none. Streams.

    A record's raw text is its title, byline and text, a line break between them. What a record does
    not say of its paper, date and page, the path may.
    """
    seen, by_path = False, given_by_path(file)
    for line in count(1):
        data = stream.readline(_LARGEST_RECORD + 1)
        if not data:
            break
        if not seen and data.startswith(_EXPORT):
            yield InputError(file, "is an export of an archive; `jianbao import` takes it in")
            return
        seen = True
        if len(data) > _LARGEST_RECORD:
            _skip_line(stream)
            yield InputError(file, f"has more than {_LARGEST_RECORD:,} bytes", line)
        elif data.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _record(data, file, line, by_path)
    if not seen:
        yield InputError(file, "is empty")


def _skip_line(stream: BinaryIO) -> None:
    while (data := stream.readline(_LARGEST_RECORD)) and not data.endswith(b"\n"):
        pass


def _record(data: bytes, file: str, line: int, by_path: Given) -> Page | InputError:
    try:
        fields = json.loads(data.rstrip(b"\r\n").decode("utf-8-sig"))
    except UnicodeDecodeError:
        return InputError(file, "is not UTF-8, as JSON must be", line)
    except json.JSONDecodeError as error:
        return InputError(file, f"is not JSON ({error.msg} at column {error.colno})", line)
    except ValueError:  # Python reads no number of more than 4,300 digits
        return InputError(file, "holds a number that is too long", line)
    except RecursionError:
        return InputError(file, "is JSON nested too deep", line)
    if not isinstance(fields, dict):
        return InputError(file, "is not a JSON object", line)
    reason = _fault(fields)
    return InputError(file, reason, line) if reason else _page(fields, file, line, by_path)


def _fault(fields: dict[str, Any]) -> str:
    for name in _FIELDS:
        value = fields.get(name)
        number = name in _NUMBERS_TOO and isinstance(value, int) and not isinstance(value, bool)
        if value is not None and not isinstance(value, str) and not number:
            return f'"{name}" is not a text'
    if not (fields.get("text") or "").strip():
        return 'has no "text"'
    return ""


def _page(fields: dict[str, Any], file: str, line: int, by_path: Given) -> Page:
    def value(name: str) -> str:
        given = fields.get(name)
        return "" if given is None else _storable(str(given))

    title, byline = (" ".join(value(name).split()) for name in ("title", "byline"))
    raw, (headline, by, body) = composed(title, byline, with_plain_breaks(value("text")))
    given = Given(
        paper=value("paper").strip() or by_path.paper,
        date=iso_date(value("date")) or by_path.date,
        page=page_number(value("page")) or by_path.page,
        url=value("url").strip(),
        headline=headline,
        byline=by,
        body=body,
    )
    return Page(file, raw, "record", value("id").strip() or f"#{line}", line, given)


def _storable(text: str) -> str:
    """JSON may hold halves of surrogate pairs, which no file or database takes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def composed(*pieces: str) -> tuple[str, tuple[Span | None, ...]]:
    """Pieces of raw text, those that are not empty with a line break between them, and where each stands."""
    spans: list[Span | None] = []
    end = 0
    for piece in pieces:
        spans.append((end, end + len(piece)) if piece else None)
        end += len(piece) + 1 if piece else 0
    return "\n".join(filter(None, pieces)), tuple(spans)
