"""Jump lines are known in all their forms, and their page numbers have one form."""

import pytest

from rag.reading.continuation import Jump, find_jumps


@pytest.mark.parametrize(
    ("text", "way", "page"),
    [
        ("（上接1版）", "from", "1"),
        ("（上接第一版）", "from", "1"),
        ("[上接第一版]", "from", "1"),
        ("（上接第一版]", "from", "1"),
        ("（上接 1版）", "from", "1"),
        ("【上接A3版】", "from", "A3"),
        ("(上楼第一版)", "from", "1"),
        ("（紧接第十二版）", "from", "12"),
        ("（下转第4版）", "on", "4"),
        ("（下转二版）", "on", "2"),
        ("(下转 第 4 版)", "on", "4"),
        ("（上按1版）", "from", "1"),
        ("（下转笫4版）", "on", "4"),
    ],
)
def test_a_jump_line_says_which_way_and_to_which_page(text: str, way: str, page: str) -> None:
    (jump,) = find_jumps(text)
    assert (jump.span, jump.way, jump.page) == ((0, len(text)), way, page)


def test_jumps_glued_to_text_are_found_where_they_stand() -> None:
    assert find_jumps("（上接1版）大桥通车。（下转4版）") == [
        Jump((0, 6), "from", "1"),
        Jump((11, 17), "on", "4"),
    ]


@pytest.mark.parametrize("text", ["详见第4版", "（第4版）", "上接1版", "（上接1994年版）", "（转载）"])
def test_what_only_names_a_page_is_no_jump(text: str) -> None:
    assert find_jumps(text) == []
