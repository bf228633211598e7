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
    ],
)
def test_who_when_where_and_how_many(question: str, sentence: str, words: str) -> None:
    span = answer_span(question, sentence)

    assert span
    assert sentence[slice(*span)] == words


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("为什么闭馆？", "图书馆5月闭馆。"), ("有多少人？", "很多人来了。"), ("谁来了？", "来了很多人。")],
)
def test_what_does_not_show_is_not_guessed(question: str, sentence: str) -> None:
    assert answer_span(question, sentence) is None
