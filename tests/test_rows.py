"""Rows of articles, in a stream of our own."""

import io

import pytest

from rag.cli.rows import print_articles
from tests.clippings import article


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("columns", "lines"), [("40", 2), ("120", 2)])
def test_a_list_is_readable_on_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, columns: str, lines: int
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("TERM", "dumb")
    port = article(
        "正文。", headline="海滨港创新高", paper="海滨晚报", date="2023-08-05", name="a1b2c3d4e5f60"
    )

    print_articles([port])

    shown = terminal.getvalue().splitlines()
    assert len(shown) == lines  # two for the article, or a header and a row
    assert any("a1b2c3d4e5f60" in line and "海滨港创新高" in line for line in shown)
