"""A second process that cuts pages, and embeds them, while this one stores those before them.

It is started when there is much to read, speaks in pickles over its standard input and output, and ends
when they are closed, however that came about. What it cannot do is done here.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from typing import Self

from embeddings import Embedder, load_embedder
from rag.cutting import cut, embedded
from rag.indexing.store import Embedded
from rag.types import Page

MUCH = 1_000_000  # characters, which take about two seconds; the process takes a third of one to begin


class Helper:
    """Cuts and embeds batches of pages, one ahead of the batch that is at hand."""

    def __init__(self, embedder: Embedder) -> None:
        """What embeds on several processors or an accelerator itself is left to this process."""
        from embeddings.static import StaticEmbedder  # slow to import, and only who indexes needs it

        self._embedder = embedder
        self._encoder = embedder.name if isinstance(embedder, StaticEmbedder) else ""
        self._process: subprocess.Popen[bytes] | None = None
        self._pages: Sequence[Page] = ()
        self._read = 0  # characters so far

    def exchange(self, pages: Sequence[Page]) -> list[list[Embedded]]:
        """The articles of each of the pages that were given before; on those given now work begins.

        Raises EmbedderError.
        """
        made = self._result()
        self._pages = pages
        self._read += sum(len(page.raw) for page in pages)
        if self._process is None and self._read >= MUCH:
            self._process = _started(self._encoder)
        if self._process is not None:
            self._send(self._process, pages)
        return made

    def _send(self, process: "subprocess.Popen[bytes]", pages: Sequence[Page]) -> None:
        try:
            assert process.stdin is not None
            pickle.dump(pages, process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
        except BrokenPipeError:
            self._end()

    def _result(self) -> list[list[Embedded]]:
        if self._process is not None:
            try:
                assert self._process.stdout is not None
                found = pickle.load(self._process.stdout)
                return found if self._encoder else embedded(self._embedder, found)
            except (EOFError, pickle.UnpicklingError):  # it was killed, or met what it cannot do
                self._end()
        return embedded(self._embedder, [cut(page) for page in self._pages])

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process, self._read = None, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()


def _started(encoder: str) -> "subprocess.Popen[bytes]":
    around = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-m", "rag.helper", encoder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what goes wrong there goes wrong here again, and is told
        env=around,
        start_new_session=True,  # Ctrl-C is for whoever started it
    )


def main(encoder: str) -> None:
    """Cut batches of pages until there are no more, and embed them if an encoder is named."""
    embedder = load_embedder(encoder) if encoder else None
    pages, made = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            batch: list[Page] = pickle.load(pages)
        except EOFError:
            return
        cuts = [cut(page) for page in batch]
        pickle.dump(embedded(embedder, cuts) if embedder else cuts, made, pickle.HIGHEST_PROTOCOL)
        made.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
