"""Vertical setting is read from the top down and from right to left."""

import io

from rag.reading.glyphs import Pdf
from rag.reading.pdf import areas_of, read_pdf
from rag.reading.vertical import is_vertical
from rag.types import Page
from tests.typesetter import SIZE, Set, pdf

COLUMNS = ("大桥通车市民欢庆", "全长三千二百米宽", "历时四年建成通车")  # from the right
UPRIGHT = [
    Set(character, 300 - column * 1.6 * SIZE, 60 + row * SIZE)
    for column, text in enumerate(COLUMNS)
    for row, character in enumerate(text)
]


def test_a_vertical_page_is_known_by_how_it_is_drawn() -> None:
    down, across = (
        Pdf(io.BytesIO(pdf(lines))).sheet(1).glyphs for lines in (UPRIGHT, [Set(COLUMNS[0], 60, 60)])
    )

    assert is_vertical(down)
    assert not is_vertical(across)


def test_columns_are_read_from_the_right() -> None:
    (page,) = read_pdf(io.BytesIO(pdf(UPRIGHT)), "a.pdf")

    assert isinstance(page, Page)
    assert page.raw.split() == list(COLUMNS)


def test_a_span_of_a_vertical_line_has_a_tall_box() -> None:
    data = pdf(UPRIGHT)
    (page,) = read_pdf(io.BytesIO(data), "01.pdf")
    assert isinstance(page, Page)

    (box,) = areas_of(Pdf(io.BytesIO(data)), page, [(0, len(COLUMNS[0]))]).boxes

    assert box.bottom - box.top > 7 * SIZE > box.right - box.left
    assert abs(box.left - 300) < 2
