"""Lines are joined as their script needs it, and every character keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reading.lines import Line, joined, split_lines, together
from rag.types import NO_ORIGIN, Traced


def clean(raw: str, **options: bool) -> str:
    spans = [(line.start, line.end) for line in split_lines(raw, markdown=False)]
    return joined(raw, spans, **options).text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("大桥今天通\n\n车了。", "大桥今天通车了。"),
        ("8 月 20\n\n日至 23 日", "8月20日至23日"),
        ("春 风 化 雨 、 润 物 无 声 。 今 年", "春风化雨、润物无声。今年"),
        ("话剧 《茶馆》《雷 雨》《日 出》 等", "话剧《茶馆》《雷雨》《日出》等"),
        ("通 过 “5G + 4K、\n\n8K”直播", "通过“5G + 4K、8K”直播"),
        ("在 40户，共 3.5%的 人", "在40户，共3.5%的人"),
        ("长期以来, 我们坚持", "长期以来,我们坚持"),
        ("使用 LCD 屏幕", "使用 LCD 屏幕"),
        ("从 2010\n2年", "从20102年"),
        ("The city opened a new\nbridge on Monday.", "The city opened a new bridge on Monday."),
        ("an exam-\nple of hyphens", "an example of hyphens"),
        ("a well-known\nbridge", "a well-known bridge"),
        ("pages 10-\n12 are lost", "pages 10- 12 are lost"),
        ("공원이 문을\n열었다", "공원이 문을 열었다"),
        ("大\u200b桥\ufeff通\u00ad车", "大桥通车"),
        ("head\u00adline", "headline"),
        ("𠮷野家 开\n业😀了", "𠮷野家开业😀了"),
    ],
)
def test_chinese_joins_without_a_space_and_latin_with_one(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_words_set_apart_stay_apart_in_headlines_but_not_in_spaced_out_ones() -> None:
    assert clean("互帮互助  让社区更暖", keep_gaps=True) == "互帮互助 让社区更暖"
    assert clean("记者 张三 李小四", keep_gaps=True) == "记者 张三 李小四"
    assert clean("大 桥 建 设 者 之 歌", keep_gaps=True) == "大桥建设者之歌"


def test_white_space_of_ours_has_no_origin_and_all_else_has_its_own() -> None:
    raw = "new\nbridge"
    text = joined(raw, [(0, 3), (4, 10)])
    assert text.text == "new bridge"
    assert list(text.origin) == [0, 1, 2, NO_ORIGIN, 4, 5, 6, 7, 8, 9]


def test_a_line_is_known_by_its_heading_mark_its_indent_and_the_blank_line_before() -> None:
    raw = "# 通车\n\n　　大桥通车。\n"
    assert split_lines(raw, markdown=True) == [
        Line(2, 4, width=4, marked=True),
        Line(8, 13, width=7, indented=True, after_blank=True),
    ]
    assert split_lines("# 通车", markdown=False) == [Line(0, 4, width=4)]


def test_an_empty_heading_is_a_heading_whose_words_were_lost() -> None:
    (line,) = split_lines("# ", markdown=True)
    assert line.marked and line.start == line.end


def test_putting_together_skips_what_is_empty() -> None:
    raw = "一二"
    pieces = [joined(raw, [(0, 1)]), Traced(), joined(raw, [(1, 2)])]
    text = together(pieces, "\n")
    assert (text.text, list(text.origin)) == ("一\n二", [0, NO_ORIGIN, 1])


@given(
    st.text(alphabet=st.sampled_from("大桥通车。，“”《》 \n\t\u3000\u200babc-19G+《"), max_size=60),
    st.booleans(),
)
def test_whatever_the_line_every_visible_character_comes_from_its_origin(raw: str, gaps: bool) -> None:
    text = joined(raw, [(line.start, line.end) for line in split_lines(raw, False)], keep_gaps=gaps)
    assert all(
        raw[place] == character if place != NO_ORIGIN else character == " "
        for character, place in zip(text.text, text.origin, strict=True)
    )
    lost = sorted(set(range(len(raw))) - set(text.origin))
    assert all(raw[place] in " \n\t\u3000\u200b-" for place in lost)


def test_a_word_keeps_its_hyphen_where_it_may_be_its_own() -> None:
    raw = "under an X-\nray of 1920"

    assert joined(raw, [(0, 11), (12, len(raw))]).text == "under an X-ray of 1920"


@pytest.mark.parametrize(
    ("raw", "expected"), [("the Wi-\nFi works", "the Wi-Fi works"), ("开通了Wi-\nFi覆盖", "开通了Wi-Fi覆盖")]
)
def test_a_compound_broken_at_its_own_hyphen_keeps_it(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_a_heading_of_several_lines_is_one_line_of_its_size() -> None:
    first, second = split_lines("大桥昨天\n建成通车\n两岸欢庆", False, [(0, 9, 2.6)])
    assert (first.start, first.end, first.marked, first.scale) == (0, 9, True, 2.6)
    assert (second.marked, second.scale) == (False, 1.0)
