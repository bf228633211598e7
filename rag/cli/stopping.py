"""Ctrl-C while much is written: what became of the work is said, and the status is 130."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import typer


@contextmanager
def telling(what: Callable[[], str]) -> Iterator[None]:
    """Say what became of the work inside, if Ctrl-C ends it."""
    from rag.cli import console

    try:
        yield
    except KeyboardInterrupt as exc:
        console.warn(f"stopped; {what()}; the same command goes on from there")
        raise typer.Exit(130) from exc


@contextmanager
def between_steps() -> Iterator[Callable[[], None]]:
    """Yield what is called between two steps: from its first call on, Ctrl-C ends the work there.

    A second one ends it at once.
    """
    before, asked = signal.getsignal(signal.SIGINT), False

    def ask(_: int, __: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)

    def step() -> None:
        if asked:
            raise KeyboardInterrupt
        if before is signal.default_int_handler:  # else it is ignored, as of what runs in the background
            signal.signal(signal.SIGINT, ask)

    try:
        yield step
    finally:
        signal.signal(signal.SIGINT, before)
