"""`python -m rag.cli`, for where the command is not on the path."""

from rag.cli import main

main()
