"""Stacks of lines are read column by column, each under its own headline."""

from rag.reading.columns import stacks_of
from rag.reading.glyphs import Box, Glyph
from rag.reading.typeset import TypeLine


def line(name: str, left: float, right: float, y: float, size: float = 10) -> TypeLine:
    count = max(1, round((right - left) / size))
    boxes = [
        Box(left + i * size, y - 0.88 * size, left + (i + 1) * size, y + 0.12 * size) for i in range(count)
    ]
    return TypeLine.of(Glyph(name, box, y, size, False, True) for box in boxes)


def column(name: str, left: float, top: float, lines: int = 5, width: float = 100) -> list[TypeLine]:
    return [line(name, left, left + width, top + 15 * number) for number in range(lines)]


def order(*lines: list[TypeLine]) -> list[str]:
    return [stack.lines[0].glyphs[0].text for stack in stacks_of([item for group in lines for item in group])]


def test_columns_are_read_from_the_left() -> None:
    assert order(column("b", 120, 50), column("a", 0, 50), column("c", 240, 50)) == ["a", "b", "c"]


def test_a_short_headline_stands_before_all_its_columns() -> None:
    assert order([line("H", 0, 60, 30, 20)], column("a", 0, 60), column("b", 120, 60)) == ["H", "a", "b"]


def test_a_byline_above_the_middle_column_stands_before_the_first() -> None:
    byline = [line("y", 150, 190, 50, 9)]

    assert order([line("H", 0, 60, 30, 20)], byline, column("a", 0, 70), column("b", 120, 70)) == list("Hyab")


def test_headlines_side_by_side_have_their_own_columns() -> None:
    heads = [line("A", 0, 60, 30, 20), line("B", 240, 300, 30, 20)]

    assert order(heads, column("a", 0, 60), column("c", 120, 60), column("b", 240, 60)) == list("AacBb")


def test_two_articles_below_one_of_two_columns_are_read_after_it() -> None:
    upper = [*column("a", 0, 50), *column("b", 120, 50)]
    lower = [
        line("C", 0, 60, 180, 20),
        *column("c", 0, 210),
        line("D", 120, 180, 180, 20),
        *column("d", 120, 210),
    ]

    assert order(upper, lower) == list("abCcDd")


def test_a_column_of_full_height_stands_by_itself() -> None:
    left = [line("A", 0, 60, 30, 20), *column("a", 0, 60), line("C", 0, 60, 180, 20), *column("c", 0, 210)]

    assert order(column("f", 120, 30, lines=16), left) == list("AaCcf")


def test_a_line_that_spans_two_columns_belongs_to_neither() -> None:
    spanning = [line("s", 0, 220, 135)]

    assert order(column("a", 0, 50), column("b", 120, 50), spanning) == ["a", "b", "s"]
