"""Chinese text is read in the encodings that newspapers used."""

import codecs

import pytest

from rag.reading.decoding import decode, everyday_share

SIMPLIFIED = "本报讯（记者 张三）跨江大桥今天建成通车，两岸的市民在桥头举行了庆祝活动。这是我市第三座大桥。"
TRADITIONAL = (
    "本報訊（記者 張三）跨江大橋今天建成通車，兩岸的市民在橋頭舉行了慶祝活動。這是我們的第三座大橋。"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_simplified_chinese_is_read_in_any_of_its_encodings(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030"])
def test_traditional_chinese_is_read_in_any_of_its_encodings(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_big_endian_utf_16_is_known_by_its_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED + "\n2024", "The bridge opened today.\n"])
def test_utf_16_is_known_without_its_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5", "utf-8"])
def test_a_few_broken_bytes_are_marked_and_the_rest_is_read(encoding: str) -> None:
    text = (TRADITIONAL if encoding == "big5" else SIMPLIFIED) + "\n"
    broken = text.encode(encoding) * 3 + b"\xff\n" + text.encode(encoding) * 3

    assert decode(broken) == text * 3 + "\ufffd\n" + text * 3


def test_characters_beyond_gbk_survive_gb18030() -> None:
    text = SIMPLIFIED + "𠮷"
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)), b"\xff\xfe\x00\xd8"])
def test_what_is_not_text_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"is not text|cannot be decoded"):
        decode(data)


def test_the_share_of_everyday_characters_tells_a_reading_from_a_misreading() -> None:
    assert everyday_share("一的是大") == 1.0
    assert everyday_share(SIMPLIFIED.encode("gb18030").decode("big5", "ignore")) < 0.05
    assert everyday_share("") == 0.0
