"""The chat API, spoken to by OpenAI's own client."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest

from tests.api_server import QUESTION, UNANSWERED, Served, served
from tests.commands import asked

MESSAGES: list[openai.types.chat.ChatCompletionMessageParam] = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def server(samples: Path) -> Iterator[Served]:
    with served(samples) as running:
        yield running


def test_an_answer_is_the_one_of_the_command_line(server: Served, samples: Path) -> None:
    told = asked(QUESTION, samples)

    reply = server.client().chat.completions.create(model="jianbao", messages=MESSAGES).model_dump()

    assert reply["choices"][0]["message"]["content"] == told["answer"]
    assert reply["choices"][0]["finish_reason"] == "stop"
    assert {name: reply[name] for name in told if name not in ("answer", "model")} == {
        name: told[name] for name in told if name not in ("answer", "model")
    }


def test_a_streamed_answer_comes_by_the_sentence_and_is_the_same(server: Served, samples: Path) -> None:
    told = asked(QUESTION, samples)

    chunks = [
        chunk.model_dump()
        for chunk in server.client().chat.completions.create(
            model="jianbao", messages=MESSAGES, stream=True, stream_options={"include_usage": True}
        )
    ]
    opening, *sentences, closing, usage = chunks

    assert opening["choices"][0]["delta"]["role"] == "assistant"
    assert [chunk["choices"][0]["delta"]["content"] for chunk in sentences] == [
        sentence["text"] for sentence in told["sentences"]
    ]
    assert [chunk["citations"] for chunk in sentences] == [
        [cited for cited in told["citations"] if cited["marker"] in sentence["markers"]]
        for sentence in told["sentences"]
    ]
    assert closing["choices"][0]["finish_reason"] == "stop"
    assert (closing["citations"], closing["refused"]) == (told["citations"], False)
    assert (usage["choices"], usage["usage"]["total_tokens"]) == ([], 0)
    assert {chunk["id"] for chunk in chunks} == {opening["id"]}


def test_an_asynchronous_client_gets_both_ways_too(server: Served) -> None:
    async def both() -> tuple[str, str]:
        async with openai.AsyncOpenAI(base_url=f"{server.url}/v1", api_key="none") as client:
            whole = await client.chat.completions.create(model="jianbao", messages=MESSAGES)
            stream = await client.chat.completions.create(model="jianbao", messages=MESSAGES, stream=True)
            pieces = [chunk.choices[0].delta.content or "" async for chunk in stream]
            return whole.choices[0].message.content or "", "".join(pieces)

    whole, streamed = asyncio.run(both())

    assert whole == streamed != ""


def test_the_end_of_a_stream_is_said(server: Served) -> None:
    with server.http() as client:
        body = client.post("/v1/chat/completions", json={"messages": MESSAGES, "stream": True}).text

    events = body.strip().split("\n\n")
    assert events[-1] == "data: [DONE]"
    assert all(json.loads(event.removeprefix("data: "))["object"] for event in events[:-1])


def test_what_the_pages_do_not_answer_is_refused(server: Served) -> None:
    reply = server.client().chat.completions.create(
        model="jianbao", messages=[{"role": "user", "content": UNANSWERED}]
    )

    assert reply.model_dump()["refused"] is True
    assert reply.model_dump()["citations"] == []


def test_filters_and_k_are_followed(server: Served) -> None:
    reply = server.client().chat.completions.create(
        model="jianbao",
        messages=MESSAGES,
        extra_body={"k": 1, "filters": {"since": "2099-01-01"}, "llm": False},
    )

    assert reply.model_dump()["refused"] is True


@pytest.mark.parametrize(
    ("changed", "param"),
    [
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "assistant", "content": "我在。"}]}, "messages"),
        ({"messages": [{"role": "user", "content": "长" * 20_001}]}, "messages.0.content"),
        ({"messages": [{"role": "user", "content": " "}]}, "messages"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages.0.content.0.type"),
        ({"extra_body": {"k": 0}}, "k"),
        ({"extra_body": {"filters": {"since": "2024-02-30"}}}, "filters.since"),
        ({"extra_body": {"filters": {"town": "北京"}}}, "filters.town"),
    ],
)
def test_what_is_wrong_with_a_request_is_said_as_openai_says_it(
    server: Served, changed: dict[str, object], param: str
) -> None:
    arguments = {"model": "jianbao", "messages": MESSAGES, **changed}

    with pytest.raises(openai.BadRequestError) as caught:
        server.client().chat.completions.create(**arguments)  # type: ignore[call-overload]

    assert isinstance(caught.value.body, dict)
    assert (caught.value.body["type"], caught.value.body["param"]) == ("invalid_request_error", param)


def test_what_is_no_json_is_said_to_be_none(server: Served) -> None:
    with server.http() as client:
        reply = client.post("/v1/search", content=b"{", headers={"Content-Type": "application/json"})

    assert (reply.status_code, reply.json()["error"]["code"]) == (400, "invalid_json")
    assert reply.json()["error"]["message"].startswith("The body is no JSON: ")


def test_a_model_that_is_not_here_is_not_found(server: Served) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        server.client().chat.completions.create(model="gpt-4o", messages=MESSAGES)

    assert caught.value.code == "model_not_found"
    assert [model.id for model in server.client().models.list()] == ["jianbao"]
