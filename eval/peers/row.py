"""A library in the table: measured stage by stage, each in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from eval.machine import Ran, machine, run
from eval.peers.driving import Figures
from eval.peers.environments import python_of
from eval.peers.libraries import Library

ROOT = Path(__file__).parents[2]  # drivers are modules of this tree, also for another Python
_COLD = 3  # processes
_QUIET = {"ANONYMIZED_TELEMETRY": "False", "HAYSTACK_TELEMETRY_ENABLED": "False", "HF_HUB_OFFLINE": "1"}
_VERSION = "import sys, importlib.metadata; print(importlib.metadata.version(sys.argv[1]))"
_THREADS = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "RAYON")

COLUMNS = {  # of the table, in this order, with the figures that they show
    "index, s": "build",
    "p50, ms": "p50",
    "p95, ms": "p95",
    "cold, s": "cold",
    "indexing, MB": "indexing",
    "searching, MB": "searching",
    "add, s": "add",
    "remove, s": "remove",
    "by words": "by_words",
    "load": "load",
}


@dataclass(slots=True)
class Row:
    """What was measured of a library before the end, or before something failed: `why` says what."""

    library: Library
    version: str = ""
    figures: Figures = field(default_factory=dict)
    why: str = ""

    def remarks(self, questions: int) -> Iterator[str]:
        """What else to know of it, where so many questions were to be asked; a sentence each."""
        asked = self.figures.get("asked", questions)
        if asked != questions:
            yield f"{self.library.name} was asked {asked} of the {questions} questions in its time"
        if self.why:
            yield f"{self.library.name} {self.why}"

    def cells(self) -> tuple[str, ...]:
        """Its name, its version and COLUMNS as the table shows them, "–" where nothing was measured."""
        return (
            self.library.name,
            self.version or "–",
            *(_shown(self.figures.get(key)) for key in COLUMNS.values()),
        )


@dataclass(frozen=True, slots=True)
class Measuring:
    """What is the same for all libraries."""

    given: Path
    environments: Path
    threads: int
    during: float  # seconds of asking
    limit: float  # seconds of a stage

    def measure(self, library: Library) -> Row:
        """Everything about a library; a failure ends its row, and only that."""
        row, stage = Row(library), "install"
        try:
            python = self._python(library)
            stage, now = "start", machine()
            row.figures = {"load": now.load, "calibration": now.calibration}
            row.version = self._run([python, "-c", _VERSION, *library.packages, "jianbao"]).said.strip()
            with tempfile.TemporaryDirectory() as scratch:
                command = [python, "-m", library.driver]
                for stage in ("build", "cold", "search", "change"):
                    arguments = [stage, str(self.given), str(Path(scratch) / "index"), str(self.during)]
                    row.figures |= self._stage(stage, [*command, *arguments])
        except subprocess.TimeoutExpired as exc:
            row.why = f"was killed at the stage “{stage}” after {exc.timeout:g} s"
        except subprocess.CalledProcessError as exc:
            row.why = f"failed at the stage “{stage}”: {_reason(exc.stderr)}"
        return row

    def _python(self, library: Library) -> str:
        if not library.packages:
            return sys.executable
        home = self.environments / library.name
        return str(python_of(home, library.packages, library.constraints, self.limit))

    def _stage(self, stage: str, command: Sequence[str]) -> Figures:
        if stage == "cold":
            return {"cold": float(np.median([self._run(command).seconds for _ in range(_COLD)]))}
        ran = self._run(command)
        figures: Figures = json.loads(ran.said.splitlines()[-1])
        memory = {"build": "indexing", "search": "searching"}
        return {**figures, memory[stage]: ran.peak} if stage in memory else figures

    def _run(self, command: Sequence[str]) -> Ran:
        threads = {f"{name}_NUM_THREADS": str(self.threads) for name in _THREADS}
        return run(command, self.limit, ROOT, {**os.environ, **_QUIET, **threads})


def _shown(figure: float | int | str | None) -> str:
    if figure is None or isinstance(figure, str):
        return figure or "–"
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"


def _reason(said: bytes) -> str:
    """What went wrong: pip says it first, Python at the end."""
    lines = said.decode(errors="replace").strip().splitlines() or ["it said nothing"]
    return next((line for line in lines if line.startswith("ERROR: ")), lines[-1])
