"""The command line in real processes, for the tests of its verbs."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

COMMAND = (sys.executable, "-W", "error", "-m", "rag.cli")
# Where tests are run by root, who may read and write what nobody may: one who may not.
OBEYING = () if os.geteuid() else ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")

NOTHING: Mapping[str, str] = MappingProxyType({})


def may_be_refused() -> bool:
    """Whether a test can run what may not read or write everything."""
    return not OBEYING or shutil.which(OBEYING[0]) is not None


def jianbao(
    *arguments: str | Path | bytes,
    archive: Path | None = None,
    environment: Mapping[str, str] = NOTHING,
    within: Sequence[str] = (),
) -> "subprocess.CompletedProcess[str]":
    """Run a verb, `within` what runs it; an argument may be bytes, as a shell would hand them on."""
    around = {**os.environ, **({"JIANBAO_ARCHIVE": str(archive)} if archive else {}), **environment}
    given = [argument if isinstance(argument, bytes) else str(argument) for argument in arguments]
    command = [*within, *COMMAND, *given]
    return subprocess.run(command, capture_output=True, text=True, env=around, encoding="utf-8")


def asked(question: str, archive: Path, *options: str) -> Any:
    done = jianbao("ask", question, "--json", *options, archive=archive)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
