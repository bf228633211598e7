"""`jianbao serve` in a real process on loopback, and the questions that the tests ask of it."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import openai

from tests.commands import COMMAND, NOTHING
from tests.test_verbs import installed

QUESTION = "港珠澳大桥有多长？"  # of the sample pages
UNANSWERED = "谁获得了2022年世界杯冠军？"


@dataclass(frozen=True)
class Served:
    """A running server: its address, its process, and the file that its log goes to."""

    url: str
    process: "subprocess.Popen[str]"
    log: Path
    clients: ExitStack

    def client(self, key: str = "none") -> openai.OpenAI:
        """OpenAI's client, closed when the server is."""
        return self.clients.enter_context(
            openai.OpenAI(base_url=f"{self.url}/v1", api_key=key, max_retries=0)
        )

    def http(self, key: str = "") -> httpx.Client:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=30)

    def counted(self, name: str) -> float:
        """The sum of the metrics whose names, with their labels, begin so."""
        with self.http() as client:
            lines = client.get("/metrics").text.splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    def handles(self) -> int:
        """File handles that the process has open."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def stop(self) -> int:
        """Ask it to stop, and return the exit status when it has."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@contextmanager
def served(archive: Path, *options: str, environment: Mapping[str, str] = NOTHING) -> Iterator[Served]:
    """Run the server while the block lasts; it must end without a word of complaint."""
    with tempfile.TemporaryDirectory() as folder:
        around = {**os.environ, **installed(Path(folder)), "JIANBAO_ARCHIVE": str(archive), **environment}
        log = Path(folder, "log")
        with log.open("w") as errors:
            command = [*COMMAND, "serve", "--port", "0", *options]
            process = subprocess.Popen(command, env=around, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert process.stdout is not None
        with process, process.stdout, ExitStack() as clients:
            try:
                url = process.stdout.readline().strip()
                assert url, log.read_text()
                yield Served(url, process, log, clients)
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(30)
            assert "Traceback" not in log.read_text()
