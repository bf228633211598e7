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


@pytest.mark.parametrize(
    ("claim", "quote", "fault"),
    [
        ("桥长居全国第三位", "桥长居全国第二位", "第三"),
        ("桥长居全国第一位", "桥长居全国第二位", "第一"),
        ("果园有500公顷", "果园有500亩", "500公顷"),
        ("车程15小时", "车程15分钟", "15小时"),
        ("孩子8个月大", "孩子8岁", "8个月"),
    ],
)
def test_ranks_and_units_are_part_of_a_figure(claim: str, quote: str, fault: str) -> None:
    assert f"{fault} is not in the quoted text" in found(claim, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("桥长居全国第一位", "桥长居全国首位"),
        ("这是第3届", "这是第三届"),
        ("路长5千米", "路长5公里"),
        ("历时4个小时", "历时4小时"),
        ("据报道，新桥通车", "新桥通车"),
        ("新桥通车，据报道。", "新桥通车。"),
    ],
)
def test_the_same_rank_unit_or_frame_has_no_fault(claim: str, quote: str) -> None:
    assert found(claim, quote) == []


@pytest.mark.parametrize("marks", ["“”", "””", "““", "”“", '""', "「」"])
def test_quoted_words_are_looked_for_whatever_marks_an_ocr_made_of_theirs(marks: str) -> None:
    first, last = marks[0], marks[1]
    quote = f"{first}老桥故事{last}展览开幕。"

    assert found(f"{first}老桥往事{last}展览开幕", quote) == ["“老桥往事” is not in the cited passage"]
    assert found(f"{first}老桥故事{last}展览开幕", quote) == []


def test_faults_are_told_in_the_questions_language_with_whole_units() -> None:
    told = faults("新桥投资2亿元，缩短车程99公里", [QUOTE], [QUOTE], [PAPER], "zh")

    assert list(told) == ["引文中没有99公里"]
