"""The machine that a measurement was made on: how busy it was, how fast, and what a process takes of it."""

import compileall
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LOOPS = 2_000_000
_HERE = Path(__file__).parent
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


def compile_sources() -> None:
    """Compile our modules as pip compiles a package that it installs, where Python is told not to keep what
    it compiles: else each process that is timed would do it again, for ours alone."""
    for room in ("rag", "embeddings"):
        compileall.compile_dir(_HERE.parent / room, quiet=1)


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has run: its time, and the most memory that it and its children held at once."""

    seconds: float
    peak: float  # MB resident; 0 where the system does not tell
    said: str  # on standard output


def run(
    command: Sequence[str],
    limit: float | None = None,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Ran:
    """Run a command to its end, for so many seconds at most.

    Raises CalledProcessError, and TimeoutExpired when it and its children had to be killed.
    """
    start, peak = time.perf_counter(), 0.0
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment,
        start_new_session=True,  # so that its children can be killed with it
    )
    said: list[tuple[bytes, bytes]] = []
    reader = threading.Thread(target=lambda: said.append(process.communicate()))
    reader.start()
    try:
        while reader.is_alive():
            if limit is not None and time.perf_counter() - start > limit:
                raise subprocess.TimeoutExpired(command, limit)
            peak = max(peak, resident(process.pid))
            reader.join(_EVERY)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        reader.join()
    output, errors = said[0]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output, errors)
    return Ran(time.perf_counter() - start, peak, output.decode())


def resident(process: int) -> float:
    """Megabytes that a process and its children hold, 0 where the system does not tell."""
    total = 0.0
    with suppress(OSError):  # it may have ended just now
        status = Path(f"/proc/{process}/status").read_text()
        total = sum(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        total += sum(resident(int(child)) for child in children)
    return total
