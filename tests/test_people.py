"""A Chinese name is a surname that people have and one or two characters."""

import re

import pytest

from rag.reading.people import NAME, NO_PEOPLE


@pytest.mark.parametrize("text", ["张三", "李小四", "欧阳小明", "張小明", "诸葛亮", "阿里·买买提"])
def test_a_name_begins_with_a_surname(text: str) -> None:
    assert re.fullmatch(NAME, text)


@pytest.mark.parametrize("text", ["大桥", "通车了", "张", "张三李四王", "的确"])
def test_other_words_are_no_names(text: str) -> None:
    assert not re.fullmatch(NAME, text)


def test_provinces_are_no_people_though_some_begin_like_one() -> None:
    assert re.fullmatch(NAME, "江苏") and {"江苏", "黑龙江", "澳门"} <= NO_PEOPLE
