"""The command line in real processes, for the tests of its verbs."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

COMMAND = (sys.executable, "-W", "error", "-m", "rag.cli")
NOTHING: Mapping[str, str] = MappingProxyType({})


def jianbao(
    *arguments: str | Path | bytes, archive: Path | None = None, environment: Mapping[str, str] = NOTHING
) -> "subprocess.CompletedProcess[str]":
    """Run a verb; an argument may be bytes, as a shell would hand them on."""
    around = {**os.environ, **({"JIANBAO_ARCHIVE": str(archive)} if archive else {}), **environment}
    given = [argument if isinstance(argument, bytes) else str(argument) for argument in arguments]
    command = [*COMMAND, *given]
    return subprocess.run(command, capture_output=True, text=True, env=around, encoding="utf-8")


def asked(question: str, archive: Path, *options: str) -> Any:
    done = jianbao("ask", question, "--json", *options, archive=archive)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
