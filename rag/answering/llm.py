"""ChatLLM: a model behind an OpenAI-compatible `/v1/chat/completions`. The one file that imports httpx.

It sends one request and waits for the whole reply; it does not stream.
"""

import email.utils
import json
import re
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rag.errors import LLMError
from rag.surrogates import without_surrogates

if TYPE_CHECKING:
    import httpx

_TRIES = 3
_FIRST_WAIT = 0.5  # seconds before the second try; doubled before each one after it
_LONGEST_WAIT = 20.0  # of any wait, also one that the server asks for: somebody is sitting there
_LONGEST_REASON = 200  # characters of a server's own words that fit into one sentence
_NEXT_STEP = {
    401: "check the key in JIANBAO_LLM_API_KEY",
    403: "check the key in JIANBAO_LLM_API_KEY",
    404: "check the model's name and the URL, which usually ends in /v1",
    429: "wait a little, or use another endpoint",
}
# Reasoning models think aloud first, and some servers pass it on; some leave the opening tag out.
_THINKING = re.compile(r"\A(?:(?!<think>).)*?</think>|\A\s*<think>.*?(?:</think>|\Z)", re.DOTALL)


class ChatLLM:
    """An OpenAI-compatible chat endpoint; `url` is the part before `/chat/completions`.

    `timeout` is in seconds: of connecting (at most 10) and of waiting for any part of the reply. Answers
    429 and 5xx and connections that fail are tried again, three times in all; a reply that does not come
    in time is not, for the next one would hardly be faster. Raises LLMError, never showing the key.
    """

    def __init__(
        self,
        url: str,
        model: str,
        api_key: str = "",
        timeout: float = 60.0,
        transport: "httpx.BaseTransport | None" = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = model
        self._url = url.strip().rstrip("/").removesuffix("/chat/completions") + "/chat/completions"
        self._key = api_key.strip()
        self._timeout, self._transport, self._sleep = timeout, transport, sleep
        if not all("!" <= character <= "~" for character in self._key):
            raise LLMError(
                "The API key holds characters that no key can have; set JIANBAO_LLM_API_KEY again."
            )

    def __repr__(self) -> str:
        return f"ChatLLM({self._shown_url!r}, {self.name!r})"

    def complete(self, messages: Sequence[dict[str, str]]) -> str:
        """The model's reply to a conversation, what it thought aloud left out; never empty."""
        import httpx

        timeout = httpx.Timeout(self._timeout, connect=min(self._timeout, 10.0))
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        # Escaped to ASCII here, not by httpx: half a surrogate pair in a source is no reason to fail.
        request = json.dumps({"model": self.name, "messages": list(messages), "temperature": 0})
        try:
            with httpx.Client(timeout=timeout, headers=headers, transport=self._transport) as client:
                return self._reply(self._post(client, request))
        except httpx.TimeoutException as exc:
            raise self._error(f"did not answer within {self._timeout:g} s", "try again later") from exc
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as exc:
            raise self._error("is not a URL", "write it as http://host:port/v1") from exc
        except httpx.HTTPError as exc:
            reason = f"could not be reached ({self._safe(str(exc)) or type(exc).__name__})"
            raise self._error(reason, "check the URL and that its server is running") from exc

    def _post(self, client: "httpx.Client", request: str) -> "httpx.Response":
        """The last response of as many tries as it takes; a fault of the network is raised at the last."""
        import httpx

        for tried in range(1, _TRIES):
            wait = _FIRST_WAIT * 2 ** (tried - 1)
            try:
                response = client.post(self._url, content=request)
            except (httpx.NetworkError, httpx.RemoteProtocolError):
                self._sleep(wait)
                continue
            if response.status_code != 429 and response.status_code < 500:
                return response
            self._sleep(min(_LONGEST_WAIT, _retry_after(response.headers.get("Retry-After", ""), wait)))
        return client.post(self._url, content=request)

    def _reply(self, response: "httpx.Response") -> str:
        body = _json(response.content)
        status = response.status_code
        reason = _reason(body) if body is not None else _first_line(response.text)
        if not response.is_success:
            answered = " ".join(f"answered {status} {response.reason_phrase}".split())
            said = f"{answered} ({self._safe(reason)})" if reason else answered
            raise self._error(said, _NEXT_STEP.get(status, "see the log of its server"))
        text = _content(body)
        if text is None:
            said = f"reported an error ({self._safe(reason)})" if reason else "sent no chat completion"
            raise self._error(said, "check the model's name and the URL")
        text = without_surrogates(_THINKING.sub("", text, count=1)).strip()
        if not text:
            raise self._error("sent an empty reply", "ask again, or use another model")
        return text

    def _error(self, what: str, next_step: str) -> LLMError:
        return LLMError(f"The LLM at {self._shown_url} {what}; {next_step}.")

    @property
    def _shown_url(self) -> str:
        """The URL without user, password and query, where keys are also put."""
        return re.sub(r"(?<=//)[^/@]*@", "", self._safe(self._url.partition("?")[0]))

    def _safe(self, text: str) -> str:
        """One printable line of `text`, not too long, the key blotted out."""
        text = text.replace(self._key, "***") if self._key else text
        line = "".join(c if c.isprintable() else " " for c in text[: 2 * _LONGEST_REASON])
        line = " ".join(line.split())
        return line if len(line) <= _LONGEST_REASON else line[:_LONGEST_REASON] + "…"


def _retry_after(header: str, otherwise: float) -> float:
    """Seconds that a `Retry-After` asks for (RFC 9110: seconds or an HTTP date), else `otherwise`."""
    if header.strip().isdecimal():
        return float(header)
    date = email.utils.parsedate_tz(header)
    if date is None:
        return otherwise
    return max(0.0, email.utils.mktime_tz(date) - time.time())


def _json(content: bytes) -> object:
    try:
        parsed: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return parsed


def _content(body: object) -> str | None:
    """`choices[0].message.content`, as a string or as a list of text parts; None if it is not there."""
    match body:
        case {"error": error} if error:
            return None
        case {"choices": [{"message": {"content": str(text)}}, *_]}:
            return text
        case {"choices": [{"message": {"content": [*parts]}}, *_]}:
            return "".join(part["text"] for part in parts if isinstance(part, dict) and "text" in part)
        case {"choices": [{"message": {"content": None}}, *_]}:
            return ""
    return None


def _reason(body: object) -> str:
    """The server's own words, in the shapes that servers give them."""
    match body:
        case {"error": {"message": str(words)}} | {"error": str(words)} | {"detail": str(words)}:
            return words
        case {"detail": [{"msg": str(words)}, *_]} | {"message": str(words)}:
            return words
        case {"error": rest} | {"detail": rest} if rest:
            return json.dumps(rest, ensure_ascii=False)
        case str(words):
            return words
    return ""


def _first_line(text: str) -> str:
    """The first line of a plain-text body; a web page's markup says nothing that the status does not."""
    return "" if text.lstrip().startswith("<") else text.strip().partition("\n")[0]
