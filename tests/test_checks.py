import pytest

from rag.answering.checks import faults
from tests.clippings import article

PAPER = article("正文。", headline="新桥通车", paper="海滨晚报", date="2023-08-05")
QUOTE = "去年8月3日，新桥通车，投资2亿元，缩短车程15分钟。"


def found(claim: str, quote: str = QUOTE) -> list[str]:
    return list(faults(claim, [quote], [quote], [PAPER], "en"))


@pytest.mark.parametrize(
    "claim",
    [
        "新桥2022年8月3日通车",
        "新桥投资20000万元",
        "《海滨晚报》说，新桥投资2亿元",
        "新桥缩短车程15分钟",
        "去年，新桥通车",
    ],
)
def test_what_the_quotation_says_has_no_fault(claim: str) -> None:
    assert found(claim) == []


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ("新桥2023年8月3日通车", "2023年8月3日 is not in the quoted text"),
        ("新桥8月5日通车", "8月5日 is not in the quoted text"),
        ("新桥投资3亿元", "3亿元 is not in the quoted text"),
        ("新桥投资2亿吨", "2亿吨 is not in the quoted text"),
        ("“老桥”通车，投资2亿元", "“老桥” is not in the cited passage"),
        ("新桥缩短车程15%", "15% is not in the quoted text"),
        ("月球背面有水", "most of it is not in the quoted text"),
        (
            "The bridge is pretty.",
            "it is in another language and names no figure or name, so it could not be checked",
        ),
    ],
)
def test_each_fault_says_what_is_wrong(claim: str, fault: str) -> None:
    assert fault in found(claim)


def test_the_day_of_the_paper_dates_what_names_no_year() -> None:
    assert found("2023年新桥通车", "今天新桥通车。") == []
    assert found("2021年新桥通车", "今天新桥通车。") == ["2021年 is not in the quoted text"]


def test_a_figure_belongs_to_the_thing_that_it_counts() -> None:
    quote = "全市有21个乡镇和32家企业参加建设。"

    assert found("全市21个乡镇、32家企业参加建设", quote) == []
    assert found("全市32个乡镇和21家企业参加建设", quote) == [
        "32个 is not what the quoted text says of 乡镇",
        "21家 is not what the quoted text says of 企业",
    ]


def test_faults_are_told_in_the_questions_language_with_whole_units() -> None:
    told = faults("新桥投资2亿元，缩短车程99公里", [QUOTE], [QUOTE], [PAPER], "zh")

    assert list(told) == ["引文中没有99公里"]
