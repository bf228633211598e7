"""A model's reply as a stream: its faults, and the one answer that comes of it."""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.llm import ChatLLM
from rag.answering.verify import verified, verify
from rag.answers import Answer, Draft, Verified
from rag.archive import Archive
from rag.errors import LLMError
from rag.settings import Settings
from tests.clippings import article, evidence, passage
from tests.commands import COMMAND, jianbao
from tests.llm_server import Reply, event, says, serving, streams

ASKED = [{"role": "user", "content": "几点开馆？"}]
DONE = b"data: [DONE]\n\n"
USAGE = b'data: {"choices": [], "usage": {"total_tokens": 9}}\n\n'
ROLE = b'data:{"choices":[{"delta":{"role":"assistant"}}]}\r\n\r\n'
SEPARATOR = json.dumps({"choices": [{"delta": {"content": "九点\u2028。"}}]}, ensure_ascii=False)
SEPARATED = f"data: {SEPARATOR}\n\n".encode()
QUESTION = "永安古桥长多少米？"
REPLY = "永安古桥长86米[1]。桥有9个桥孔[1]。修缮工程历时14个月[1]。"


def heard(*replies: Reply) -> list[str]:
    with serving(replies) as server:
        return list(ChatLLM(server.url, "tiny", sleep=lambda _: None).stream(ASKED))


@pytest.mark.parametrize(
    "chunks",
    [
        [event("九"), event("点。"), DONE],
        [event("九"), event("点。")],  # no [DONE]
        [b": keep-alive\n\n", event("九"), b": ping\n\n", event("点。"), USAGE, DONE],
        [ROLE, event("九点。").replace(b"\n", b"\r\n")],
        [event("<think>嗯"), event("…</thi"), event("nk>\n九"), event("点。"), DONE],
        [event("九点。")[:-2]],  # not even the end of a line
        [event("九点。")[at : at + 1] for at in range(len(event("九点。")))],  # each byte alone
        [SEPARATED, DONE],
        [b"\xef\xbb\xbf", event("九点。"), DONE],  # a byte order mark
        [event("九").replace(b"\n", b"\r"), event("点。").replace(b"\n", b"\r")],
        [event("").replace(b'""', '[{"type": "text", "text": "九点。"}]'.encode()), DONE],
    ],
)  # fmt: skip
def test_streams_in_every_shape_are_read(chunks: Sequence[bytes]) -> None:
    assert "".join(heard(Reply(chunks=chunks))).replace("\u2028", "") == "九点。"


def test_portions_come_as_they_are_sent() -> None:
    assert heard(streams("九", "点", "。")) == ["九", "点", "。"]


def test_halves_of_a_character_are_joined() -> None:
    halves = [event("").replace(b'""', half) for half in (rb'"\ud842"', rb'"\udfb7"')]

    assert "".join(heard(Reply(chunks=halves))) == "𠮷"


@pytest.mark.parametrize(
    ("chunk", "said"),
    [
        (b'data: {"error": {"message": "overloaded"}}\n\n', r"reported an error \(overloaded\)"),
        (b'{"error": "out of memory"}\n', r"reported an error \(out of memory\)"),
        (b'data: {"object": "error", "message": "too long", "code": 400}\n\n', r"an error \(too long\)"),
        (b'event: error\ndata: {"detail": "too long"}\n\n', r"reported an error \(too long\)"),
        (b"data: Internal Server Error\n\n", r"reported an error \(Internal Server Error\)"),
        (b'data: {"choices": [{"delta": {}, "finish_reason": "length"}]}\n\n', "its limit of tokens"),
        (b'data: {"choices": [{"finish_reason": "content_filter"}]}\n\n', "its content filter"),
        (event("九点。")[:-8], "sent a broken part of a reply"),
        (DONE, "sent an empty reply"),
    ],
)
def test_an_error_inside_a_stream_is_reported(chunk: bytes, said: str) -> None:
    with pytest.raises(LLMError, match=said):
        heard(Reply(chunks=[chunk]))


def test_ten_megabytes_without_a_line_are_read_in_no_time() -> None:
    started = time.perf_counter()

    with pytest.raises(LLMError, match="sent an empty reply"):
        heard(Reply(chunks=[b": ", *[b"x" * 10_000] * 1_000]))

    assert time.perf_counter() - started < 5  # quadratic time was five times that for 40


def test_a_server_that_sends_more_than_anybody_can_say_is_given_up() -> None:
    with pytest.raises(LLMError, match="sent more than 64,000,000 bytes"):
        heard(Reply(chunks=[b": ", *[b"x" * 1_000_000] * 65]))


