"""The machine that a measurement was made on: how busy it was, how fast, and what a process takes of it."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LOOPS = 2_000_000
_EVERY = 0.1  # seconds between two looks at a process


@dataclass(frozen=True, slots=True)
class Machine:
    """What else to know when a time is read."""

    when: str
    cores: int
    load: float  # the average of the last minute
    calibration: float  # seconds of a fixed loop in Python; some 0.1 where nothing else runs


def machine() -> Machine:
    """The machine as it is now."""
    return Machine(
        time.strftime("%Y-%m-%d %H:%M"),
        os.cpu_count() or 1,
        os.getloadavg()[0],
        seconds(lambda: sum(range(_LOOPS))) + seconds(lambda: [number * number for number in range(_LOOPS)]),
    )


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes on the wall."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has run: its time, and the most memory that it and its children held at once."""

    seconds: float
    peak: float  # MB resident; 0 where the system does not tell


def run(command: Sequence[str]) -> Ran:
    """Run a command to its end. Raises CalledProcessError."""
    start, peak = time.perf_counter(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        said: list[bytes] = []
        reader = threading.Thread(target=lambda: said.append(_read(process)))
        reader.start()
        while reader.is_alive():
            peak = max(peak, resident(process.pid))
            reader.join(_EVERY)
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, command, stderr=said[0])
    return Ran(time.perf_counter() - start, peak)


def _read(process: "subprocess.Popen[bytes]") -> bytes:
    assert process.stderr is not None
    return process.stderr.read()


def resident(process: int) -> float:
    """Megabytes that a process and its children hold, 0 where the system does not tell."""
    total = 0.0
    with suppress(OSError):  # it may have ended just now
        status = Path(f"/proc/{process}/status").read_text()
        total = sum(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        total += sum(resident(int(child)) for child in children)
    return total
