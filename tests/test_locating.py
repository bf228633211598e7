import pytest

from rag.answering.locating import Source
from rag.answers import Quotation
from rag.found import Hit
from tests.clippings import article, passage

TEXT = "市图书馆周一闭馆，周二至周日开放。馆藏图书120万册。去年新增读者3万人。"
SOURCE = Source(passage(article(TEXT, headline="市图书馆")))


def found(words: str, question: str = "") -> list[tuple[str, str]]:
    return [(TEXT[span.start : span.end], span.match) for span in SOURCE.locate(words, question)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("馆藏图书120万册。", [("馆藏图书120万册。", "exact")]),
        ("馆藏图书120万册", [("馆藏图书120万册。", "exact")]),
        ("馆藏图书１２０万册", [("馆藏图书120万册。", "normalised")]),
        ("这座图书馆藏书120万册", [("馆藏图书120万册。", "fuzzy")]),
        (
            "新增读者3万人，馆藏图书120万册",
            [("去年新增读者3万人。", "fuzzy"), ("馆藏图书120万册。", "fuzzy")],
        ),
        ("火箭发射取得圆满成功", []),
        ("", []),
    ],
)
def test_the_sentence_that_says_it_is_found(words: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(found(words)) == sorted(expected)


def test_a_few_words_are_found_where_the_question_points() -> None:
    text = "桥长300米。隧道长300米。"

    (span,) = Source(passage(article(text))).locate("300米", "隧道有多长？")

    assert text[span.start : span.end] == "隧道长300米。"


def test_offsets_are_of_the_article() -> None:
    whole = article("前文一句。" + TEXT)
    inside = Quotation(Hit(1, 1.0, 0.9, whole, 5, len(whole.text), ((1, 1),)), 5, len(whole.text), 0.9)

    (span,) = Source(inside).locate("馆藏图书120万册", "")

    assert whole.text[span.start : span.end] == "馆藏图书120万册。"
