"""Lines become paragraphs by blank lines, by indents, by short lines, as the page has it."""

from rag.reading.lines import joined, split_lines
from rag.reading.wrapping import Wrapping


def paragraphs(raw: str) -> list[str]:
    lines = split_lines(raw, markdown=False)
    groups = Wrapping.of(raw, lines).paragraphs(lines)
    return [joined(raw, [(line.start, line.end) for line in group]).text for group in groups]


FIRST = ["新建成的跨江大桥昨天下午", "正式通车，两岸居民从此可", "以步行过江。"]
SECOND = ["大桥全长一千二百米，由本", "地工程师自行设计，历时三", "年建成，没有一人受伤。"]


def test_a_blank_line_between_all_lines_tells_nothing_and_a_short_line_ends_a_paragraph() -> None:
    assert paragraphs("\n\n".join(FIRST + SECOND)) == ["".join(FIRST), "".join(SECOND)]


def test_so_it_does_where_no_line_is_blank() -> None:
    assert paragraphs("\n".join(FIRST + SECOND)) == ["".join(FIRST), "".join(SECOND)]


def test_blank_lines_between_some_lines_end_paragraphs() -> None:
    second = [*SECOND[:2], "年建成，没有一个人受伤。"]  # as long as the others: only the blank line tells
    raw = "\n".join(FIRST) + "\n\n" + "\n".join(second) + "\n\n" + "\n".join(FIRST)
    assert paragraphs(raw) == ["".join(FIRST), "".join(second), "".join(FIRST)]


def test_an_indent_begins_a_paragraph() -> None:
    full = ["大桥全长一千二百米，由本", "地的工程师自行设计建成。"]
    raw = "\n".join(["　　" + full[0], full[1], "　　" + full[0], full[1]])
    assert paragraphs(raw) == ["".join(full), "".join(full)]


def test_two_lines_without_the_blank_line_that_all_others_have_are_one_heading() -> None:
    raw = "\n\n".join(FIRST) + "\n\n大桥之新：\n连起两岸\n\n" + "\n\n".join(SECOND)
    assert paragraphs(raw) == ["".join(FIRST), "大桥之新：连起两岸", "".join(SECOND)]


def test_a_dash_on_a_line_of_its_own_belongs_to_the_line_before() -> None:
    raw = "\n\n".join([*FIRST, "坚持为民服务，建好大桥", "——", *SECOND])
    assert "坚持为民服务，建好大桥——" in paragraphs(raw)


def test_a_paragraph_to_a_line_stays_one_and_a_cut_sentence_goes_on() -> None:
    long = "新建成的跨江大桥昨天下午正式通车，两岸居民从此可以步行过江，不必再等渡船，老人和孩子最高兴。"
    cut = "大桥全长一千二百米，由本地工程师自行设计，历时三年建成，其间没有一人受伤，工程师们说这是因为"
    assert paragraphs("\n".join([long, long])) == [long, long]
    assert paragraphs("\n".join([long, cut, "大家都小心。"])) == [long, cut + "大家都小心。"]


def test_a_comma_or_the_unit_of_a_number_begins_no_paragraph() -> None:
    raw = "通车仪式定于 8 月 20\n\n日至 23 日举行\n\n，市民可以前去参观。\n"
    lines = split_lines(raw, markdown=False)

    assert len(list(Wrapping.of(raw, lines).paragraphs(lines))) == 1