def test_a_server_that_only_keeps_the_connection_alive_is_given_up() -> None:
    with serving([Reply(chunks=[b": ping\n\n"], holds=True)]) as server:
        llm = ChatLLM(server.url, "tiny", total=0.0)

        with pytest.raises(LLMError, match="did not finish within 0 s"):
            llm.complete(ASKED)


def test_a_stream_that_breaks_before_its_first_word_is_tried_again() -> None:
    assert heard(Reply(chunks=[b": ping\n\n"], breaks=True), streams("九点。")) == ["九点。"]


def test_a_stream_that_breaks_later_is_not() -> None:
    with serving([Reply(chunks=[event("九")], breaks=True), says("十点。")]) as server:
        told = ChatLLM(server.url, "tiny").stream(ASKED)

        assert next(told) == "九"
        with pytest.raises(LLMError, match="could not be reached"):
            next(told)
        assert len(server.requests) == 1


def test_closing_the_stream_closes_the_connection() -> None:
    with serving([Reply(chunks=[event("九")], holds=True)]) as server:
        told = ChatLLM(server.url, "tiny").stream(ASKED)
        assert next(told) == "九"

        told.close()  # type: ignore[attr-defined]

        assert server.gone.wait(5)


def asking(archive: Archive, url: str, unsupported: str = "mark") -> Archive:
    settings = Settings(llm_url=url, llm_model="tiny", unsupported=unsupported)
    return Archive(archive.folder, settings, embedder=archive.embedder)


def test_stream_and_answer_and_command_line_say_the_same(samples: Path) -> None:
    question = "港珠澳大桥有多长？"
    reply = "港珠澳大桥全长55公里[1]。其中主体工程30公里[1]。它由桥梁、海底隧道和人工岛连成一体[1]。"
    said = [streams(*reply), streams(reply), says(reply), streams(*reply)]
    with serving(said) as server:
        chosen = Settings(llm_url=server.url, llm_model="tiny")
        with Archive(samples, chosen) as opened:
            *told, streamed = opened.stream(question)
            answers = [opened.ask(question), opened.ask(question)]
        shown = jianbao("ask", question, "--llm-url", server.url, "--llm-model", "tiny", archive=samples)

    assert isinstance(streamed, Answer)
    assert answers == [streamed, streamed]
    assert all(isinstance(event, Verified) for event in told)
    assert "".join(e.sentence.text for e in told if isinstance(e, Verified)) == streamed.text
    assert [c for e in told if isinstance(e, Verified) for c in e.citations] == list(streamed.citations)
    assert [sentence.supported for sentence in streamed.sentences] == [True, False, True]
    assert shown.stdout.startswith(streamed.text + "\n")


def test_a_sentence_is_told_before_the_next_one_is_written(archive: Archive) -> None:
    begun = Reply(chunks=[event("永安古桥长86米[1]。桥有")], holds=True)
    with serving([begun]) as server, asking(archive, server.url) as opened:
        told = opened.stream(QUESTION)
        first = next(told)
        told.close()  # type: ignore[attr-defined]

        assert isinstance(first, Verified)
        assert (first.sentence.text, first.sentence.markers) == ("永安古桥长86米[1]。", (1,))
        assert first.citations[0].quote == "永安古桥长86米，建于明代，共有7个桥孔。"
        assert first.answer_span == (5, 8)
        assert server.gone.wait(5)


def test_a_model_that_breaks_off_ends_the_answer_there(archive: Archive) -> None:
    broken = Reply(chunks=[event("永安古桥长86米[1]。桥有7个")], breaks=True)
    with serving([broken]) as server, asking(archive, server.url) as opened:
        answer = opened.ask(QUESTION)

    assert (answer.text, bool(answer.llm_error)) == ("永安古桥长86米[1]。", True)
    assert answer.warnings[-1].startswith("回答没有写完。The LLM at http")


def test_a_sentence_without_support_may_be_left_out(archive: Archive) -> None:
    with serving([streams(*REPLY)]) as server, asking(archive, server.url, unsupported="drop") as opened:
        answer = opened.ask(QUESTION)

    assert answer.text == "永安古桥长86米[1]。修缮工程历时14个月[2]。"
    assert "已略去没有依据的句子：“桥有9个桥孔。”。" in answer.warnings


def test_a_sentence_without_support_may_be_asked_for_once_more(archive: Archive) -> None:
    replies = [streams(*REPLY), says("永安古桥共有7个桥孔[1]。")]
    with serving(replies) as server, asking(archive, server.url, unsupported="retry") as opened:
        answer = opened.ask(QUESTION)

    assert answer.text == "永安古桥长86米[1]。永安古桥共有7个桥孔[1]。修缮工程历时14个月[2]。"
    assert all(sentence.supported for sentence in answer.sentences)
    assert "引文中没有9个" in server.requests[1].body["messages"][-1]["content"]


