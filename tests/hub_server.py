"""A model hub on loopback: folders below a root, each served as the repository of that name."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789" * 4


@dataclass
class Hub:
    """Its address, the files that were fetched, and those whose sending breaks off."""

    root: Path
    url: str = ""
    fetched: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def files(self, repository: str) -> list[dict[str, object]]:
        """As the hub lists them."""
        folder = self.root / repository
        return [
            {
                "type": "file",
                "path": file.relative_to(folder).as_posix(),
                "size": file.stat().st_size,
                "oid": _digest(file.read_bytes()),
            }
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        ]


def _digest(content: bytes) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


@contextmanager
def hub_of(root: Path) -> Iterator[Hub]:
    """Serve the repositories below a folder (`owner/name`) until the end of the block."""
    hub = Hub(root)

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            parts = unquote(urlsplit(self.path).path).strip("/").split("/")
            match parts:
                case ["api", "models", owner, name, *rest] if (root / owner / name).is_dir():
                    files = hub.files(f"{owner}/{name}")
                    listed = {"id": f"{owner}/{name}", "sha": COMMIT, "siblings": []}
                    self._say(json.dumps(files if rest[:1] == ["tree"] else listed).encode())
                case [owner, name, "resolve", _, *path] if (root / owner / name).joinpath(*path).is_file():
                    self._send("/".join(path), (root / owner / name).joinpath(*path).read_bytes())
                case _:
                    self.send_error(404)

        def _send(self, path: str, content: bytes) -> None:
            if self.command == "GET":
                hub.fetched.append(path)
            if self.command == "GET" and path in hub.broken:
                self._say(content, cut=1)
            else:
                self._say(content, {"ETag": f'"{_digest(content)}"', "X-Repo-Commit": COMMIT})

        def _say(self, content: bytes, headers: dict[str, str] | None = None, cut: int = 0) -> None:
            self.send_response(200)
            for header, value in {**(headers or {}), "Content-Length": str(len(content))}.items():
                self.send_header(header, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(content[: len(content) - cut])

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
