"""The words that answer are found in the sentence."""

import pytest

from rag.answering.spans import answer_span


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("桥有多长？", "2023年5月，永安古桥长86米。[1]", "86米"),
        ("共有多少个桥孔？", "永安古桥长86米，共有7个桥孔。", "7个"),
        ("产茶多少吨？", "茶园面积1.2万亩，产茶900吨。", "900吨"),
        ("何时开馆？", "市图书馆2023年5月6日开馆。", "2023年5月6日"),
        ("2023年谁当选？", "2023年，王小波当选馆长。", "王小波"),
        ("仪式在哪里举行？", "仪式在福建省平和县举行。", "福建省平和县"),
        ("How many berths are there?", "海滨港现有泊位48个。", "48个"),
        ("When did it open?", "It opened in May 2019.", "May 2019"),
        ("防洪库容是多少？", "水库蓄水位175米，总库容39亿立方米，防洪库容22.5亿立方米。", "22.5亿立方米"),
        ("古桥有多宽？", "古桥长702米，宽8米。", "8米"),
        ("有多少人受伤？", "车上379名乘客中，有25人受伤。", "25人"),
        ("水温是多少度？", "水深3至5米，适宜水温23~28℃。", "23~28℃"),
        ("全市发生多少起车祸？", "去年全市发生两起车祸，5人受伤。", "两起"),
        ("比赛分为几轮？", "比赛分为两轮，选出六名选手。", "两轮"),
        ("他是第几任馆长？", "他38岁成为第三任馆长。", "第三任"),
        ("他身披几号球衣？", "2011年，他身披10号球衣。", "10号"),
        ("哪一年建成？", "2008年开工，2011年6月建成。", "2011年"),
        ("大桥是由谁设计的？", "大桥由桥梁专家保罗·塞里诺（Paul）设计，周平施工。", "桥梁专家保罗·塞里诺"),
        ("歌剧院的导演是谁？", "歌剧院的导演安娜·贝尔担任主持。", "安娜·贝尔"),
        ("图书馆在哪里？", "图书馆是广州的老馆，图书馆位于清河路12号，毗邻公园。", "清河路12号"),
        ("How many people live there?", "It is 800 years old and 30,000 people live there.", "30,000"),
        (
            "How much did the bridge cost?",
            "The bridge is 1,200 metres long and cost 2 million yuan.",
            "2 million yuan",
        ),
        ("Who founded the firm?", "The firm was founded in 1987 by Maria Lopez.", "Maria Lopez"),
        ("Where was it held?", "In May 2019 it was held in Harbour City.", "Harbour City"),
    ],
)
def test_who_when_where_and_how_many(question: str, sentence: str, words: str) -> None:
    span = answer_span(question, sentence)

    assert span
    assert sentence[slice(*span)] == words


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("为什么闭馆？", "图书馆5月闭馆。"),
        ("有多少人？", "很多人来了。"),
        ("谁来了？", "来了很多人。"),
        ("一共有多少米？", "共植树500棵。"),  # of something else
        ("电话是多少？", "电话12345，共3部。"),
        ("产量是多少？", "甲村产量5吨，乙村产量6吨。"),  # either would do
        ("分为哪几个部分？", "全书8卷，分为诗、文两个部分。"),  # not how many
        ("How many boats came?", "42艘渔船、18个船坞。"),  # across languages only what stands alone
        ("图书馆有多少册书？", "图书馆建于第三街区。[12]"),  # a marker is no number
    ],
)
def test_what_does_not_show_is_not_guessed(question: str, sentence: str) -> None:
    assert answer_span(question, sentence) is None
