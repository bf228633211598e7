"""Chat: OpenAI's chat completions, with every sentence's citations beside it."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Generator, Iterator, Sequence
from contextlib import aclosing
from functools import partial
from typing import TypeVar

from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from starlette.requests import ClientDisconnect

from api.completion import Completion, Json
from api.desk import Desk, desk_of
from api.faults import Fault, Reply, discreet, fault_json, fault_of, note
from api.schemas import ChatBody, Message
from rag.answers import Answer, Verified

T = TypeVar("T")
Telling = AsyncGenerator[Verified | Answer | None, None]


async def chat(body: ChatBody, request: Request) -> Response:
    """Answer the user's last message with citations, or refuse to."""
    desk = desk_of(request)
    question, history = conversation(body.messages)
    archive = desk.archive_under(body.model, body.k, body.llm)
    rules = desk.rules
    model = archive.settings.llm_model if archive.settings.llm_url else "extractive"
    completion = Completion(model, desk.journal is not None)
    tellings = partial(
        _noted,
        desk,
        completion.id,
        partial(archive.stream, question, history=history, filters=body.filters.filters()),
    )
    telling = desk.pool.told(tellings, archive.hang_up, rules.heartbeat, rules.longest_answer)
    if body.stream:
        usage = bool(body.stream_options and body.stream_options.include_usage)
        return StreamingResponse(
            _stream(telling, completion, usage),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},  # a proxy that keeps the sentences back is of no use
        )
    answer = await _unless_gone(request, _whole(telling))
    return Reply(completion.whole(answer))


def conversation(messages: Sequence[Message]) -> tuple[str, list[tuple[str, str]]]:
    """The user's last message, and the (question, answer) pairs before it. Raises Fault."""
    turns: list[tuple[str, str]] = []
    for message in messages:
        text = message.text.strip()
        if message.role == "user" and text:
            turns.append((text, ""))
        elif message.role == "assistant" and turns:
            question, answer = turns[-1]
            turns[-1] = (question, f"{answer}\n{text}".strip())
    if not turns:
        raise Fault(400, "There is no question of the user among the messages", "invalid_value", "messages")
    return turns[-1][0], turns[:-1]


def _noted(
    desk: Desk, name: str, telling: Callable[[], Iterator[Verified | Answer]]
) -> Generator[Verified | Answer, None, None]:
    """A telling that is timed; its answer is counted, and kept where answers are."""
    stages, begun = desk.metrics.seconds, time.perf_counter()
    with stages.labels("answer").time():
        for number, item in enumerate(telling()):
            if number == 0:
                stages.labels("first_sentence").observe(time.perf_counter() - begun)
            if isinstance(item, Answer):
                item = discreet(item)
                desk.metrics.count(item)
                if desk.journal:
                    desk.journal.keep(name, item)
            yield item


async def _whole(telling: Telling) -> Answer:
    """The answer that a telling ends with."""
    async with aclosing(telling) as items:
        async for item in items:
            last = item
    assert isinstance(last, Answer)
    return last


async def _stream(telling: Telling, completion: Completion, usage: bool) -> AsyncIterator[str]:
    """The events of a streamed answer; an error is the last of them."""
    yield _event(completion.opening())
    try:
        async with aclosing(telling) as items:
            async for item in items:
                match item:
                    case None:
                        yield ": still here\n\n"
                    case Verified():
                        yield _event(completion.sentence(item))
                    case Answer():
                        yield _event(completion.closing(item))
                        if usage:
                            yield _event(completion.usage())
        yield "data: [DONE]\n\n"
    except Exception as error:  # noqa: BLE001 -- the status is sent: whatever it is, the stream says it
        note(error)
        fault = fault_of(error)
        yield _event(fault_json(fault.message, fault.status_code, fault.code, fault.param))


def _event(data: Json) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


async def _unless_gone(request: Request, work: Coroutine[None, None, T]) -> T:
    """The result of some work, which is given up when the client goes away. Raises ClientDisconnect then."""
    working = asyncio.create_task(work)
    leaving = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
