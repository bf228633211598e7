from eval.interleaved import LAYOUTS, outcome, rows


def test_lines_of_one_row_stand_side_by_side_in_columns_of_one_height() -> None:
    assert rows("甲乙丙丁戊己庚", width=2, columns=2) == [["甲乙", "戊己"], ["丙丁", "庚"]]


def test_a_column_as_it_should_be_is_all_right() -> None:
    found = outcome("河上有一座桥，今年修好了。", "河上有一座桥，\n今年修好了。")

    assert (found.told, found.moved, found.right) == (False, False, 1.0)


def test_layouts_read_the_rows_across() -> None:
    read = [["甲", "丙"], ["乙", "丁"]]

    assert LAYOUTS["two columns"][1](read) == "甲\n丙\n乙\n丁"
    assert LAYOUTS["two, a row a line"][1](read) == "甲 丙\n乙 丁"
    assert LAYOUTS["two, glued"][1](read) == "甲丙\n乙丁"
