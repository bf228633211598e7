"""A follow-up is searched as a question that stands alone."""

import pytest

from rag.answering.condense import about, condense
from rag.answering.llm import ChatLLM
from tests.llm_server import Reply, says, serving


@pytest.mark.parametrize(
    ("before", "answer", "question", "searched"),
    [
        ("2022年海滨港吞吐量是多少？", "3.4亿吨。", "那2023年呢？", "2023年海滨港吞吐量是多少？"),
        ("海滨港吞吐量是多少？", "3.4亿吨。", "2023年呢？", "2023年海滨港吞吐量是多少？"),
        ("江苏省有多少座桥？", "9座。", "浙江省呢？", "浙江省有多少座桥？"),
        ("港珠澳大桥有多长？", "55公里。", "它是哪年通车的？", "港珠澳大桥是哪年通车的？"),
        ("港珠澳大桥有多长？", "55公里。", "那宽呢？", "港珠澳大桥有多宽？"),
        ("古塔有多高？", "39米。", "重量呢？", "古塔有多重？"),
        ("谁当选馆长？", "王小波当选馆长。[1]", "他是哪里人？", "王小波是哪里人？"),
        ("海滨医院在哪里？", "海滨医院在东区。", "该院有多少张床位？", "海滨医院有多少张床位？"),
        ("Is the port busy in 2021?", "Yes.", "And in 2022?", "Is the port busy in 2022?"),
        ("How long is the bridge?", "86 m.", "When was it built?", "When was the bridge built?"),
        ("桥有多长？", "86米。", "图书馆几点开门？", "图书馆几点开门？"),
        ("上半年海滨港出口多少？", "3亿元。", "下半年呢？", "下半年海滨港出口多少？"),
        ("海滨大学在哪里？", "海滨大学在东区。", "该校有多少学生？", "海滨大学有多少学生？"),
        ("海滨港为何停工？", "台风来临。", "为什么？", "海滨港为何停工？ 为什么？"),
        ("How long is the bridge?", "86 m.", "Why?", "How long is the bridge? Why?"),
        ("谁夺冠？", "冠军是陈静。[1]", "她来自哪里？", "陈静来自哪里？"),
    ],
)  # fmt: skip
def test_rules_put_in_what_is_left_unsaid(before: str, answer: str, question: str, searched: str) -> None:
    assert condense(question, [(before, answer)]) == searched


def test_a_first_question_stays_as_it_is() -> None:
    assert condense("它有多长？", []) == "它有多长？"


def test_a_model_condenses_where_there_is_one() -> None:
    with serving([says("海滨港2023年的吞吐量是多少？\n")]) as server:
        searched = condense("那2023年呢？", [("吞吐量？", "3亿吨[1]。")], ChatLLM(server.url, "tiny"))

    assert searched == "海滨港2023年的吞吐量是多少？"
    assert "3亿吨。" in server.requests[0].body["messages"][1]["content"]


@pytest.mark.parametrize("reply", [Reply(status=400), says("好" * 1000)])
def test_a_model_that_fails_leaves_it_to_the_rules(reply: Reply) -> None:
    with serving([reply]) as server:
        searched = condense("它多高？", [("古塔有多少层？", "7层。")], ChatLLM(server.url, "tiny"))

    assert searched == "古塔多高？"


@pytest.mark.parametrize(("question", "window"), [("它多高？", 300), ("它多高？" + "啊" * 500, 8_192)])
def test_a_model_is_not_sent_what_it_cannot_read(question: str, window: int) -> None:
    with serving([]) as server:
        searched = condense(question, [("古塔有多少层？", "7层。")], ChatLLM(server.url, "tiny"), window)

    assert searched.startswith("古塔多高？")


def test_what_a_question_is_about_stands_before_what_it_asks() -> None:
    assert about("港珠澳大桥有多长？") == "港珠澳大桥"
    assert about("How long is the bridge?") == "the bridge"
    assert about("谁当选？") == ""
