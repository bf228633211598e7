"""Words of which one excludes another in the same place."""

import pytest

from rag.answering.kinds import other_of_its_kind


@pytest.mark.parametrize(
    ("said", "stood", "pair"),
    [
        ("被告败诉", "原告败诉", ("被告", "原告")),
        ("同比增长", "环比增长", ("同比", "环比")),
        ("本月下旬", "本月上旬", ("下旬", "上旬")),
        ("由副市长宣布", "由市长宣布", ("副市长", "市长")),
        ("向叔叔借", "向舅舅借", ("叔叔", "舅舅")),
    ],
)
def test_one_of_a_kind_excludes_another(said: str, stood: str, pair: tuple[str, str]) -> None:
    assert other_of_its_kind(said, stood) == pair
    assert other_of_its_kind(stood, said) == pair[::-1]


@pytest.mark.parametrize(
    ("said", "stood"),
    [
        ("每日开放", "每天开放"),  # one word
        ("市长和书记", "书记和市长"),  # both are there
        ("全市共有", "共有"),  # only one of them says it
        ("全县", "每年"),  # of two kinds
    ],
)
def test_the_same_word_and_words_of_two_kinds_do_not(said: str, stood: str) -> None:
    assert other_of_its_kind(said, stood) is None
