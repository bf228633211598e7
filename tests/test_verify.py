import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.prompt import CANNOT_ANSWER
from rag.answering.verify import verify
from rag.answers import Answer, Draft, Evidence, Quotation
from rag.found import Hit
from rag.types import Lines
from tests.clippings import article, evidence, hit, passage, quotation

PORT = article(
    "本报讯 海滨港去年吞吐量上升12.5%，达到3.4亿吨。港口现有泊位48个。8月3日，第二座码头开工，"
    "由市长陈立宣布“绿色港口”计划。"
    "三号泊位尚未完工。按照海港发[2021]6号文件，见附表[2]所示。",
    headline="海滨港吞吐量创新高",
    paper="海滨晚报",
    date="2023-08-05",
)
BRIDGE = article(
    "青石桥长1200米，总投资2亿元。全市有21个乡镇和32家企业参加建设。", name="a2", date="2022-01-02"
)
PASSAGES = (passage(PORT), passage(BRIDGE))
QUESTION = "海滨港有多少泊位？"


def checked(text: str, question: str = QUESTION, passages: tuple[Quotation, ...] = PASSAGES) -> Answer:
    answer = verify(Draft(text, passages, "tiny"), evidence(question, PORT, BRIDGE), revision=7)
    assert "".join(sentence.text for sentence in answer.sentences) == answer.text
    for sentence in answer.sentences:
        assert answer.text[sentence.start : sentence.end] == sentence.text
    for citation in answer.citations:
        assert citation.quote == citation.article.text[citation.start : citation.end]
    return answer


def verdict(text: str, question: str = QUESTION) -> bool | None:
    (sentence,) = checked(text, question).sentences
    return sentence.supported


def test_a_copied_sentence_is_an_exact_citation() -> None:
    answer = checked("港口现有泊位48个。[1]")

    (citation,) = answer.citations
    assert (citation.marker, citation.quote, citation.match) == (1, "港口现有泊位48个。", "exact")
    assert (citation.file, citation.page, citation.lines, citation.score) == ("a1.txt", "2", ((3, 9),), 0.9)
    assert (answer.sentences[0].supported, answer.sentences[0].markers) == (True, (1,))
    assert (answer.model, answer.revision, answer.language, answer.refused) == ("tiny", 7, "zh", False)
    assert answer.warnings == ()


def test_width_and_punctuation_make_a_citation_normalised() -> None:
    (citation,) = checked("海滨港去年吞吐量上升１２.５％,达到3.4亿吨[1].").citations

    assert (citation.match, citation.quote) == (
        "normalised",
        "本报讯 海滨港去年吞吐量上升12.5%，达到3.4亿吨。",
    )


def test_a_paraphrase_is_cited_with_the_sentence_that_it_rests_on() -> None:
    answer = checked("海滨港目前的泊位一共是48个[1]。")

    (citation,) = answer.citations
    assert (citation.match, citation.quote) == ("fuzzy", "港口现有泊位48个。")
    assert answer.sentences[0].supported is True


def test_a_short_answer_is_found_where_the_question_points() -> None:
    answer = checked("48个[1]。")

    assert [citation.quote for citation in answer.citations] == ["港口现有泊位48个。"]
    assert answer.sentences[0].supported is True


def test_markers_are_numbered_by_first_appearance_and_once_for_a_quotation() -> None:
    answer = checked("青石桥长1200米[2]。港口现有泊位48个[1]。青石桥长1200米，总投资2亿元[2]。")

    # No [2], which the first passage has as its own words.
    assert answer.text == "青石桥长1200米[1]。港口现有泊位48个[3]。青石桥长1200米，总投资2亿元[1]。"
    assert [citation.marker for citation in answer.citations] == [1, 3]
    assert [sentence.supported for sentence in answer.sentences] == [True, True, True]


def test_a_sentence_made_of_two_is_cited_with_both() -> None:
    answer = checked("海滨港吞吐量达到3.4亿吨，第二座码头在8月3日开工[1]。")

    assert len(answer.citations) == 2
    assert answer.text == "海滨港吞吐量达到3.4亿吨，第二座码头在8月3日开工[1][3]。"
    assert answer.sentences[0].supported is True


