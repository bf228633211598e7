import pytest

from rag.answering.llm import ChatLLM
from rag.answering.tokens import tokens
from rag.answering.writer import ModelWriter
from rag.errors import LLMError
from tests.clippings import article, evidence
from tests.llm_server import says, serving

SHORT = article("市图书馆周一闭馆。")


def test_a_draft_is_the_models_reply_and_the_passages_that_it_saw() -> None:
    with serving([says("周一闭馆[1]。\r\n")]) as server:
        draft = ModelWriter(ChatLLM(server.url, "tiny")).write(evidence("哪天闭馆？", SHORT))
        text = "".join(draft.text)

    assert (text, draft.model) == ("周一闭馆[1]。", "tiny")
    assert [(p.text, p.score) for p in draft.passages] == [("市图书馆周一闭馆。", 0.9)]
    assert "市图书馆周一闭馆。" in server.requests[0].body["messages"][-1]["content"]


def test_at_most_eight_passages_are_shown() -> None:
    many = [article(f"第{n}篇。", name=f"a{n}") for n in range(12)]

    with serving([says("无")]) as server:
        draft = ModelWriter(ChatLLM(server.url, "tiny")).write(evidence("哪天闭馆？", *many))

    assert [passage.text for passage in draft.passages] == [f"第{n}篇。" for n in range(8)]


def test_passages_that_do_not_fit_are_left_out_but_never_the_best() -> None:
    long = [article("长" * 4_000, name="a1"), article("文" * 4_000, name="a2"), SHORT]

    with serving([says("无")]) as server:
        draft = ModelWriter(ChatLLM(server.url, "tiny")).write(evidence("哪天闭馆？", *long))

    assert len(draft.passages) == 1


def test_a_smaller_window_holds_fewer_passages() -> None:
    many = [article(f"第{n}篇讲的是第{n}座桥。" * 20, name=f"a{n}") for n in range(8)]

    def shown(window: int) -> int:
        with serving([says("无")]) as server:
            return len(
                ModelWriter(ChatLLM(server.url, "tiny"), window).write(evidence("哪座桥？", *many)).passages
            )

    assert [shown(1_500), shown(3_000), shown(8_192)] == [1, 4, 8]


@pytest.mark.parametrize(("question", "window"), [("几点？", 512), ("几" * 50_000, 8_192)])
def test_what_a_window_does_not_hold_is_not_sent(question: str, window: int) -> None:
    with (
        serving([]) as server,
        pytest.raises(LLMError, match=rf"A window of {window:,} tokens does not hold"),
    ):
        ModelWriter(ChatLLM(server.url, "tiny"), window).write(evidence(question, SHORT))


def test_an_estimate_of_tokens_is_never_too_small() -> None:
    assert tokens([{"role": "user", "content": "桥"}]) >= 2
    assert tokens([{"role": "user", "content": "a bridge of stone"}]) >= 4
