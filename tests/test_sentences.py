"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年建成。今年投产！", ["去年建成。", "今年投产！"]),
        ("他说：“很好！”记者问：为何？", ["他说：“很好！”", "记者问：为何？"]),
        ("产量达3.5万吨；销量更高……大家都高兴。", ["产量达3.5万吨；销量更高……大家都高兴。"]),
        (
            "The U.S. team won on Oct. 15, 1957. It rained.",
            ["The U.S. team won on Oct. 15, 1957.", "It rained."],
        ),
        ("第一段\n\n第二段", ["第一段", "第二段"]),
        ("没有句号", ["没有句号"]),
        (" \n ", []),
    ],
)
def test_sentences_of(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(st.sampled_from("古桥a .。！”\n3"), max_size=60))
def test_every_visible_character_is_in_one_sentence(text: str) -> None:
    assert "".join("".join(s.split()) for s in sentences(text)) == "".join(text.split())
