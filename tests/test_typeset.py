"""Glyphs become lines along their baselines, and lines are parted at gutters alone."""

from rag.reading.glyphs import Box, Glyph
from rag.reading.typeset import lines_of


def glyphs(text: str, x: float, y: float, size: float = 10, pitch: float = 1.0) -> list[Glyph]:
    """Square characters, one each `pitch` ems; a space is drawn as such."""
    found: list[Glyph] = []
    for number, character in enumerate(text):
        left = x + number * pitch * size
        if character != " ":
            box = Box(left, y - 0.88 * size, left + size, y + 0.12 * size)
            found.append(Glyph(character, box, y, size, text[number - 1 : number] == " ", True))
    return found


def texts(*runs: list[Glyph]) -> list[str]:
    return [line.text for line in lines_of([glyph for run in runs for glyph in run])]


def test_lines_come_from_the_top_in_whatever_order_they_are_drawn() -> None:
    assert texts(glyphs("第二行", 0, 40), glyphs("第一行", 0, 20)) == ["第一行", "第二行"]


def test_a_line_printed_twice_to_look_bold_is_one() -> None:
    assert texts(glyphs("大桥通车", 0, 20), glyphs("大桥通车", 0.4, 20)) == ["大桥通车"]


def test_a_headline_set_wide_apart_is_one_line_without_spaces() -> None:
    assert texts(glyphs("大桥通车", 0, 20, 26, pitch=2.0)) == ["大桥通车"]


def test_a_gap_that_is_wider_than_the_others_is_a_space() -> None:
    assert texts(glyphs("本报记者", 0, 20), glyphs("张三", 44, 20)) == ["本报记者 张三"]


def test_a_white_corridor_past_several_lines_parts_columns() -> None:
    rows = [run for y in (20, 35, 50) for run in (glyphs("大桥通车", 0, y), glyphs("市民欢庆", 48, y))]

    assert texts(*rows) == ["大桥通车", "市民欢庆"] * 3


def test_a_gap_in_one_line_alone_parts_nothing() -> None:
    above, below = glyphs("大桥昨天通车两岸市民", 0, 20), glyphs("全长三千二百米宽八米", 0, 50)

    assert len(texts(above, glyphs("大桥通车", 0, 35), glyphs("市民欢庆", 48, 35), below)) == 3


def test_a_masthead_is_one_line_however_far_its_parts_stand_apart() -> None:
    row = (glyphs("江滨日报", 0, 20), glyphs("2024年8月28日", 300, 20), glyphs("星期三", 600, 20))

    assert texts(*row) == ["江滨日报 2024年8月28日 星期三"]