def test_a_second_sentence_that_is_no_better_leaves_the_first_marked(archive: Archive) -> None:
    replies = [streams(*REPLY), says("无")]
    with serving(replies) as server, asking(archive, server.url, unsupported="retry") as opened:
        answer = opened.ask(QUESTION)

    assert [sentence.supported for sentence in answer.sentences] == [True, False, True]


def test_a_sentence_that_cannot_be_asked_for_again_stays_marked(archive: Archive) -> None:
    replies = [streams(*REPLY), Reply(b'{"error": "busy"}', 400)]
    with serving(replies) as server, asking(archive, server.url, unsupported="retry") as opened:
        answer = opened.ask(QUESTION)

    assert [sentence.supported for sentence in answer.sentences] == [True, False, True]
    assert (answer.model, answer.llm_error) == ("tiny", "")


def test_hanging_up_ends_a_reply_of_which_a_sentence_was_asked_for_again() -> None:
    held = Reply(chunks=[event("九")], holds=True)
    with serving([held, says("好")]) as server:
        llm = ChatLLM(server.url, "tiny")
        told = llm.stream(ASKED)
        assert next(told) == "九"
        assert llm.complete(ASKED) == "好"

        llm.hang_up()

        assert server.gone.wait(5)
        assert list(told) == []


def test_a_reply_that_stops_at_its_limit_ends_with_its_last_whole_sentence(archive: Archive) -> None:
    limit = b'data: {"choices": [{"delta": {}, "finish_reason": "length"}]}\n\n'
    cut = Reply(chunks=[event("永安古桥长86米[1]。桥有"), limit, DONE])
    with serving([cut]) as server, asking(archive, server.url) as opened:
        answer = opened.ask(QUESTION)

    assert answer.text == "永安古桥长86米[1]。"
    assert "stopped at its limit of tokens" in answer.warnings[-1]


def test_a_refusal_is_not_told_before_it_stands() -> None:
    cited = passage(article("港口现有泊位48个。"))
    reply = ["档案中没有找到能回答这个", "问题的内容。", "港口现有泊位48个[1]。"]

    told = list(verified(Draft(iter(reply), (cited,), "tiny"), evidence("有多少？", cited.hit.article)))

    assert isinstance(told[-1], Answer)
    assert not told[-1].refused
    assert len(told) == 3


PASSAGES = (passage(article("本报讯 港口现有泊位48个。见附表[2]所示。【3】加强管理。")),)
PARTS = ["港口现有泊位48个", "[1]", "。", "[2]", "【3】加强", "[1]14号", "\n", " ", "[9]"]


@given(
    st.lists(st.sampled_from(PARTS), max_size=14),
    st.lists(st.integers(1, 9), min_size=1, max_size=30),
)  # fmt: skip
def test_however_a_reply_is_split_the_answer_is_the_same(parts: list[str], sizes: list[int]) -> None:
    text, portions = "".join(parts), []
    rest, turn = text, 0
    while rest:
        size = sizes[turn % len(sizes)]
        portions.append(rest[:size])
        rest, turn = rest[size:], turn + 1
    given_all = evidence("港口有多少泊位？", PASSAGES[0].hit.article)
    draft = Draft(text, PASSAGES, "tiny")

    whole = verify(draft, given_all)
    *told, streamed = verified(replace(draft, text=iter(portions)), given_all)

    assert streamed == whole
    assert "".join(e.sentence.text for e in told if isinstance(e, Verified)) == whole.text
    bare = re.sub(r"\[\d+\??\]", "", whole.text)
    assert whole.refused or bare == re.sub(r"\[\d+\]", "", text)


def test_chat_condenses_what_follows(samples: Path) -> None:
    around = {**os.environ, "JIANBAO_ARCHIVE": str(samples)}
    lines = "港珠澳大桥有多长？\n它的主体工程有多长？\n\n"
    done = subprocess.run([*COMMAND, "chat"], input=lines, capture_output=True, text=True, env=around)

    assert done.returncode == 0, done.stderr
    assert "Searched as: 港珠澳大桥的主体工程有多长？" in done.stdout
    assert done.stdout.count("港珠澳大桥全长55公里") == 2


def test_an_article_that_goes_while_it_is_cited_is_cited_with_the_lines_of_its_passage(
    samples: Path, tmp_path: Path
) -> None:
    with Archive(shutil.copytree(samples, tmp_path / "archive")) as archive:
        telling = archive.stream("港珠澳大桥有多长？")
        next(telling)
        archive.remove(list({article.file for article in archive.articles()}))
        *_, answer = telling

    assert isinstance(answer, Answer)
    first, second, *_ = answer.citations
    of_passage = {hit.lines for hit in answer.hits if hit.article.id == second.article.id}
    assert first.lines and second.lines in of_passage