@pytest.mark.parametrize(
    "text",
    [
        "海滨港去年吞吐量上升13.5%，达到3.4亿吨[1]。",
        "海滨港去年吞吐量上升12.5%，达到3.4万吨[1]。",
        "海滨港前年吞吐量上升12.5%，达到3.4亿吨[1]。",
        "海滨港去年吞吐量下降12.5%，达到3.4亿吨[1]。",
        "港口现有泊位8个[1]。",
        "8月4日，第二座码头开工[1]。",
        "2021年8月3日，第二座码头开工[1]。",
        "市长陈立宣布“蓝色港口”计划[1]。",
        "三号泊位已经完工[1]。",
        "第二座码头尚未开工[1]。",
        "月球背面的水冰有48个[2]。",
    ],
)
def test_a_sentence_that_its_source_does_not_say_is_not_supported(text: str) -> None:
    assert verdict(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "海滨港去年吞吐量上升12.5 %，达到3.4亿吨[1]。",
        "海滨港2022年吞吐量上升12.5%，达到34000万吨[1]。",
        "港口现有泊位四十八个[1]。",
        "2023年8月3日，第二座码头开工[1]。",
        "第二座码头开工时，市长陈立宣布了“绿色港口”计划[1]。",
        "三号泊位没有完工[1]。",
        "据《海滨晚报》报道，港口现有泊位48个[1]。",
    ],
)
def test_a_sentence_that_says_it_in_other_words_is_supported(text: str) -> None:
    assert verdict(text) is True


@pytest.mark.parametrize(
    "text", ["---", "根据以上资料：", CANNOT_ANSWER["zh"] + "以下为补充：港口现有泊位48个[1]。"]
)
def test_what_claims_nothing_is_neither(text: str) -> None:
    assert checked(text).sentences[0].supported is None


@pytest.mark.parametrize("text", ["港口现有泊位48个[2]。", "港口现有泊位48个。"])
def test_a_sentence_is_cited_with_the_passage_that_says_it(text: str) -> None:
    answer = checked(text)

    assert answer.text == "港口现有泊位48个[1]。"
    assert [citation.quote for citation in answer.citations] == ["港口现有泊位48个。"]
    assert answer.sentences[0].supported is True
    assert "有此内容的段落：“港口现有泊位48个。”" in answer.warnings[-1]


def test_quotations_are_compared_in_the_order_of_their_page() -> None:
    text = "第二座码头开工，由市长陈立宣布“绿色港口”计划，三号泊位尚未完工，海滨港吞吐量达到3.4亿吨[1]。"

    assert verdict(text) is True
    assert verdict(text.replace("陈立", "林立")) is False


def test_one_marker_after_two_sentences_serves_both() -> None:
    answer = checked("港口现有泊位48个。三号泊位尚未完工。[1]")

    assert answer.text == "港口现有泊位48个[1]。三号泊位尚未完工。[3]"
    assert [sentence.supported for sentence in answer.sentences] == [True, True]


@pytest.mark.parametrize("number", ["0", "99", "3", "1-9", "0,1", "999999999999"])
def test_numbers_never_issued_are_left_as_text_and_counted(number: str) -> None:
    answer = checked(f"港口现有泊位48个[{number}][1]。")

    assert answer.text == f"港口现有泊位48个[{number}][1]。"
    assert [citation.marker for citation in answer.citations] == [1]
    assert answer.sentences[0].supported is True
    assert answer.warnings[0] == f"有 1 个标记不对应任何段落，不作为引用：[{number}]。"


def test_a_number_never_issued_does_not_point_at_a_quotation_of_another_sentence() -> None:
    text = "青石桥长1200米[1][2]。全市有21个乡镇参加建设[1]。全市有32家企业[3]参加建设[1]。"
    answer = checked(text, passages=(passage(BRIDGE),))

    assert answer.text == ("青石桥长1200米[1][2]。全市有21个乡镇参加建设[3]。全市有32家企业[3?]参加建设[3]。")


def test_marks_on_a_line_of_their_own_stand_for_nothing() -> None:
    answer = checked("港口现有泊位48个。\n[1][99]\n[1]")

    assert answer.text == "港口现有泊位48个[1]。\n[99]\n"
    assert [sentence.supported for sentence in answer.sentences] == [True, None]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("港口现有泊位（48个）。", "港口现有泊位（48个）[1]。"),
        ("“港口现有泊位48个。”", "“港口现有泊位48个。”[1]"),
    ],
)
def test_a_marker_that_we_put_stands_outside_what_closes(text: str, cited: str) -> None:
    assert checked(text).text == cited


def test_our_numbers_keep_clear_of_brackets_that_the_model_meant_otherwise() -> None:
    answer = checked("青石桥总投资2亿元（见[1]14号、[2]:）[1]。", passages=(passage(BRIDGE),))

    assert "[1]14号、[2]:" in answer.text
    assert [citation.marker for citation in answer.citations] == [3]


