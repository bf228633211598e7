"""Chunks: at most so long, cut at sentence ends, nothing lost."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from rag.indexing.chunking import ALPHABETIC_CHUNK_SIZE, CHUNK_SIZE, split, split_text
from rag.types import Article, Part, Traced


def article_of(*parts: str) -> Article:
    text = "".join(parts)
    ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts))]
    pieces = zip([0, *ends], ends, strict=False)
    return Article(
        "a000000000000",
        Traced(text, array("i", range(len(text)))),
        tuple(Part("1.txt", "", "", ((1, 1),), start, end) for start, end in pieces),
    )


def test_a_short_article_is_one_chunk() -> None:
    (chunk,) = split(article_of("去年建成。"))

    assert (chunk.start, chunk.end) == (0, 5)


def test_a_long_text_is_cut_after_a_sentence() -> None:
    first, second = "春" * 299 + "。", "秋" * 199 + "。"

    assert split_text(first + second) == [first, second]


def test_a_closing_quote_stays_with_its_sentence() -> None:
    first, second = "“" + "春" * 297 + "。”", "秋" * 200

    assert split_text(first + second) == [first, second]


def test_latin_text_may_be_longer() -> None:
    text = "The harbour opened on Monday. " * 30  # 900 characters

    assert split_text(text) == [text]


def test_a_chunk_never_crosses_the_seam_between_two_parts() -> None:
    chunks = split(article_of("第一部分。", "第二部分。"))

    assert [(chunk.start, chunk.end) for chunk in chunks] == [(0, 5), (5, 10)]


@given(st.text(st.sampled_from("春秋a b.。”\n，1"), max_size=3000))
def test_no_character_is_lost_and_none_doubled(text: str) -> None:
    pieces = split_text(text)

    assert "".join(pieces) == text
    assert all(len(piece) <= ALPHABETIC_CHUNK_SIZE for piece in pieces)


@given(st.text(st.sampled_from("春夏秋冬。，"), min_size=401, max_size=2000))
def test_chinese_chunks_keep_to_four_hundred_characters(text: str) -> None:
    assert max(map(len, split_text(text))) <= CHUNK_SIZE
