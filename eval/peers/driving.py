"""What the drivers share. It runs in the environments of all libraries, so it needs only numpy.

A driver is run as `python -m eval.peers.drivers.NAME STAGE GIVEN INDEX SECONDS`, each stage in a process
of its own, and prints what it measured as JSON. GIVEN is the folder that `eval.peers.given` has written,
INDEX the one where the library keeps what it makes, SECONDS how long questions are asked.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

K = 10  # passages of an answer
TOKEN = r"(?=([㐀-鿿]{2}|(?<![0-9a-z])[0-9a-z]+))"  # each pair of Chinese characters, each word of others
_AT_ONCE = 1_000  # chunks read
_WARMING = 20  # searches that are not counted

Figures = dict[str, float | int | str | None]


def tokens(text: str) -> list[str]:
    """The terms of a text, for every library that takes a function; the others take TOKEN."""
    return re.findall(TOKEN, text.lower())


@dataclass(frozen=True)
class Chunk:
    """A passage or a question, and its unit vector."""

    id: str
    text: str
    vector: NDArray[np.float32]


class Given:
    """The folder of what every library is given: passages, articles to be added, questions."""

    def __init__(self, folder: Path) -> None:
        self.about: dict[str, Any] = json.loads((folder / "about.json").read_text("utf-8"))
        self._folder = folder

    def chunks(self) -> Iterator[list[Chunk]]:
        """All passages, so many at a time."""
        return self._read("chunks")

    def added(self) -> list[Chunk]:
        """Passages of articles that are added later, one each."""
        return [chunk for batch in self._read("added") for chunk in batch]

    def questions(self) -> list[Chunk]:
        return [question for batch in self._read("questions") for question in batch]

    def vectors(self) -> dict[str, NDArray[np.float32]]:
        """What an encoder would say to whatever is searched for or added."""
        return {chunk.text: chunk.vector for chunk in (*self.questions(), *self.added())}

    def _read(self, name: str) -> Iterator[list[Chunk]]:
        dim = self.about["dim"]
        with (
            (self._folder / f"{name}.jsonl").open(encoding="utf-8") as rows,
            (self._folder / f"{name}.f32").open("rb") as numbers,
        ):
            while len(vectors := np.fromfile(numbers, np.float32, _AT_ONCE * dim)):
                several = vectors.reshape(-1, dim)
                named = [json.loads(row) for row in islice(rows, len(several))]
                yield [Chunk(id_, text, vector) for (id_, text), vector in zip(named, several, strict=True)]


class Peer(Protocol):
    """A library, used as its documentation says; whatever changes is on the disk when a verb is done."""

    def build(self, batches: Iterator[Any]) -> None:
        """Index all passages."""

    def open(self) -> None:
        """Get ready to search what was built, perhaps by another process."""

    def search(self, question: str) -> list[str]:
        """The texts of the K best passages, by both legs where there are two."""

    def by_words(self, question: str) -> bool | None:
        """Whether the words alone find anything; None where the library has no search by words."""

    def add(self, chunks: list[Chunk]) -> None:
        """Add passages to those that are there; `open` has been called before."""

    def remove(self, chunks: list[Chunk]) -> None:
        """Remove passages that were added."""


class Untimed(Iterator[Any]):
    """An iterator whose own time, as of reading, is kept apart."""

    def __init__(self, source: Iterator[Any]) -> None:
        self._source, self.seconds = source, 0.0

    def __next__(self) -> Any:
        start = time.perf_counter()
        try:
            return next(self._source)
        finally:
            self.seconds += time.perf_counter() - start


def drive(
    make: Callable[[Given, Path], Peer], source: Callable[[Given], Iterator[Any]] = Given.chunks
) -> None:
    """Carry out the stage that the command line names, and print its figures as JSON."""
    stage, folder, index, during = sys.argv[1:]
    given = Given(Path(folder))
    peer = make(given, Path(index))
    if stage == "build":
        figures = _build(peer, source(given))
    elif stage == "cold":
        figures = _cold(peer, given)
    elif stage == "search":
        figures = _search(peer, given, float(during))
    else:
        figures = _change(peer, given)
    print(json.dumps(figures))


def _build(peer: Peer, source: Iterator[Any]) -> Figures:
    batches = Untimed(source)
    took = _seconds(lambda: peer.build(batches))
    return {"build": took - batches.seconds}


def _cold(peer: Peer, given: Given) -> Figures:
    """One answer; how long it takes is for the caller to say, who sees the process begin and end."""
    peer.open()
    if not peer.search(given.questions()[0].text):
        sys.exit("The first question finds nothing")
    return {}


def _search(peer: Peer, given: Given, during: float) -> Figures:
    """Ask one question after another, warm; then the words alone. Each for so many seconds at most."""
    questions = [question.text for question in given.questions()]
    peer.open()
    for question in _while(during / 4, questions[:_WARMING]):
        peer.search(question)
    ms = [1000 * _seconds(partial(peer.search, question)) for question in _while(during, questions)]
    p50, p95 = np.percentile(ms, [50, 95])
    found = [peer.by_words(question) for question in _while(during, questions)]
    words = None if None in found else f"{sum(map(bool, found))}/{len(found)}"
    return {"p50": float(p50), "p95": float(p95), "asked": len(ms), "by_words": words}


def _change(peer: Peer, given: Given) -> Figures:
    """Add articles until a search finds them, remove them until it does no more."""
    added = given.added()
    asked = added[-1].text

    def found() -> bool:
        return any(asked in text for text in peer.search(asked))

    def seconds(change: Callable[[list[Chunk]], None], finds: bool) -> float:
        start = time.perf_counter()
        change(added)
        if found() is not finds:
            sys.exit("What was added is not found" if finds else "What was removed is found")
        return time.perf_counter() - start

    peer.open()
    if found():
        sys.exit("What is to be added is found before")
    return {"add": seconds(peer.add, finds=True), "remove": seconds(peer.remove, finds=False)}


def _while(seconds: float, questions: list[str]) -> Iterator[str]:
    """The questions while there is time, at least one."""
    until = time.perf_counter() + seconds
    for number, question in enumerate(questions):
        if number and time.perf_counter() > until:
            return
        yield question


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
