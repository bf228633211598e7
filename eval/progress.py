"""A bar on standard error while questions are asked; nothing where that is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Tick = Callable[[], object]
Start = Callable[[str, int | None], Tick]  # what is done, and how often; None if that is not known


@contextmanager
def progress() -> Iterator[Start]:
    """Yields what begins a stretch and returns what counts one question of it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:

        def start(name: str, total: int | None) -> Tick:
            for task in bar.task_ids:
                bar.remove_task(task)
            task = bar.add_task(name, total=total)
            return lambda: bar.advance(task)

        yield start
