"""Days of publication, told from a question."""

from datetime import date
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.finding.publication import in_time, published
from rag.found import NO_FILTERS, Filters
from tests.fakes import PairEmbedder

TODAY = date(2024, 5, 8)  # a Wednesday


@pytest.mark.parametrize(
    ("question", "since", "until", "rest"),
    [
        ("8月的报道中古桥有多长？", "2023-08-01", "2023-08-31", "古桥有多长？"),
        ("5月的报纸怎么写古桥？", "2024-05-01", "2024-05-31", "怎么写古桥？"),
        ("2011年1月的报纸上关于古桥的文章", "2011-01-01", "2011-01-31", "关于古桥的文章"),
        ("上周报道了哪些古桥？", "2024-04-29", "2024-05-05", "哪些古桥？"),
        ("江滨日报上个月报道过古桥吗？", "2024-04-01", "2024-04-30", "江滨日报 古桥吗？"),
        ("2023年5月6日的新闻里古桥有多长？", "2023-05-06", "2023-05-06", "古桥有多长？"),
        ("articles of last week about the bridge", "2024-04-29", "2024-05-05", "about the bridge"),
        ("bridges in news from August 2011", "2011-08-01", "2011-08-31", "bridges in"),
        ("What do yesterday's newspapers say of it?", "2024-05-07", "2024-05-07", "What do say of it?"),
    ],
)
def test_a_time_beside_what_is_printed_is_a_filter(question: str, since: str, until: str, rest: str) -> None:
    found = published(question, TODAY)

    assert found is not None
    assert (found.since, found.until, found.question) == (since, until, rest)


@pytest.mark.parametrize(
    "question",
    [
        "2011年1月古桥有多长？",
        "上周古桥修缮了吗？",
        "8月的暴雨造成了什么损失？",
        "世卫组织8月报道了多少例？",
        "2008年的新闻联播由谁主持？",
        "2019年的报道称赞了谁？",
        "鲁迅1926年的文章有哪些？",
        "2011年的报纸发行量是多少？",
        "How many people came last week?",
        "What did the report of 2011 say?",
        "In August 2011, who opened the harbour?",
        "13月的报纸",
        "5日的报纸",
    ],
)
def test_a_time_of_what_happened_is_left_alone(question: str) -> None:
    assert published(question, TODAY) is None


def test_a_filter_that_is_given_goes_before_what_the_question_says() -> None:
    given = Filters(since="2020-01-01")

    assert in_time("上周的报道", given, TODAY) == ("上周的报道", given, ())
    assert in_time("上周的报道", NO_FILTERS, TODAY)[0] == "上周的报道"  # nothing else is asked for


def test_the_reply_says_which_days_were_searched(tmp_path: Path, pages: Path) -> None:
    may = date(2023, 5, 20)
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder(), today=lambda: may) as archive:
        archive.index([pages])
        within = archive.ask("本月的报道中永安古桥长多少米？")
        before = archive.ask("上个月的报道中永安古桥长多少米？")

    assert "86米" in within.text
    assert "2023-05-01 至 2023-05-31" in within.warnings[0]
    assert before.refused
    assert "2023-04-01 至 2023-04-30" in before.warnings[0]
