"""The environment of a library: made once, with the versions that its constraints file names."""

import venv
from collections.abc import Sequence
from pathlib import Path

from eval.machine import run


def python_of(home: Path, packages: Sequence[str], constraints: Path, limit: float) -> Path:
    """The Python of an environment in this folder, which holds these packages.

    It is made, in so many seconds at most, if it is not there or its constraints have changed since.
    Raises CalledProcessError, TimeoutExpired.
    """
    python, installed = home / "bin" / "python", home / "installed.txt"
    wanted = "\n".join((*packages, constraints.read_text("utf-8")))
    if not installed.exists() or installed.read_text("utf-8") != wanted:
        venv.create(home, clear=True, with_pip=True)
        run([str(python), "-m", "pip", "install", "--quiet", "-c", str(constraints), *packages], limit)
        installed.write_text(wanted, "utf-8")
    return python
