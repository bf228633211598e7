"""Call: the connection to an LLM, which another thread than the reading one may hang up."""

import socket
import threading
from contextlib import suppress
from typing import Any


class Call:
    """One conversation's connection. `traced` is httpx's hook, which tells when there is a socket.

    To close a response does not wake a thread that is reading it; to shut its socket down does.
    """

    def __init__(self) -> None:
        self.over = threading.Event()
        self._stream: Any = None  # of httpcore

    def traced(self, event: str, info: dict[str, Any]) -> None:
        """Remember what a connection is made over, at once closed if nobody listens any more."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = info["return_value"]
            if self.over.is_set():
                self._shut()

    def hang_up(self) -> None:
        """End it at once; also what is still to be sent."""
        self.over.set()
        self._shut()

    def _shut(self) -> None:
        if self._stream is not None and (connected := self._stream.get_extra_info("socket")) is not None:
            with suppress(OSError):  # it is closed already
                # Of the plain socket, under TLS too: no word of farewell that could be waited for.
                socket.socket.shutdown(connected, socket.SHUT_RDWR)
