"""What a sentence shows of answering a question."""

from collections.abc import Callable

import pytest

from rag.archive import Archive
from rag.finding.evidence import hit_sentences
from rag.finding.query import understand
from rag.finding.signs import SIGNS, Signs
from rag.finding.weighing import weigh
from tests.clippings import article, hit

Measured = Callable[..., dict[str, list[float]]]


@pytest.fixture
def signs(archive: Archive) -> Measured:
    """The signs of each sentence of these texts, a passage each."""

    def measured(question: str, *texts: str) -> dict[str, list[float]]:
        hits = [hit(article(text, name=f"a{rank}"), rank) for rank, text in enumerate(texts, 1)]
        spans = [(found, span) for found in hits for span in hit_sentences(found)]
        rows = Signs(weigh(understand(question), archive.legs), archive.embedder).of(spans)
        return dict(zip(SIGNS, rows.T.tolist(), strict=True))

    return measured


def test_a_sentence_that_holds_the_question_has_all_of_its_share(signs: Measured) -> None:
    found = signs("古桥建成", "古桥建成。", "清水河泛滥。")

    assert found["share"] == pytest.approx([1.0, 0.0])
    assert found["own"] == [0.0, 1.0]


def test_the_sentence_before_counts_for_what_is_nearby(signs: Measured) -> None:
    found = signs("石塔 泛滥", "石塔还在。大河泛滥。")  # two words that the archive does not hold

    assert found["nearby share"] == pytest.approx([0.5, 1.0])


def test_a_number_that_the_question_has_itself_is_no_answer(signs: Measured) -> None:
    found = signs("2010年造林多少亩？", "2010年继续造林。2010年造林300亩。2010年来了5人。")

    assert found["kind"] == [-1.0, 1.0, 1.0]
    assert found["unit"] == [-1.0, 1.0, -1.0]
    assert found["figures"] == [1.0, 1.0, 1.0]


def test_a_time_has_to_be_as_exact_as_is_asked_for(signs: Measured) -> None:
    found = signs("大桥哪天通车？", "过去的5年都在建桥。4月5日通车。")

    assert found["kind"] == [1.0, 1.0]
    assert found["unit"] == [-1.0, 1.0]


def test_a_unit_is_known_in_english_too_and_one_that_is_not_tells_nothing(signs: Measured) -> None:
    long = signs(
        "How long is the bridge?", "The bridge is fifty-five km long.", "大桥长55 公里。", "It took 9 years."
    )
    households = signs("造林多少亩？", "It was planted in 1978.")
    people = signs(
        "How many people came?", "Some 1,200 local residents came.", "The 3 boats of the people came."
    )
    year = signs("What year did it open?", "It opened in May 1978.", "It opened 20 years ago.")

    german = signs("Wie lang ist die Brücke?", "Die Brücke ist 55 Kilometer lang.", "大桥长55公里。")

    assert long["unit"] == [1.0, 1.0, -1.0]
    assert households["unit"] == [0.0]
    assert people["unit"] == [1.0, -1.0]
    assert year["unit"] == [1.0, -1.0]
    assert german["unit"] == [0.0, 1.0]


def test_whether_any_sentence_found_holds_what_is_asked_for_is_a_sign_of_them_all(signs: Measured) -> None:
    found = signs("造林多少亩？", "造林很多。", "来了5人。")

    assert found["kind found"] == [1.0, 1.0]
    assert found["unit found"] == [-1.0, -1.0]


def test_a_time_that_the_question_has_itself_is_no_answer(signs: Measured) -> None:
    found = signs("2010年的大桥什么时候通车？", "2010年建桥。5月通车。")

    assert found["kind"] == [-1.0, 1.0]


def test_what_stands_beside_the_words_that_ask_is_told_apart(signs: Measured) -> None:
    found = signs("隧道的总投资是多少？", "隧道总投资三亿元。", "隧道全长三公里。")

    assert found["asked"][0] > 2 * found["asked"][1]
    assert found["aligned"][0] > found["aligned"][1]


def test_words_of_the_sentence_before_are_matches_too_within_a_passage(signs: Measured) -> None:
    found = signs("古桥多长？", "古桥在北门。长三公里。", "长三公里。")

    assert found["nearby aligned"][1] > found["aligned"][1] == pytest.approx(found["aligned"][2])
    assert found["nearby aligned"][2] == pytest.approx(found["aligned"][2])


def test_a_sentence_stands_in_what_its_passage_has_said_up_to_it(signs: Measured) -> None:
    """石塔 and 泛滥 are half of the question each."""
    found = signs("石塔 泛滥", "石塔还在。天晴。大河泛滥。", "石塔。")

    assert found["lead share"] == pytest.approx([0.5, 0.5, 1.0, 0.5])
    assert found["share gap"] == pytest.approx([0.0, -0.5, 0.0, 0.0])
    assert found["passage gap"] == pytest.approx([0.0, 0.0, 0.0, -0.5])


def test_a_question_and_a_heading_are_told_from_a_sentence(signs: Measured) -> None:
    found = signs("古桥", "古桥在哪？古桥在北门。古桥")

    assert found["asks"] == [1.0, 0.0, 0.0]
    assert found["whole"] == [0.0, 1.0, 0.0]


def test_each_sentence_has_the_rank_of_its_passage(signs: Measured) -> None:
    assert signs("古桥", "古桥。北门。", "南门。")["rank"] == [1.0, 1.0, 0.5]


def test_names_in_pinyin_are_looked_for_as_characters(signs: Measured) -> None:
    assert signs("Where is Tongling?", "铜陵在江边。", "合肥。")["names"] == [1.0, -1.0]
    assert signs("Where is it?", "铜陵在江边。")["names"] == [0.0]


def test_a_foreign_question_is_matched_by_its_own_words_or_by_their_english(signs: Measured) -> None:
    german = signs("Wann wurde die Brücke gebaut?", "Die Brücke wurde 1998 gebaut.", "Der Hafen ist alt.")
    english = signs("Wann wurde die Brücke gebaut?", "The bridge was built in 1998.", "The harbour is old.")

    assert german["aligned"][0] > 2 * german["aligned"][1]
    assert english["aligned"][0] > 2 * english["aligned"][1]


def test_a_question_without_a_word_is_matched_by_nothing(signs: Measured) -> None:
    found = signs("", "古桥建成。")

    assert found["aligned"] == found["nearby asked"] == [0.0]
