"""Lines told apart that belong to several columns: which line each of them goes on from.

Every line goes on from the one before it, as text does, or, where columns were read across, from the
last line of one of two or three threads. Dynamic programming finds the reading in which the seams fit
best (as Viterbi does); that columns begin, end and do not take turns has its price.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

REACH = 6  # lines back that a line may go on from
LEAST = 6  # lines of a stretch
# Nats. At the very beginning of an article columns may well be open; elsewhere that is rarer.
_OPENS, _OPENS_FIRST, _ENDS, _CLOSES, _OUT_OF_TURN = -8.0, -2.0, -3.0, -6.0, -8.0
_BEAM = 30.0  # a reading that is worse by this is given up

Fits = Sequence[Sequence[float]]
# How far back, from the line to be placed, the last lines of the threads stand, but for the one before it.
_State = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """How a line is read: what threads are open after it, the line it goes on from, what that is worth."""

    state: _State
    follows: int | None
    worth: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines `first` to `last` (both included) that were read across, and the threads that they make."""

    first: int
    last: int
    threads: tuple[tuple[int, ...], ...]
    fit: float  # nats a line, read by threads
    gain: float  # nats a line that this is better than reading the lines as they stand


def stretches(fits: Fits) -> Iterator[Stretch]:
    """The stretches of lines that are better read as several threads.

    `fits[line][back]`, `back` up to REACH, is what speaks for a line going on from the one `back`
    lines before it (nats; 0 where nothing is known, and at `back` 0).
    """
    steps = _best_reading(fits)
    first = None
    for line, step in enumerate([*steps, _Step((), None, 0.0)]):
        if step.state and first is None:
            first = line - 1
        elif not step.state and first is not None:
            if line - first >= LEAST:
                yield _stretch(steps, fits, first, line - 1)
            first = None


def _stretch(steps: Sequence[_Step], fits: Fits, first: int, last: int) -> Stretch:
    own = slice(first + 1, last + 1)
    fit = sum(step.worth for step in steps[own]) / (last - first)
    across = sum(row[1] for row in fits[own]) / (last - first)
    threads: list[list[int]] = [[first]]
    for line in range(first + 1, last + 1):
        thread = next((thread for thread in threads if thread[-1] == steps[line].follows), None)
        if thread is None:
            threads.append([line])
        else:
            thread.append(line)
    return Stretch(first, last, tuple(map(tuple, threads)), fit, fit - across)


def _best_reading(fits: Fits) -> list[_Step]:
    best: dict[_State, float] = {(): 0.0}
    came: list[dict[_State, tuple[_State, int, float]]] = [{(): ((), 0, 0.0)}]
    for line in range(1, len(fits)):
        row = fits[line]
        reached: dict[_State, float] = {}
        how: dict[_State, tuple[_State, int, float]] = {}
        worst = max(best.values()) - _BEAM
        for before, score in best.items():
            if score < worst:
                continue
            for after, back, price in _moves(before, line == 1 + len(before)):
                worth = row[back] + price
                if after not in reached or score + worth > reached[after]:
                    reached[after] = score + worth
                    how[after] = before, back, worth
        best = reached
        came.append(how)
    state, steps = max(best, key=best.__getitem__), []
    for line in range(len(fits) - 1, -1, -1):
        before, back, worth = came[line][state]
        steps.append(_Step(state, line - back if back else None, worth))
        state = before
    return steps[::-1]


@cache
def _moves(state: _State, first: bool) -> list[tuple[_State, int, float]]:
    """The states that a line may lead to: each with how far back it goes on from (0: nowhere), and its price.

    The thread that has waited longest stands last: it is its turn. `first`: all lines before have opened
    threads.
    """
    waiting = tuple(back + 1 for back in state)
    moves = []
    if not waiting or waiting[-1] <= REACH:
        moves.append((waiting, 1, _OUT_OF_TURN if state else 0.0))
        if len(state) < 2:
            moves.append(((2, *waiting), 0, _OPENS_FIRST if first else _OPENS))
    for place, back in enumerate(state):
        others = (2, *waiting[:place], *waiting[place + 1 :])
        if others[-1] <= REACH:
            moves.append((others, back, 0.0 if place == len(state) - 1 else _OUT_OF_TURN))
    if len(state) == 2:  # one column is shorter than the others
        moves.append(((2,), state[0], _ENDS))
    if state:
        moves += [((), 1, _CLOSES), ((), state[-1], _CLOSES)]
    return moves
