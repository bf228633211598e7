import pytest

from rag.answering.polarity import contradiction, opposed


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("产量下降5%", "产量上升5%"),
        ("产量上升5%", "产量为5%"),
        ("收入下降，成本下降", "收入增长，成本下降"),
        ("超过五成", "不足五成"),
        ("该厂去年亏损", "该厂去年盈利"),
        ("议会否决了提案", "议会批准了提案"),
        ("工程已经完工", "工程尚未完工"),
        ("不得进入园区", "可以进入园区"),
        ("甲没有参加", "甲参加，乙没有到场"),
        ("可少于两年", "不得少于两年"),
        ("Exports fell.", "Exports rose."),
        ("He did not attend.", "He attended."),
        ("He attended the meeting.", "He did not attend the meeting."),
    ],
)
def test_the_contrary_is_found(claim: str, quote: str) -> None:
    assert contradiction(claim, quote, same_language=True)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("产量增加5%", "产量上升5%"),
        ("收入增长", "收入增长，成本下降"),
        ("企业不断壮大", "企业持续壮大"),
        ("无人机巡查", "用无人机巡查"),
        ("工程没有完工", "工程尚未完工"),
        ("甲参加会议", "甲参加会议，乙没有到场"),
        ("3000多家书店", "超过3000家书店"),
        ("Exports rose.", "Exports increased."),
    ],
)
def test_the_same_in_other_words_is_no_contradiction(claim: str, quote: str) -> None:
    assert contradiction(claim, quote, same_language=True) == ""


def test_directions_and_denials_are_compared_between_languages() -> None:
    assert contradiction("Exports fell.", "出口上升。", same_language=False) == "fell"
    assert contradiction("Exports rose.", "出口上升。", same_language=False) == ""
    assert contradiction("It is not open.", "已开放。", same_language=False)
    assert contradiction("It is not open.", "尚未开放。", same_language=False) == ""


@pytest.mark.parametrize(("said", "stood"), [("停工", "复工"), ("受处罚", "受表彰"), ("致富", "致贫")])
def test_words_put_in_the_place_of_their_contrary_are_known(said: str, stood: str) -> None:
    assert opposed(said, stood)
    assert opposed(stood, said)
    assert not opposed(said, said)
