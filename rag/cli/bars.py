"""A bar on standard error while something takes long; nothing where that is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int, int | None, str], None]  # how many are done, of how many, and a word beside the bar


@contextmanager
def bar() -> Iterator[Advance]:
    """What shows how far the work is; the bar goes when it is over."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("", total=None)

        def advance(done: int, total: int | None, word: str) -> None:
            shown.update(task, completed=done, total=total, description=word)

        yield advance
