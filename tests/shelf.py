"""The smallest library that searches, for the tests of how libraries are measured: a JSON file of texts."""

import json
from collections.abc import Iterator
from pathlib import Path

from eval.peers.driving import Chunk, Given, K, drive, tokens


class Shelf:
    def __init__(self, given: Given, index: Path) -> None:
        self._file, self._texts = index, dict[str, str]()

    def build(self, batches: Iterator[list[Chunk]]) -> None:
        for batch in batches:
            self.add(batch)

    def open(self) -> None:
        self._texts = json.loads(self._file.read_text("utf-8"))

    def search(self, question: str) -> list[str]:
        asked = set(tokens(question))
        shared = {text: len(asked.intersection(tokens(text))) for text in self._texts.values()}
        return sorted((text for text in shared if shared[text]), key=lambda text: -shared[text])[:K]

    def by_words(self, question: str) -> bool:
        return bool(self.search(question))

    def add(self, chunks: list[Chunk]) -> None:
        self._texts |= {chunk.id: chunk.text for chunk in chunks}
        self._file.write_text(json.dumps(self._texts), "utf-8")

    def remove(self, chunks: list[Chunk]) -> None:
        self._texts = {id_: self._texts[id_] for id_ in self._texts.keys() - {chunk.id for chunk in chunks}}
        self._file.write_text(json.dumps(self._texts), "utf-8")


if __name__ == "__main__":
    drive(Shelf)
