"""Verbs of other rooms, and of other packages: named by entry points, loaded only when they are called.

An entry point of the group `jianbao.verbs` names a function with typer's annotations:

    [project.entry-points."jianbao.verbs"]
    eval = "eval.command:evaluate"
"""

from functools import cache
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "jianbao.verbs"


class Verbs(TyperGroup):
    """Our own verbs, then those that joined; help, which lists them, loads the latter."""

    def list_commands(self, ctx: Any) -> list[str]:
        own = super().list_commands(ctx)
        return [*own, *sorted(_joined().keys() - set(own))]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        own = super().get_command(ctx, cmd_name)
        return own or (_load(_joined()[cmd_name]) if cmd_name in _joined() else None)


@cache
def _joined() -> "dict[str, EntryPoint]":
    from importlib.metadata import entry_points  # our own verbs do without them, and start sooner

    return {point.name: point for point in entry_points(group=GROUP)}


def _load(point: "EntryPoint") -> Any:
    alone = typer.Typer(
        rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]}
    )
    alone.command(point.name)(point.load())
    return typer.main.get_command(alone)
