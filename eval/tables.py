"""The table of a set: one row a measure, in hundredths; rich on a terminal, plain in a pipe."""

import sys
from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.table import Table

from eval.comparison import Change, Value
from eval.results import LOWER_IS_BETTER, MEASURES, SetResult

SURE = 0.05  # below it, a difference is called one


def show(result: SetResult) -> None:
    """Print the table of a set on standard output."""
    rows = list(cells(result))
    if sys.stdout.isatty():
        _rich(result.name, header(result), rows)
    else:
        plain(result.name, header(result), rows)


def header(result: SetResult) -> tuple[str, ...]:
    """The heads of the columns."""
    return (
        "",
        "questions",
        "all",
        "95%",
        *_groups(result),
        *(["against baseline"] if result.changes else []),
    )


def cells(result: SetResult) -> Iterator[tuple[str, ...]]:
    """A row for each measure that the set has, and for each verb's latency."""
    everything, groups = result.groups["all"], _groups(result)
    for name in MEASURES:
        if value := everything.get(name):
            label = f"{name} (lower is better)" if name in LOWER_IS_BETTER else name
            interval = f"{100 * value.low:.1f}–{100 * value.high:.1f}"
            others = [_hundredths(result.groups[group], name) for group in groups]
            change = [_change(result.changes.get(name))] if result.changes else []
            yield label, str(value.questions), f"{100 * value.mean:.1f}", interval, *others, *change
    for verb in result.latency["all"]:
        for percentile in ("p50", "p95"):
            mean, *others = (
                f"{times[verb][percentile]:.1f}" if verb in times else "–"
                for times in (result.latency[group] for group in ("all", *groups))
            )
            yield f"{verb} {percentile}, ms", "", mean, "", *others, *[""] * bool(result.changes)


def _groups(result: SetResult) -> list[str]:
    return [group for group in result.groups if group != "all"]


def _hundredths(values: Mapping[str, Value], name: str) -> str:
    """A value of a group as the table shows it, "–" where no question of the group has it."""
    return f"{100 * values[name].mean:.1f}" if name in values else "–"


def _change(change: Change | None) -> str:
    if change is None:
        return "–"
    if change.p is None:
        return f"{100 * change.difference:+.1f} (not tested)"
    sure = "*" if change.p < SURE else " "
    return f"{100 * change.difference:+.1f}{sure} p={change.p:.3f}"


def _rich(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, header_style="dim")
    for place, name in enumerate(head):
        table.add_column(name, justify="right" if place else "left", style="bold" if name == "all" else "")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False, emoji=False).print(table)


def plain(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print a table as text: numbers to the right, and the first column to the left."""
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    print(f"\n{title}")
    for row in (head, *rows):
        first, *rest = (f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))
        numbers = (f"{cell.strip():>{len(cell)}}" for cell in rest)
        print("  ".join((first, *numbers)).rstrip())
    sys.stdout.flush()
