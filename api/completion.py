"""Completion: an answer in the shape of OpenAI's chat completions, whole and in chunks."""

import time
import uuid
from typing import Any

from rag.answers import Answer, Verified
from rag.wire import answer_json, citation_json, sentence_json

Json = dict[str, Any]

# Of jianbao: what an LLM behind it takes is counted by that LLM's own server.
_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


class Completion:
    """One reply: its id, when it was made, the model that is to write it, and whether it is logged."""

    def __init__(self, model: str, logged: bool) -> None:
        self.id, self.created = f"chatcmpl-{uuid.uuid4().hex}", int(time.time())
        self._model, self._logged = model, logged

    def whole(self, answer: Answer) -> Json:
        """The reply that is not streamed."""
        message = {"role": "assistant", "content": answer.text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        head = self._head("chat.completion", [choice])
        return {**head, "usage": _USAGE, **self._ours(answer)}

    def opening(self) -> Json:
        """The first chunk: whose words these are."""
        return self._chunk({"role": "assistant", "content": ""})

    def sentence(self, told: Verified) -> Json:
        """A chunk with a sentence, and the citations that its marks stand for."""
        citations = [citation_json(citation) for citation in told.citations]
        chunk = self._chunk({"content": told.sentence.text})
        return {**chunk, "sentence": sentence_json(told.sentence), "citations": citations}

    def closing(self, answer: Answer) -> Json:
        """The last chunk with a choice, and everything of ours."""
        return {**self._chunk({}, "stop"), **self._ours(answer)}

    def usage(self) -> Json:
        """The chunk that only counts."""
        return {**self._head("chat.completion.chunk", []), "usage": _USAGE}

    def _ours(self, answer: Answer) -> Json:
        return {**answer_json(answer), "logged": self._logged}

    def _chunk(self, delta: Json, finish_reason: str | None = None) -> Json:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return self._head("chat.completion.chunk", [choice])

    def _head(self, kind: str, choices: list[Json]) -> Json:
        head = {"id": self.id, "object": kind, "created": self.created, "model": self._model}
        return {**head, "choices": choices}
