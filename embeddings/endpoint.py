"""An encoder behind an OpenAI-compatible `/v1/embeddings` server: the only file here that imports httpx."""

import os
import time
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import numpy as np

from embeddings.embedder import EmbedderError, Vectors

_TRIES = 5
_FIRST_WAIT = 0.5  # seconds; doubles with every try
_LONGEST_WAIT = 60.0  # seconds; a server that asks for more is not waited for


class EndpointEmbedder:
    """`http(s)://host/v1#model`; the width is what the server's first answer shows.

    Batches go one after another. A 429 (its Retry-After is kept to), a 5xx and a broken connection
    are tried again; any other answer is an EmbedderError at once.
    """

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        batch: int = 64,
        timeout: float = 60.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """`key` is by default JIANBAO_EMBED_API_KEY; `wait` is called with the seconds between two tries."""
        self._base, _, self._model = url.partition("#")
        if not self._model:
            raise EmbedderError(f"{url} names no model: write it after a #, as in http://host/v1#model.")
        key = os.environ.get("JIANBAO_EMBED_API_KEY", "") if key is None else key
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {key}"} if key else {}, timeout=httpx.Timeout(timeout)
        )
        self._batch = batch
        self._wait = wait
        self._dim = 0
        self.name = url

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
        if not texts:
            raise EmbedderError("There is no text to embed: give at least one.")
        starts = range(0, len(texts), self._batch)
        return np.concatenate([self._ask(list(texts[start : start + self._batch])) for start in starts])

    def _ask(self, texts: list[str]) -> Vectors:
        body = {"model": self._model, "input": texts, "encoding_format": "float"}
        vectors = self._vectors(self._post(body), len(texts))
        if self._dim and vectors.shape[1] != self._dim:
            raise EmbedderError(
                f"{self.name} gave vectors of {vectors.shape[1]} numbers after vectors of {self._dim}: "
                "is there more than one model behind it?"
            )
        self._dim = vectors.shape[1]
        return vectors

    def _post(self, body: dict[str, Any]) -> Any:
        """The server's answer as JSON, after as many tries as it takes, or EmbedderError."""
        trouble = ""
        for attempt in range(_TRIES):
            pause = _FIRST_WAIT * 2**attempt
            try:
                answer = self._client.post(f"{self._base.rstrip('/')}/embeddings", json=body)
            except httpx.TransportError as error:
                trouble = str(error) or type(error).__name__
            except httpx.InvalidURL as error:
                raise EmbedderError(f"{self._base} is not an address: {error}.") from error
            else:
                if answer.status_code != 429 and answer.status_code < 500:
                    return self._read(answer)
                trouble = f"status {answer.status_code}"
                pause = max(pause, _retry_after(answer))
            if pause > _LONGEST_WAIT:
                raise EmbedderError(
                    f"{self.name} asks to be left alone for {pause:.0f} seconds: try again then."
                )
            if attempt + 1 < _TRIES:
                self._wait(pause)
        raise EmbedderError(
            f"{self.name} did not answer in {_TRIES} tries ({trouble}): is the server running?"
        )

    def _read(self, answer: httpx.Response) -> Any:
        if answer.status_code in (401, 403):
            raise EmbedderError(f"{self.name} refuses the key: set JIANBAO_EMBED_API_KEY.")
        if answer.status_code != 200:
            raise EmbedderError(f"{self.name} answered {answer.status_code}: {answer.text[:200]}")
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
            rows = [np.asarray(item["embedding"], dtype=np.float32) for item in items]
        except (KeyError, TypeError, ValueError) as error:
            raise EmbedderError(f"{self.name} did not answer in the shape of /v1/embeddings.") from error
        if len(rows) != count:
            raise EmbedderError(f"{self.name} gave {len(rows)} vectors for {count} texts.")
        widths = sorted({row.size for row in rows})
        if len(widths) != 1 or rows[0].ndim != 1 or not widths[0]:
            raise EmbedderError(f"{self.name} gave vectors of different widths: {widths}.")
        vectors: Vectors = np.stack(rows)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise EmbedderError(f"{self.name} gave a vector of zeros, or one with NaN or infinity in it.")
        unit: Vectors = vectors / lengths
        return unit


def _retry_after(answer: httpx.Response) -> float:
    """Seconds that the server asks to be left alone; 0 where it names none, or a date."""
    try:
        return max(0.0, float(answer.headers.get("Retry-After", "0")))
    except ValueError:
        return 0.0
