"""What the README shows of the server is what it says: `…` stands for anything."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api_server import Served, served
from tests.test_readme import README, block

SHOWN = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def server(samples: Path) -> Iterator[Served]:
    with served(samples) as running:
        yield running


@pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl here")
def test_curl_gets_what_the_readme_says(server: Served) -> None:
    _, *exchanges = re.split(r"^\$ ", block("console"), flags=re.MULTILINE)
    for exchange in exchanges:
        command, _, shown = exchange.partition("\n")
        done = subprocess.run(
            ["sh", "-c", command.replace(SHOWN, server.url)], capture_output=True, text=True, encoding="utf-8"
        )
        expected = re.escape(shown.strip()).replace("…", ".*")
        assert re.fullmatch(expected, done.stdout.strip(), re.DOTALL), done.stdout

    assert len(exchanges) == 2


def test_the_lines_for_openais_client_print_a_cited_answer(server: Served) -> None:
    (lines,) = re.findall(r"^    import openai\n(?:(?:    .*)?\n)+", README, re.MULTILINE)
    code = re.sub("^    ", "", lines, flags=re.MULTILINE).replace(SHOWN, server.url)

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 0, done.stderr
    assert "55公里" in done.stdout
    assert done.stdout.endswith("剪报样报/2023-10-26/01.txt\n")
