"""The pool: the threads in which the archive is used, few and long-lived.

Each thread keeps a connection to the archive of its own, so threads that come and go, as a framework's
do, would leave connections behind.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from typing import Any, TypeVar

from api.faults import Fault

T = TypeVar("T")

_SPARE = 8  # threads for what is looked up while every place for an answer is taken
_END = object()


class Pool:
    """Runs synchronous work for asynchronous callers; answers have a limited number of places."""

    def __init__(self, answers: int) -> None:
        self._executor = ThreadPoolExecutor(answers + _SPARE, "archive")
        self._places = threading.BoundedSemaphore(answers)

    async def run(self, work: Callable[[], T]) -> T:
        """The result of work that takes moments."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, copy_context().run, work)

    def told(
        self,
        tell: Callable[[], Generator[T, None, None]],
        hang_up: Callable[[], None],
        heartbeat: float,
        longest: float,
    ) -> AsyncGenerator[T | None, None]:
        """What an iterator yields, as it comes, and None after each `heartbeat` seconds of silence.

        Whoever stops listening stops the iterator at its next item, which `hang_up` shall hasten when it
        waits for others; its place is free after that.
        Raises Fault where every place is taken, and after `longest` seconds.
        """
        if not self._places.acquire(blocking=False):
            raise Fault(429, "All places for answers are taken; try again", "too_many_answers", None, 1)
        loop = asyncio.get_running_loop()
        items: asyncio.Queue[Any] = asyncio.Queue()
        gone = threading.Event()

        def work() -> None:
            try:
                with closing(tell()) as telling:  # closed early, it ends an LLM's work
                    for item in telling:
                        if gone.is_set():
                            return
                        loop.call_soon_threadsafe(items.put_nowait, item)
                last: object = _END
            except BaseException as error:  # noqa: BLE001 -- raised again where it is listened to
                last = error
            finally:
                self._places.release()
            loop.call_soon_threadsafe(items.put_nowait, last)

        self._executor.submit(copy_context().run, work)  # so that what is logged has the request's id
        return _listen(items, gone, hang_up, heartbeat, loop.time() + longest)

    def close(self) -> None:
        """Wait for what is under way."""
        self._executor.shutdown(wait=True)


async def _listen(
    items: "asyncio.Queue[Any]",
    gone: threading.Event,
    hang_up: Callable[[], None],
    heartbeat: float,
    deadline: float,
) -> AsyncGenerator[Any, None]:
    try:
        while (left := deadline - asyncio.get_running_loop().time()) > 0:
            try:
                item = await asyncio.wait_for(items.get(), min(heartbeat, left))
            except TimeoutError:
                yield None
                continue
            if item is _END:
                return
            if isinstance(item, BaseException):
                raise item
            yield item
        raise Fault(504, "The answer took too long; ask something simpler, or try again", "timeout")
    finally:
        gone.set()
        hang_up()