def test_brackets_of_the_source_stay_as_they_are() -> None:
    answer = checked("按照海港发[2021]6号文件，见附表[2]所示[1]。")

    assert answer.text == "按照海港发[2021]6号文件，见附表[2]所示[1]。"
    assert len(answer.citations) == 1
    assert answer.sentences[0].supported is True


def test_a_quotation_that_cannot_be_found_is_not_a_citation() -> None:
    answer = checked("月球背面发现了大量的水冰资源[1]。")

    assert (answer.citations, answer.text) == ((), "月球背面发现了大量的水冰资源。")
    assert answer.sentences[0].supported is False
    assert answer.warnings == ("已去掉一处引用：所引段落中没有“月球背面发现了大量的水冰资源。”。",)


def test_what_is_wrong_with_a_sentence_is_in_the_warnings() -> None:
    assert checked("港口现有泊位84个[1]。").warnings == ("没有依据：“港口现有泊位84个。”：引文中没有84个。",)
    assert checked("港口现有泊位84个[1]。", "How many berths?").warnings == (
        "Not supported, “港口现有泊位84个。”: 84个 is not in the quoted text.",
    )


def test_an_english_sentence_is_checked_by_its_figures() -> None:
    question = "How many berths does the port have?"

    assert verdict("The port has 48 berths [1].", question) is True
    assert verdict("The port has 84 berths [1].", question) is False
    assert verdict("Throughput rose 12.5 percent to 340 million tonnes [1].", question) is True
    assert verdict("Throughput fell 12.5 percent to 340 million tonnes [1].", question) is False
    assert verdict("The port is a pretty place [1].", question) is False
    assert verdict("The port of Shanghai has 48 berths [1].", question) is False


def test_an_english_sentence_without_figures_shows_what_was_found_for_the_question() -> None:
    found = quotation(PORT, "三号泊位尚未完工。")
    weighed = Evidence("Is it done?", (hit(PORT),), (found,), sufficient=True)

    answer = verify(Draft("The work goes on [1].", PASSAGES, "tiny"), weighed)

    assert [citation.quote for citation in answer.citations] == ["三号泊位尚未完工。"]
    assert answer.sentences[0].supported is False


@pytest.mark.parametrize("reply", [*CANNOT_ANSWER.values(), CANNOT_ANSWER["zh"] + "[1]", "", "  \n"])
def test_a_models_refusal_becomes_ours(reply: str) -> None:
    answer = checked(reply)

    assert answer.refused
    assert answer.text.startswith(
        CANNOT_ANSWER["zh"] + "最接近的文章是：《海滨港吞吐量创新高》（海滨晚报，2023-08-05）；"
    )
    assert answer.citations == ()


def test_an_extractive_draft_goes_through_the_same_door() -> None:
    quotations = (quotation(BRIDGE, "青石桥长1200米，总投资2亿元。"), quotation(PORT, "港口现有泊位48个。"))
    draft = Draft("青石桥长1200米，总投资2亿元。[1]\n港口现有泊位48个。[2]", quotations, "extractive")

    started = time.perf_counter()
    answer = verify(draft, evidence(QUESTION, BRIDGE, PORT))
    spent = time.perf_counter() - started

    assert answer.text == draft.text
    assert [(c.quote, c.match, c.score) for c in answer.citations] == [
        ("青石桥长1200米，总投资2亿元。", "exact", 0.8),
        ("港口现有泊位48个。", "exact", 0.8),
    ]
    assert [sentence.supported for sentence in answer.sentences] == [True, True]
    assert spent < 0.05  # 0.2 ms on an idle core; this bound only catches a change of order


def test_the_archive_may_say_on_which_lines_a_quotation_lies() -> None:
    def lines_of(of: Hit, start: int, end: int) -> Lines:
        return ((start, end),)

    answer = verify(
        Draft("青石桥长1200米[2]。", PASSAGES, "tiny"), evidence(QUESTION, PORT), lines_of=lines_of
    )

    assert answer.citations[0].lines == ((0, 17),)


_DRAFTS = st.lists(
    st.sampled_from(
        [*"[]【】0123456789, \n。；：“”甲", "港口现有泊位48个", "上升", "未", "[1]", "[2][1]", "8月3日"]
    ),
    max_size=40,
).map("".join)


@given(_DRAFTS)
def test_whatever_a_model_writes_the_promises_hold(text: str) -> None:
    answer = checked(text)

    assert all(
        marker in {citation.marker for citation in answer.citations}
        for s in answer.sentences
        for marker in s.markers
    )
    assert all(sentence.supported is not True or sentence.markers for sentence in answer.sentences)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda t: t.strip()))
def test_a_text_without_markers_passes_unchanged(text: str) -> None:
    assert checked(f"甲{text}", passages=()).text == f"甲{text}"
