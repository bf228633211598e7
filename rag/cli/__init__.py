"""The command `jianbao`."""


def main() -> None:
    """Run the command line; what goes wrong is one sentence on standard error and an exit status."""
    from rag.cli.app import run

    run()
