"""The second process that cuts pages, and embeds them where the encoder is light."""

import os
import signal
from collections.abc import Sequence

import pytest

from embeddings import Embedder, load_embedder
from rag.cutting import cut, embedded
from rag.helper import MUCH, Helper
from rag.indexing.store import Embedded
from rag.types import Page
from tests.fakes import PairEmbedder

PARAGRAPH = "横跨清水河的永安古桥修缮完工，昨天重新开放通行。古桥长八十六米，建于一四〇三年。\n"
Told = list[tuple[object, ...]]


def batch(number: int, blank: int = 0) -> list[Page]:
    text = f"第{number}号消息\n\n{PARAGRAPH * 9}" + "\n" * blank
    return [Page(f"{number}.txt", text, "text"), Page(f"{number}.md", "", "markdown")]


def told(made: Sequence[Sequence[Embedded]]) -> list[Told]:
    return [[(it.article, it.chunks, it.vectors.tobytes()) for it in page] for page in made]


def expected(embedder: Embedder, pages: Sequence[Page]) -> list[Told]:
    return told(embedded(embedder, [cut(page) for page in pages]))


def test_what_is_given_comes_back_when_the_next_is_given() -> None:
    embedder = PairEmbedder()
    with Helper(embedder) as helper:
        assert helper.exchange(batch(1)) == []
        assert told(helper.exchange(batch(2))) == expected(embedder, batch(1))
        assert told(helper.exchange([])) == expected(embedder, batch(2))
        assert helper._process is None


@pytest.mark.parametrize("name", ["the builtin", "another"])
def test_where_there_is_much_a_process_does_it_alike(name: str) -> None:
    embedder = load_embedder("builtin") if name == "the builtin" else PairEmbedder()
    large = batch(1, MUCH)
    with Helper(embedder) as helper:
        helper.exchange(large)
        process = helper._process
        assert process is not None
        assert told(helper.exchange(batch(2))) == expected(embedder, large)
        assert told(helper.exchange([])) == expected(embedder, batch(2))
    assert process.poll() is not None


@pytest.mark.parametrize("when", ["before it is given more", "while it works"])
def test_what_a_killed_process_owes_is_done_here(when: str) -> None:
    embedder = load_embedder("builtin")
    with Helper(embedder) as helper:
        helper.exchange(batch(1, MUCH))
        assert helper._process is not None
        if when == "while it works":
            os.kill(helper._process.pid, signal.SIGKILL)
            found = helper.exchange(batch(2))
        else:
            found = helper.exchange(batch(2))
            os.kill(helper._process.pid, signal.SIGKILL)
        assert told(found) == expected(embedder, batch(1, MUCH))
        assert told(helper.exchange([])) == expected(embedder, batch(2))
