"""Lines on a terminal or in a pipe. Colour only on terminals; nothing of a source reaches one raw."""

import json as json_
import re
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

# Control characters, and the marks that turn the direction of writing round.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def json(value: object) -> None:
    """One JSON object, and nothing else, on standard output; escaped in it, what could command a terminal."""
    text = json_.dumps(value, ensure_ascii=False, indent=2)
    plain(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def plain(text: str) -> None:
    """Text for a program that reads it: as it is, in UTF-8 whatever the locale."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))


def line(text: str, style: str = "") -> None:
    """One line, also of a text that has several."""
    prose(_one_line(text), style)


def prose(text: str, style: str = "") -> None:
    """A text on as many lines as it has; the terminal breaks those that are too long."""
    terminal().print(Text(safe(text), style), soft_wrap=True)


def warn(text: str, style: str = "yellow") -> None:
    """One line on standard error."""
    terminal(stderr=True).print(Text(_one_line(f"jianbao: {text}"), style), soft_wrap=True)


def pairs(values: dict[str, object]) -> None:
    """Names and their values, in two columns."""
    table = Table.grid(padding=(0, 2))
    for name, value in values.items():
        table.add_row(Text(name, "dim"), safe(str(value)))
    terminal().print(table)


def safe(text: str) -> str:
    """A source's text with what could command a terminal made visible."""
    return _UNSAFE.sub("\ufffd", text)


def terminal(stderr: bool = False) -> Console:
    """Where lines go; it takes nothing in them for markup, and colours nothing unasked."""
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def _one_line(text: str) -> str:
    return safe(text).replace("\n", "␊")  # a file's name may hold one
