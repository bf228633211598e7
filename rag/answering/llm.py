"""ChatLLM: a model behind an OpenAI-compatible `/v1/chat/completions`, and the contract of all that write.

The one file of this room that imports httpx. A reply is asked for as a stream; a server that sends it
whole is understood as well.
"""

import email.utils
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn, Protocol

from rag.answering.bodies import content, cut_short, delta, event_data, first_line, is_failure, parsed, reason
from rag.answering.call import Call
from rag.answering.secrets import Secrets, public
from rag.answering.thinking import spoken_aloud
from rag.errors import LLMError

if TYPE_CHECKING:
    import httpx

_TRIES = 3
_FIRST_WAIT = 0.5  # seconds before the second try; doubled before each one after it
_LONGEST_WAIT = 20.0  # of any wait, also one that the server asks for: somebody is sitting there
_LONGEST_REASON = 200  # characters of a server's own words that fit into one sentence
_MOST_BYTES = 64_000_000  # of a reply: all that a model may think and say, an event a token
_NEXT_STEP = {
    401: "check the key in JIANBAO_LLM_API_KEY",
    403: "check the key in JIANBAO_LLM_API_KEY",
    404: "check the model's name and the URL, which usually ends in /v1",
    429: "wait a little, or use another endpoint",
}


class _TryAgain(Exception):
    """A fault that may pass."""

    def __init__(self, error: LLMError, retry_after: str = "") -> None:
        super().__init__(str(error))
        self.error, self.retry_after = error, retry_after


class LLM(Protocol):
    """What writes: an endpoint of ours, or one that a package registers as `jianbao.llm`."""

    name: str

    def stream(self, messages: Sequence[dict[str, str]]) -> Iterator[str]:
        """The reply to a conversation, in portions of any size. Raises LLMError."""
        ...


