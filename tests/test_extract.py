"""Answers without a model: the sentences that answer, verbatim."""

from rag.answering.extract import ExtractiveWriter
from rag.answering.notes import note
from rag.answering.verify import verify
from rag.answers import Evidence, Quotation
from rag.types import Article
from tests.clippings import article, hit

BRIDGE = article("永安古桥长86米。它建于明代。桥有7个桥孔。", name="a1")
REPRINT = article("昨日消息。永安古桥长86米。", name="a2")


def quoting(of: Article, words: str, score: float) -> Quotation:
    start = of.text.index(words)
    return Quotation(hit(of), start, start + len(words), score)


def evidence(question: str, *quotations: Quotation) -> Evidence:
    return Evidence(question, tuple(q.hit for q in quotations), quotations, sufficient=True)


def test_the_best_sentence_is_quoted_and_those_nearly_as_good() -> None:
    given = evidence(
        "桥有多长？",
        quoting(BRIDGE, "永安古桥长86米。", 0.8),
        quoting(BRIDGE, "桥有7个桥孔。", 0.6),
        quoting(BRIDGE, "它建于明代。", 0.05),
    )

    assert ExtractiveWriter().write(given).text == "永安古桥长86米。[1]\n桥有7个桥孔。[2]"


def test_a_sentence_that_shows_the_words_that_answer_goes_before_a_likelier_one() -> None:
    """Odds of 3 to 7 that show a length are four times as good, and better than even ones that do not."""
    length, age = quoting(BRIDGE, "永安古桥长86米。", 0.3), quoting(BRIDGE, "它建于明代。", 0.5)

    assert ExtractiveWriter().write(evidence("桥有多长？", age, length)).passages == (length, age)
    assert ExtractiveWriter().write(evidence("桥怎么样？", age, length)).passages == (age, length)


def test_the_words_of_a_reprint_are_not_quoted_twice() -> None:
    given = evidence(
        "桥有多长？", quoting(BRIDGE, "永安古桥长86米。", 0.8), quoting(REPRINT, "永安古桥长86米。", 0.8)
    )

    assert ExtractiveWriter().write(given).text == "永安古桥长86米。[1]"


def test_what_is_quoted_is_verified_like_everything_else() -> None:
    given = evidence(
        "桥有多长？", quoting(BRIDGE, "永安古桥长86米。", 0.8), quoting(BRIDGE, "桥有7个桥孔。", 0.7)
    )

    answer = verify(ExtractiveWriter().write(given), given)

    assert [(c.marker, c.quote, c.match) for c in answer.citations] == [
        (1, "永安古桥长86米。", "exact"),
        (2, "桥有7个桥孔。", "exact"),
    ]
    assert [sentence.supported for sentence in answer.sentences] == [True, True]


def test_an_english_question_is_told_once_that_the_quotations_are_chinese() -> None:
    chinese = quoting(BRIDGE, "永安古桥长86米。", 0.8)

    told = (note("Chinese", "en"),)
    assert ExtractiveWriter().write(evidence("How long is the bridge?", chinese)).warnings == told
    assert ExtractiveWriter().write(evidence("桥有多长？", chinese)).warnings == ()


def test_the_marks_keep_clear_of_the_brackets_in_what_is_quoted() -> None:
    forest = article("全市森林覆盖率为70%[1]。造林面积4万亩。", name="a3")
    given = evidence(
        "森林覆盖率是多少？",
        quoting(forest, "全市森林覆盖率为70%[1]。", 0.8),
        quoting(forest, "造林面积4万亩。", 0.8),
    )

    answer = verify(ExtractiveWriter().write(given), given)

    assert answer.text == "全市森林覆盖率为70%[1]。[2]\n造林面积4万亩。[3]"
    assert [(c.marker, c.quote) for c in answer.citations] == [
        (2, "全市森林覆盖率为70%[1]。"),
        (3, "造林面积4万亩。"),
    ]
    assert [sentence.markers for sentence in answer.sentences] == [(2,), (3,)]
    assert [sentence.supported for sentence in answer.sentences] == [True, True]
