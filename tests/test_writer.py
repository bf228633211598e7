from rag.answering.llm import ChatLLM
from rag.answering.writer import ChatWriter
from tests.clippings import article, evidence
from tests.llm_server import says, serving

SHORT = article("市图书馆周一闭馆。")


def test_a_draft_is_the_models_reply_and_the_passages_that_it_saw() -> None:
    with serving([says("周一闭馆[1]。\r\n")]) as server:
        draft = ChatWriter(ChatLLM(server.url, "tiny")).write(evidence("哪天闭馆？", SHORT))

    assert (draft.text, draft.model) == ("周一闭馆[1]。", "tiny")
    assert [(p.text, p.score) for p in draft.passages] == [("市图书馆周一闭馆。", 0.9)]
    assert "市图书馆周一闭馆。" in server.requests[0].body["messages"][-1]["content"]


def test_at_most_eight_passages_are_shown() -> None:
    many = [article(f"第{n}篇。", name=f"a{n}") for n in range(12)]

    with serving([says("无")]) as server:
        draft = ChatWriter(ChatLLM(server.url, "tiny")).write(evidence("哪天闭馆？", *many))

    assert [passage.text for passage in draft.passages] == [f"第{n}篇。" for n in range(8)]


def test_passages_that_do_not_fit_are_left_out_but_never_the_best() -> None:
    long = [article("长" * 5_000, name="a1"), article("文" * 5_000, name="a2"), SHORT]

    with serving([says("无")]) as server:
        draft = ChatWriter(ChatLLM(server.url, "tiny")).write(evidence("哪天闭馆？", *long))

    assert len(draft.passages) == 1


def test_a_model_that_runs_on_is_cut_short_and_the_answer_says_so() -> None:
    with serving([says("闭馆[1]。" * 20_000)]) as server:
        draft = ChatWriter(ChatLLM(server.url, "tiny")).write(evidence("哪天闭馆？", SHORT))

    assert len(draft.text) == 20_000
    assert draft.warnings == (
        "The model's reply has 120,000 characters; what follows the first 20,000 is cut.",
    )


def test_earlier_turns_are_sent_along() -> None:
    with serving([says("开")]) as server:
        ChatWriter(ChatLLM(server.url, "tiny")).write(
            evidence("周二呢？", SHORT), [("周一呢？", "闭馆[1]。")]
        )

    roles = [message["role"] for message in server.requests[0].body["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
