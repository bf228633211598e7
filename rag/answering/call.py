"""Call: the connection to an LLM, which another thread than the reading one may hang up."""

import socket
import threading
from contextlib import suppress
from typing import Any


class Call:
    """The connections to a model: of a reply, and of the sentences that are asked for again meanwhile.

    `traced` is httpx's hook, which tells when there is a socket. To close a response does not wake a thread
    that is reading it; to shut its socket down does.
    """

    def __init__(self) -> None:
        self.over = threading.Event()
        self._streams: list[Any] = []  # of httpcore

    def traced(self, event: str, info: dict[str, Any]) -> None:
        """Remember what a connection is made over, at once closed if nobody listens any more."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._streams.append(info["return_value"])
            if self.over.is_set():
                self._shut()

    def hang_up(self) -> None:
        """End them at once; also what is still to be sent."""
        self.over.set()
        self._shut()

    def _shut(self) -> None:
        for stream in self._streams:
            if (connected := stream.get_extra_info("socket")) is not None:
                with suppress(OSError):  # it is closed already
                    # Of the plain socket, under TLS too: no word of farewell that could be waited for.
                    socket.socket.shutdown(connected, socket.SHUT_RDWR)
