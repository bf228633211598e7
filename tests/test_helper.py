"""The second process that cuts pages."""

import os
import signal

import pytest

from rag.cutting import cut
from rag.helper import MUCH, Helper
from rag.types import Page

PARAGRAPH = "横跨清水河的永安古桥修缮完工，昨天重新开放通行。古桥长八十六米，建于一四〇三年。\n"


def batch(number: int, blank: int = 0) -> list[Page]:
    text = f"第{number}号消息\n\n{PARAGRAPH * 9}" + "\n" * blank
    return [Page(f"{number}.txt", text, "text"), Page(f"{number}.md", "", "markdown")]


def test_what_is_given_comes_back_cut_when_the_next_is_given() -> None:
    with Helper() as helper:
        assert helper.exchange(batch(1)) == []
        assert helper.exchange(batch(2)) == [cut(page) for page in batch(1)]
        assert helper.exchange([]) == [cut(page) for page in batch(2)]
        assert helper._process is None


def test_where_there_is_much_a_process_does_it_alike() -> None:
    large = batch(1, MUCH)
    with Helper() as helper:
        helper.exchange(large)
        process = helper._process
        assert process is not None
        assert helper.exchange(batch(2)) == [cut(page) for page in large]
        assert helper.exchange([]) == [cut(page) for page in batch(2)]
    assert process.poll() is not None


@pytest.mark.parametrize("when", ["before it is given more", "while it works"])
def test_what_a_killed_process_owes_is_done_here(when: str) -> None:
    with Helper() as helper:
        helper.exchange(batch(1, MUCH))
        assert helper._process is not None
        if when == "while it works":
            os.kill(helper._process.pid, signal.SIGKILL)
            found = helper.exchange(batch(2))
        else:
            found = helper.exchange(batch(2))
            os.kill(helper._process.pid, signal.SIGKILL)
        assert found == [cut(page) for page in batch(1, MUCH)]
        assert helper.exchange([]) == [cut(page) for page in batch(2)]