class ChatLLM:
    """An OpenAI-compatible chat endpoint; `url` is the part before `/chat/completions`.

    `timeout` is in seconds: of connecting (at most 10) and of waiting for any part of the reply; `total`
    of all of it. 429, 5xx and connections that fail are tried again, three times in all, but never after
    the first words came; a reply that does not come in time is not, for the next one would hardly be
    faster. `headers` are sent beside ours, and a query in the URL stays one. Raises LLMError, never showing
    a key.
    """

    def __init__(
        self,
        url: str,
        model: str,
        api_key: str = "",
        timeout: float = 60.0,
        total: float = 600.0,
        headers: Mapping[str, str] = MappingProxyType({}),
        transport: "httpx.BaseTransport | None" = None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self.name = model
        address, mark, query = url.strip().partition("?")
        self._url = address.rstrip("/").removesuffix("/chat/completions") + "/chat/completions" + mark + query
        self._secrets = Secrets(self._url, api_key, headers.values())
        self._key, self._headers = api_key.strip(), dict(headers)
        self._timeout, self._total, self._transport, self._call = timeout, total, transport, Call()
        self._sleep = sleep or self._call.over.wait
        if not all("!" <= character <= "~" for character in self._key):
            raise LLMError(
                "The API key holds characters that no key can have; set JIANBAO_LLM_API_KEY again."
            )

    def __repr__(self) -> str:
        return f"ChatLLM({self._shown_url!r}, {self.name!r})"

    def hang_up(self) -> None:
        """End the reply that is being read, from another thread, and ask for no other."""
        self._call.hang_up()

    def complete(self, messages: Sequence[dict[str, str]]) -> str:
        """The whole reply, which is never empty."""
        return "".join(self.stream(messages)).strip()

    def stream(self, messages: Sequence[dict[str, str]]) -> Iterator[str]:
        """The reply as it comes, what the model thought aloud left out; never empty.

        Closing the iterator closes the connection, and a server that notices stops writing.
        """
        spoken = False
        for text in spoken_aloud(self._tried(messages)):
            text = text if spoken else text.lstrip()
            spoken = spoken or bool(text)
            if text:
                yield text
        if not spoken:
            raise self._error("sent an empty reply", "ask again, or use another model")

    def _tried(self, messages: Sequence[dict[str, str]]) -> Iterator[str]:
        """The reply of the first try that gets one; a fault is raised at the last, or in mid-reply."""
        for tried in range(1, _TRIES + 1):
            begun = False
            try:
                for text in self._once(messages):
                    begun = True
                    yield text
                return
            except _TryAgain as exc:
                if begun or tried == _TRIES or self._call.over.is_set():
                    raise exc.error from exc
                wait = _FIRST_WAIT * 2 ** (tried - 1)
                self._sleep(min(_LONGEST_WAIT, _retry_after(exc.retry_after, wait)))

    def _once(self, messages: Sequence[dict[str, str]]) -> Iterator[str]:
        import httpx

        if self._call.over.is_set():
            raise self._error("is not asked any more", "ask again")
        timeout = httpx.Timeout(self._timeout, connect=min(self._timeout, 10.0))
        headers = {**self._headers, "Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        asked = {"model": self.name, "messages": list(messages), "temperature": 0, "stream": True}
        # Escaped to ASCII here, not by httpx: half a surrogate pair in a source is no reason to fail.
        request, traced = json.dumps(asked), {"trace": self._call.traced}
        until = time.monotonic() + self._total
        try:
            with (
                httpx.Client(timeout=timeout, headers=headers, transport=self._transport) as client,
                client.stream("POST", self._url, content=request, extensions=traced) as response,
            ):
                yield from self._texts(response, self._bytes(response, until))
        except httpx.TimeoutException as exc:
            raise self._error(f"did not answer within {self._timeout:g} s", "try again later") from exc
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as exc:
            raise self._error("is not a URL", "write it as http://host:port/v1") from exc
        except (ImportError, ValueError) as exc:  # of a proxy in the environment
            what = f"could not be reached ({self._safe(str(exc))})"
            raise self._error(what, "check ALL_PROXY, HTTPS_PROXY and HTTP_PROXY") from exc
        except httpx.HTTPError as exc:
            what = f"could not be reached ({self._safe(str(exc)) or type(exc).__name__})"
            error = self._error(what, "check the URL and that its server is running")
            if isinstance(exc, httpx.NetworkError | httpx.RemoteProtocolError):
                raise _TryAgain(error) from exc
            raise error from exc

    def _bytes(self, response: "httpx.Response", until: float) -> Iterator[bytes]:
        """What a server sends, as long and as much as anybody may be made to wait for and to hold."""
        sent = 0
        for chunk in response.iter_bytes():
            sent += len(chunk)
            if sent > _MOST_BYTES:
                raise self._error(f"sent more than {_MOST_BYTES:,} bytes", "see the log of its server")
            if time.monotonic() > until:
                raise self._error(f"did not finish within {self._total:g} s", "ask for less")
            yield chunk

    def _texts(self, response: "httpx.Response", sent: Iterator[bytes]) -> Iterator[str]:
        """The texts of a response, streamed or whole, as the server chose to send it."""
        if not response.is_success:
            self._refuse(response, b"".join(sent))
        if "event-stream" not in response.headers.get("Content-Type", ""):
            body = b"".join(sent)
            yield from self._text(parsed(body), first_line(body.decode("utf-8", "replace")))
            return
        for data in event_data(sent):
            if data == "[DONE]":
                return
            event = parsed(data)
            if event is None and data.startswith("{"):
                raise self._error("sent a broken part of a reply", "ask again")
            if event is None or is_failure(event):
                raise self._no_completion(reason(event) or data)
            yield delta(event)
            self._must_go_on(event)

    def _text(self, body: object, otherwise: str) -> Iterator[str]:
        """The text of a reply that came whole; `otherwise` is what was sent, if that is none."""
        text = content(body)
        if text is None:
            raise self._no_completion(reason(body) if body is not None else otherwise)
        yield text
        self._must_go_on(body)

    def _must_go_on(self, event: object) -> None:
        """Raise LLMError where a reply stops, but not because all is said."""
        if (why := cut_short(event)) == "length":
            raise self._error("stopped at its limit of tokens", "raise it, or ask for less")
        if why:
            raise self._error("stopped at its content filter", "ask otherwise, or use another model")

    def _refuse(self, response: "httpx.Response", sent: bytes) -> NoReturn:
        body, status = parsed(sent), response.status_code
        words = reason(body) if body is not None else first_line(sent.decode("utf-8", "replace"))
        answered = self._safe(f"answered {status} {response.reason_phrase}")
        said = f"{answered} ({self._safe(words)})" if words else answered
        error = self._error(said, _NEXT_STEP.get(status, "see the log of its server"))
        if status == 429 or status >= 500:
            raise _TryAgain(error, response.headers.get("Retry-After", ""))
        raise error

    def _no_completion(self, words: str) -> LLMError:
        said = f"reported an error ({self._safe(words)})" if words else "sent no chat completion"
        return self._error(said, "check the model's name and the URL")

    def _error(self, what: str, next_step: str) -> LLMError:
        return LLMError(f"The LLM at {self._shown_url} {what}; {next_step}.")

    @property
    def _shown_url(self) -> str:
        return self._safe(public(self._url))

    def _safe(self, text: str) -> str:
        """One printable line of `text`, not too long, without our secrets."""
        text = self._secrets.blotted(text)[: 2 * _LONGEST_REASON]
        line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        return line if len(line) <= _LONGEST_REASON else line[:_LONGEST_REASON] + "…"


def _retry_after(header: str, otherwise: float) -> float:
    """Seconds that a `Retry-After` asks for (RFC 9110: seconds or an HTTP date), else `otherwise`."""
    if re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", header):
        return float(header)
    try:
        date = email.utils.parsedate_to_datetime(header).timestamp()
    except (ValueError, OverflowError):
        return otherwise
    return max(0.0, date - time.time())
