"""Names that a sentence says and its source does not."""

import pytest

from rag.answering.naming import exchanged, strange_name, strange_words
from rag.answering.substitutions import Reference, exchanges, substitutions

SOURCE = "山东省清河县农民尹光琴投资22亿元办起海蓝石材有限公司，她的丈夫王鹏负责生产，产业发展很快。"


def strange(claim: str) -> list[str]:
    source = Reference(SOURCE)
    return [name for found in substitutions(claim, source) if (name := strange_name(found, source))]


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        ("山西省清河县农民尹光琴投资22亿元。", ["山西"]),
        ("山东省青岗县农民尹光琴投资22亿元。", ["青岗"]),
        ("山东省清河县农民刘元彬投资22亿元。", ["刘元彬"]),
        ("她的丈夫王伟负责生产。", ["王伟"]),
        ("海滨市清河县农民尹光琴投资22亿元。", ["海滨市"]),  # where a province stood
        ("办起三和茶叶有限公司。", ["三和茶叶"]),
        ("该公司由农民迪尔玛·罗塞夫投资22亿元。", ["迪尔玛·罗塞夫"]),
        ("办起海蓝石材有限公司，由经理赵长林主持。", ["赵长林"]),
    ],
)
def test_a_person_place_or_body_that_is_put_there_is_named(claim: str, names: list[str]) -> None:
    assert strange(claim) == names


@pytest.mark.parametrize(
    "claim",
    [
        "尹光琴的丈夫王鹏，负责生产。",
        "清河县尹光琴办起海蓝石材公司，花费２２亿元",
        "她的丈夫王鹏主管生产。",  # 主管 is an everyday word
        "她的丈夫王鹏负责生严，产业发晨很快。",  # misread by an OCR
        "她的丈夫王鹏负责生产，户亚发展很快。",
        "当地公司的生产由王鹏负责。",
        "王鹏是她的丈夫，他管着生产，钱是尹光琴出的，这是投资额为22亿元的公司。",  # little words
    ],
)
def test_other_words_and_misread_ones_are_no_names(claim: str) -> None:
    assert strange(claim) == []


def in_others_place(claim: str, text: str) -> list[tuple[str, str]]:
    return [(f.said, f.stood) for f in exchanges(claim, Reference(text)) if exchanged(f)]


def test_a_name_in_the_place_of_another_of_the_same_passage_is_found() -> None:
    text = "因湖南境内结冰，封闭了与广西交界的贵州一侧车站，判处尹光琴有期徒刑，王小鹏作证。"

    assert in_others_place("封闭了与贵州交界的广西一侧车站。", text) == [("贵州", "广西"), ("广西", "贵州")]
    assert in_others_place("判处王小鹏有期徒刑。", text) == [("王小鹏", "尹光琴")]


@pytest.mark.parametrize(
    "claim",
    [
        "封闭了与广西交界的贵州一侧车站。",
        "贵州一侧车站与广西交界，被封闭。",
        "因结冰封闭了车站，在湖南境内。",
    ],
)
def test_names_in_another_order_are_where_they_were(claim: str) -> None:
    assert in_others_place(claim, "因湖南境内结冰，封闭了与广西交界的贵州一侧车站。") == []


def test_a_town_is_replaced_by_everyday_words() -> None:
    text = "应邀到河南省辉县市参加研讨会。"
    (found,) = substitutions("应邀到河南省英雄参加研讨会。", Reference(text))

    assert strange_name(found, Reference(text)) == "英雄"


def test_english_names_begin_with_a_capital() -> None:
    source = "Mayor Chen Li opened the second berth in Harbour City on China's coast."

    assert list(strange_words("Mayor Wang Li opened it in River City.", source)) == ["Wang", "River"]
    assert list(strange_words("In August, the Chinese mayor opened it. Nobody else did.", source)) == []
