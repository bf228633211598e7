"""Turns: many threads may read what one thread changes in place, but not while it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Turns:
    """Whoever reads waits while somebody changes, and whoever changes waits until nobody reads.

    Who wants to change comes before those who come to read, so that readers who never end do not keep it
    waiting. So no thread may take a second turn while it has one.
    """

    def __init__(self) -> None:
        self._ended = Condition()
        self._reading = 0
        self._changing = 0  # threads that do, or wait to

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Inside, nothing changes."""
        with self._ended:
            self._ended.wait_for(lambda: not self._changing)
            self._reading += 1
        try:
            yield
        finally:
            with self._ended:
                self._reading -= 1
                self._ended.notify_all()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Inside, nobody else reads or changes."""
        with self._ended:
            self._changing += 1
            try:
                self._ended.wait_for(lambda: not self._reading)
                yield
            finally:
                self._changing -= 1
                self._ended.notify_all()
