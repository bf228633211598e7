"""The measures of reading, worked by hand."""

import json
from pathlib import Path

import pytest

from eval.overlap import bare
from eval.pages import (
    Gold,
    Tally,
    broken_anew,
    common_length,
    count,
    distance,
    gold_pages,
    main,
    mapping_errors,
    without_blank_lines_told,
)
from rag.reading import read_articles
from rag.types import Page


def test_a_common_subsequence_need_not_be_of_one_piece() -> None:
    assert common_length("ABCBDAB", "BDCABA") == 4
    assert common_length("大桥通车", "") == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("kitten", "sitting", 3), ("", "ab", 2), ("ab", "", 2), ("大桥通车", "大桥车", 1)],
)
def test_distances_are_those_of_levenshtein(one: str, other: str, expected: int) -> None:
    assert distance(one, other) == expected


def test_a_stretch_of_a_text_may_be_near_where_the_text_is_not() -> None:
    assert distance("大桥通车", "昨天，大桥通了车。", anywhere=True) == 1
    assert distance("abc", "xyz", anywhere=True) == 3


def test_a_page_is_broken_anew_after_fourteen_characters_and_loses_its_marks() -> None:
    assert broken_anew("# 一\n\n" + "二" * 15) == " 一\n\n" + "二" * 14 + "\n二"
    assert without_blank_lines_told("# 一\n\n" + "二" * 15) == " 一\n\n" + "二" * 14 + "\n\n二"


BRIDGE = (
    "跨江大桥昨天下午通车，两岸居民从此可以步行过江，不必再等渡船，老人和孩子最高兴，大家都说这一天等了很久。"
)
RAW = f"# 大桥通车\n\n本报讯 {BRIDGE}\n\n# 渡船停航\n\n本报讯 渡船{BRIDGE}"


def test_starts_headlines_bodies_and_quotations_are_counted() -> None:
    start = RAW.index("本报讯")
    gold = {"start_offset": start, "end_offset": start + 4 + len(BRIDGE), "title": "大 桥通车"}
    page = Gold("0a", RAW, [gold], [bare(BRIDGE)[:20], "没有这句话"])
    tally = Tally()
    count(tally, page, read_articles(Page("a.md", RAW, "markdown")), exact=True)
    assert (tally.gold, tally.found, tally.right) == (1, 2, 1)
    assert tally.f1 == pytest.approx(2 / 3)
    assert (tally.headlines, tally.kept, tally.quotes) == ([True], [1.0], [True, False])


def test_no_character_is_mapped_wrongly() -> None:
    assert mapping_errors(read_articles(Page("a.md", RAW, "markdown"))) == 0


def test_a_folder_of_known_pages_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("clean", "ocr", "gold/segments"):
        (tmp_path / folder).mkdir(parents=True)
    start = RAW.index("本报讯")
    questions = []
    for name in ("0a", "9b"):
        (tmp_path / "clean" / f"{name}.md").write_text(RAW, encoding="utf-8")
        (tmp_path / "ocr" / f"{name}.md").write_text(RAW, encoding="utf-8")
        article = {"start_offset": start, "end_offset": start + 40, "title": "大桥通车"}
        (tmp_path / "gold" / "segments" / f"{name}.json").write_text(json.dumps({"articles": [article]}))
        questions.append(json.dumps({"page": name, "quote": BRIDGE[:10]}))
    (tmp_path / "gold" / "questions.jsonl").write_text("\n".join(questions))
    assert [page.name for page in gold_pages(tmp_path)] == ["0a", "9b"]
    main(tmp_path)
    printed = capsys.readouterr().out
    assert "clean" in printed and "mapping errors 0" in printed
