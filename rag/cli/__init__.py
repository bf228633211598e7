"""The command `jianbao`."""

import sys


def main() -> None:
    """Run the command line; what goes wrong is one sentence on standard error and an exit status."""
    try:
        from rag.cli.app import run

        run()
    except KeyboardInterrupt:  # while modules are loaded; later, typer sees it first
        sys.exit(130)
