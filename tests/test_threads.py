from rag.reading.threads import REACH, stretches


def fits(follows: dict[int, int], lines: int) -> list[list[float]]:
    """A line goes on well from the line that is named for it, and badly from any other."""
    return [
        [0.0] + [4.0 if follows.get(line) == line - back else -3.0 for back in range(1, REACH + 1)]
        for line in range(lines)
    ]


def test_lines_that_go_on_from_each_other_are_no_stretch() -> None:
    assert list(stretches(fits({line: line - 1 for line in range(1, 20)}, 20))) == []


def test_lines_that_go_on_from_the_last_but_one_are_two_threads() -> None:
    (stretch,) = stretches(fits({line: line - 2 for line in range(2, 12)}, 12))

    assert stretch.threads == ((0, 2, 4, 6, 8, 10), (1, 3, 5, 7, 9, 11))
    assert stretch.gain > 5


def test_three_columns_are_three_threads_also_where_one_is_shorter() -> None:
    follows = {line: line - 3 for line in range(3, 15)} | {15: 12, 16: 13, 17: 15, 18: 16}

    (stretch,) = stretches(fits(follows, 19))

    assert stretch.threads == ((0, 3, 6, 9, 12, 15, 17), (1, 4, 7, 10, 13, 16, 18), (2, 5, 8, 11, 14))


def test_a_stretch_ends_where_text_goes_on_line_by_line() -> None:
    follows = {line: line - 2 for line in range(2, 12)} | {line: line - 1 for line in range(12, 30)}

    (stretch,) = stretches(fits(follows, 30))

    # Line 11 ends the second thread and begins what follows it.
    assert (stretch.first, stretch.last) == (0, 10)
