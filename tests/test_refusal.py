from rag.answering.refusal import refusal
from tests.clippings import article, hit

FIRST = article("市图书馆周一闭馆。", headline="开馆时间", paper="海滨晚报", date="2023-05-06")
BARE = article("学校扩建操场，工程将在明年春天以前全部结束并交付使用。", name="a2")


def test_a_refusal_names_the_nearest_articles_as_such() -> None:
    answer = refusal("谁赢了？", "zh", [hit(FIRST), hit(FIRST, 2), hit(BARE, 3)], "extractive", 4, "谁赢")

    assert answer.text == (
        "档案中没有找到能回答这个问题的内容。"
        "最接近的文章是：《开馆时间》（海滨晚报，2023-05-06）；《学校扩建操场，工程将在明年春天以前全部结…》。"
    )
    assert (answer.refused, answer.citations, answer.revision, answer.searched_as) == (True, (), 4, "谁赢")
    assert "".join(sentence.text for sentence in answer.sentences) == answer.text
    assert {sentence.supported for sentence in answer.sentences} == {None}


def test_an_english_question_is_refused_in_english() -> None:
    answer = refusal("Who won?", "en", [hit(FIRST)], "extractive", 0)

    assert answer.text == (
        "The archive does not answer this question. The nearest articles are: "
        "“开馆时间” (海滨晚报, 2023-05-06)."
    )


def test_where_nothing_was_found_nothing_is_named() -> None:
    assert refusal("Who won?", "en", [], "extractive", 0).text == "The archive does not answer this question."
