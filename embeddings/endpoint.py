"""An encoder behind an OpenAI-compatible `/v1/embeddings` server: the only file here that imports httpx."""

import email.utils
import os
import time
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import numpy as np

from embeddings.embedder import EmbedderError, Vectors, readable, unit

_TRIES = 5
_FIRST_WAIT = 0.5  # seconds; doubles with every try
_LONGEST_WAIT = 60.0  # seconds; a server that asks for more is not waited for
_READ = ("Retry-After", "Location", "Content-Type")  # headers of an answer that has been unpacked
_LONGEST_QUOTE = 200  # characters of a server's own words that fit into one sentence


class EndpointEmbedder:
    """`http(s)://host/v1#model`; the width is what the server's first answer shows.

    Batches go one after another. A 429 (its Retry-After is kept to), a 5xx and a broken connection
    are tried again; any other answer, and none in time, is an EmbedderError at once. The key is never shown.
    """

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        batch: int = 64,
        timeout: float = 60.0,
        total: float = 600.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """`key` is by default JIANBAO_EMBED_API_KEY; `wait` is called with the seconds between two tries.

        `timeout` is in seconds, of connecting (at most 10) and of waiting for any part of an answer; `total`
        of all of one answer.
        """
        base, _, self._model = url.partition("#")
        self._base = _address(base)
        if not self._model:
            raise EmbedderError(f"{url} names no model: write it after a #, as in http://host/v1#model.")
        self._key = _key(os.environ.get("JIANBAO_EMBED_API_KEY", "") if key is None else key)
        self._client = _client(self._key, timeout)
        self._batch, self._wait = batch, wait
        self._timeout, self._total = timeout, total
        self._dim = 0
        self.name = f"{self._base}#{self._model}"

    @property
    def dim(self) -> int:
        """As the server's first reply has it, for which it is asked here if it must be."""
        if not self._dim:
            self._embed(["dim"])
        return self._dim

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def close(self) -> None:
        self._client.close()

    def _embed(self, texts: Sequence[str]) -> Vectors:
        given = readable(texts)
        starts = range(0, len(given), self._batch)
        return np.concatenate([self._ask(given[start : start + self._batch]) for start in starts])

    def _ask(self, texts: list[str]) -> Vectors:
        body = {"model": self._model, "input": texts, "encoding_format": "float"}
        vectors = self._vectors(self._read(self._post(body)), len(texts))
        if self._dim and vectors.shape[1] != self._dim:
            raise EmbedderError(
                f"{self.name} gave vectors of {vectors.shape[1]} numbers after vectors of {self._dim}: "
                "is there more than one model behind it?"
            )
        self._dim = vectors.shape[1]
        return vectors

    def _post(self, body: dict[str, Any]) -> httpx.Response:
        """The server's answer, after as many tries as it takes, or EmbedderError."""
        trouble = ""
        for attempt in range(_TRIES):
            pause = _FIRST_WAIT * 2**attempt
            try:
                answer = self._tried(body)
            except httpx.TimeoutException as error:
                raise EmbedderError(
                    f"{self.name} did not answer within {self._timeout:g} seconds: is it overloaded?"
                ) from error
            except httpx.RequestError as error:
                trouble = self._quoted(str(error)) or type(error).__name__
            else:
                if answer.status_code != 429 and answer.status_code < 500:
                    return answer
                trouble = f"status {answer.status_code}"
                pause = max(pause, _retry_after(answer.headers.get("Retry-After", "")))
            if pause > _LONGEST_WAIT:
                raise EmbedderError(
                    f"{self.name} asks to be left alone for {pause:.0f} seconds: try again then."
                )
            if attempt + 1 < _TRIES:
                self._wait(pause)
        raise EmbedderError(
            f"{self.name} did not answer in {_TRIES} tries ({trouble}): is the server running?"
        )

    def _tried(self, body: dict[str, Any]) -> httpx.Response:
        """What one try gives, whole; raises EmbedderError for what does not end."""
        until = time.monotonic() + self._total
        with self._client.stream("POST", f"{self._base}/embeddings", json=body) as answer:
            parts = []
            for part in answer.iter_bytes():
                if time.monotonic() > until:
                    raise EmbedderError(f"{self.name} did not finish within {self._total:g} seconds.")
                parts.append(part)
        headers = {name: answer.headers[name] for name in _READ if name in answer.headers}
        return httpx.Response(answer.status_code, headers=headers, content=b"".join(parts))

    def _read(self, answer: httpx.Response) -> Any:
        """The answer's JSON; raises EmbedderError for every other answer."""
        if answer.status_code in (401, 403):
            raise EmbedderError(f"{self.name} refuses the key: set JIANBAO_EMBED_API_KEY.")
        if answer.has_redirect_location:
            raise EmbedderError(
                f"{self.name} has moved to {self._quoted(answer.headers['Location'])}: give that address."
            )
        if answer.status_code != 200:
            said = self._quoted(answer.text)
            raise EmbedderError(
                f"{self.name} answered {answer.status_code} ({said}): check its address and its model."
            )
        try:
            return answer.json()
        except ValueError as error:
            raise EmbedderError(
                f"{self.name} did not answer with JSON: does its address end in /v1?"
            ) from error

    def _vectors(self, answer: Any, count: int) -> Vectors:
        """The answer's vectors in the order of the texts, at length 1; raises EmbedderError."""
        try:
            items = sorted(answer["data"], key=lambda item: int(item["index"]))
            places = [int(item["index"]) for item in items]
            rows = [np.asarray(item["embedding"], np.float64) for item in items]
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            said = self._quoted(str(answer))
            raise EmbedderError(
                f"{self.name} did not answer in the shape of /v1/embeddings, but with {said}."
            ) from error
        if len(rows) != count:
            raise EmbedderError(f"{self.name} gave {len(rows)} vectors for {count} texts.")
        if places != list(range(count)):
            raise EmbedderError(
                f"{self.name} did not say which vector is which text's: its `index` is wrong."
            )
        widths = sorted({row.size for row in rows})
        if len(widths) != 1 or rows[0].ndim != 1 or not widths[0]:
            raise EmbedderError(f"{self.name} gave vectors of different widths: {widths}.")
        vectors = np.stack(rows)
        if not np.isfinite(vectors).all() or not vectors.any(axis=1).all():
            raise EmbedderError(f"{self.name} gave a vector of zeros, or one with NaN or infinity in it.")
        return unit(vectors)

    def _quoted(self, text: str) -> str:
        """One printable line of what a server said, not too long, the key blotted out."""
        said = text.replace(self._key, "***") if self._key else text
        line = " ".join("".join(char if char.isprintable() else " " for char in said).split())
        return line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "…"


