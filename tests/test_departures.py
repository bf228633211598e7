"""What a sentence that copies its quotation has otherwise than it."""

import pytest

from rag.answering.departures import changed_places, departures

QUOTE = "去年年底，海滨市市长陈立良宣布，全市21个乡镇的图书馆免费开放，部分馆舍由省教育局投资3200万元扩建。"


def wrong(claim: str, quote: str = QUOTE) -> list[object]:
    found = list(departures(claim, quote))
    return [fault for one in found if (fault := one.name() or one.contrary())]


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        (QUOTE.replace("陈立良", "陈立民"), "陈立民"),
        (QUOTE.replace("陈立良", "赵立良"), "赵立良"),
        (QUOTE.replace("海滨市", "海津市"), "海津"),
        (QUOTE.replace("年底", "年初"), ("年初", "年底")),
        (QUOTE.replace("市长", "副市长"), ("副市长", "市长")),
        (QUOTE.replace("全市", "全省"), ("全省", "全市")),
        (QUOTE.replace("免费", "收费"), ("收费", "免费")),
        (QUOTE.replace("部分", "全部"), ("全部", "部分")),
        (QUOTE.replace("教育局", "卫生局"), ("卫生局", "教育局")),
        (QUOTE.replace("21", "二十二"), ("二十二", "21")),
        (QUOTE.replace("去年", "今年"), ("今年", "去年")),
    ],
)
def test_what_stands_in_the_place_of_another_is_found(claim: str, fault: object) -> None:
    assert fault in wrong(claim)


@pytest.mark.parametrize(
    "claim",
    [
        QUOTE,
        "海滨市市长陈立良宣布，全市二十一个乡镇的图书馆免费开放。",
        QUOTE.replace("3200万元", "0.32亿元").replace("年底", "年末"),
        QUOTE.replace("宣布", "宜布").replace("馆舍", "馆含"),  # misread
        "昨天报道：" + QUOTE,
        "图书馆免费开放，全市共有21个乡镇，市长这样说。",
        "扩建由省里出钱，全省都在看。",  # in other words
    ],
)
def test_the_same_in_another_dress_departs_in_nothing_that_counts(claim: str) -> None:
    assert wrong(claim) == []


def test_an_everyday_word_that_looks_like_it_is_no_other_name() -> None:
    assert wrong("记者林东升说，大桥已经建成。", "记者林车升说，大桥已经建成。") == []


@pytest.mark.parametrize(
    ("claim", "quote", "places"),
    [
        ("乙厂的工人状告甲厂。", "甲厂的工人状告乙厂。", None),  # of one character: not told
        ("海滨队主场迎战青山队。", "青山队主场迎战海滨队。", ("海滨", "青山")),
        ("涉及青山、林芝和海滨。", "涉及海滨、林芝和青山。", None),  # a list says the same in any order
    ],
)
def test_words_in_each_others_place_are_found(claim: str, quote: str, places: tuple[str, str] | None) -> None:
    assert changed_places(list(departures(claim, quote)), quote) == places
