"""Turns: many read at once, one changes alone."""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from threading import Barrier, Event

import pytest

from rag.indexing.turns import Turns

LONG = 30  # seconds: what does not come by then never comes


def test_two_read_at_once() -> None:
    turns, both_are_in = Turns(), Barrier(2)

    def read() -> int:
        with turns.reading():
            return both_are_in.wait(LONG)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(one.result() for one in [pool.submit(read), pool.submit(read)]) == [0, 1]


@pytest.mark.parametrize("first", ["reading", "changing"])
def test_who_changes_is_alone(first: str) -> None:
    turns, second_is_in = Turns(), Event()

    def take(turn: str) -> None:
        with getattr(turns, turn)():
            second_is_in.set()

    with ThreadPoolExecutor(1) as pool:
        with getattr(turns, first)():
            second = pool.submit(take, "changing" if first == "reading" else "reading")
            assert not second_is_in.wait(0.2)  # it would have been, were it not made to wait
        second.result(LONG)


def test_who_comes_to_read_lets_those_change_who_wait_to() -> None:
    turns, order = Turns(), list[str]()

    def take(turn: str) -> None:
        with getattr(turns, turn)():
            order.append(turn)

    with ThreadPoolExecutor(2) as pool:
        with turns.reading():
            both = [pool.submit(take, "changing")]
            assert not wait(both, 0.2).done
            both.append(pool.submit(take, "reading"))
            assert not wait(both, 0.2, FIRST_COMPLETED).done
        for one in both:
            one.result(LONG)
    assert order == ["changing", "reading"]


def test_who_fails_in_a_turn_lets_the_next_one_in() -> None:
    turns = Turns()
    for turn in (turns.reading, turns.changing, turns.reading):
        with pytest.raises(KeyError), turn():
            raise KeyError
    with turns.changing():
        pass