def _address(base: str) -> str:
    """The address as the archive remembers it: without the slash or the `/embeddings` that it may end in."""
    try:
        address = httpx.URL(base)
    except httpx.InvalidURL as error:
        raise EmbedderError("That is no address of an encoder: write it as http://host/v1#model.") from error
    if address.userinfo or address.query or not address.host:
        raise EmbedderError(
            "The address of an encoder is http://host/v1#model, without a user, a password or a query: "
            "its key goes into JIANBAO_EMBED_API_KEY."
        )
    return str(address).rstrip("/").removesuffix("/embeddings")


def _key(given: str) -> str:
    key = given.strip()
    if not all("!" <= char <= "~" for char in key):
        raise EmbedderError("The key holds characters that no key has: set JIANBAO_EMBED_API_KEY again.")
    return key


def _client(key: str, timeout: float) -> httpx.Client:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        return httpx.Client(headers=headers, timeout=httpx.Timeout(timeout, connect=min(timeout, 10.0)))
    except (ImportError, ValueError, OSError) as error:  # of a proxy, or of certificates that are not there
        raise EmbedderError(
            f"No server can be asked ({error}): see what HTTP_PROXY, ALL_PROXY and SSL_CERT_FILE say."
        ) from error


def _retry_after(header: str) -> float:
    """Seconds that a `Retry-After` asks for (RFC 9110: seconds, or an HTTP date); 0 where it says neither."""
    if header.strip().isdecimal():
        return float(header)
    date = email.utils.parsedate_tz(header)
    return 0.0 if date is None else email.utils.mktime_tz(date) - time.time()
