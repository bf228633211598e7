"""Texts, origins, vectors and what a source says of itself ↔ what the store keeps of them.

Unpacking raises ArchiveForeign where that is damaged.
"""

import json
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ArchiveForeign
from rag.types import Given, Traced

_SCALE = 2  # bytes of float16 before a vector
_STEPS = 127
_FEW = 128  # texts that stay unpacked: a search looks at the same ones several times
_GIVEN = [field.name for field in fields(Given)]


@contextmanager
def _intact() -> Iterator[None]:
    """Say in our words what becomes of bytes that we did not write: SQLite keeps no check of them."""
    try:
        yield
    except (zlib.error, ValueError, IndexError, TypeError) as exc:
        raise damaged(str(exc)) from exc


def damaged(what: str) -> ArchiveForeign:
    """The error for rows that do not hold together."""
    return ArchiveForeign(
        f"The archive is damaged ({what}); put a copy of it back, or index the pages into another folder"
    )


def pack_text(text: str) -> bytes:
    """Compress a text in the shorter of two encodings: a Chinese character is three bytes in UTF-8."""
    encoded = text.encode("utf-8", "surrogatepass")
    with suppress(UnicodeEncodeError):  # a lone surrogate
        if len(chinese := text.encode("gb18030")) < len(encoded):
            return b"g" + zlib.compress(chinese)
    return b"u" + zlib.compress(encoded)


@lru_cache(maxsize=_FEW)
@_intact()
def unpack_text(packed: bytes) -> str:
    text = zlib.decompress(packed[1:])
    return text.decode("gb18030") if packed[:1] == b"g" else text.decode("utf-8", "surrogatepass")


def pack_traced(traced: Traced, raw: str) -> tuple[bytes, bytes]:
    """What a text takes from its page, and what it does not: its origins, and the white space put in.

    The characters themselves stand in the raw text, and are not kept again.
    """
    letters, origin = _letters(traced.text), np.asarray(traced.origin, np.int32)
    others = np.flatnonzero(_taken(origin, raw) != letters)
    put_in = np.concatenate([others.astype(np.uint32), letters[others]])
    differences = np.diff(origin, prepend=np.int32(0))  # nearly all are 1: a page takes a few hundred bytes
    return zlib.compress(differences.tobytes(), 1), zlib.compress(put_in.tobytes()) if len(others) else b""


@lru_cache(maxsize=_FEW)
@_intact()
def unpack_traced(origins: bytes, others: bytes, raw: str) -> Traced:
    """The text again, from the raw text of its page."""
    origin = np.cumsum(np.frombuffer(zlib.decompress(origins), np.int32), dtype=np.int32)
    letters = _taken(origin, raw)
    if others:
        places, put_in = np.frombuffer(zlib.decompress(others), np.uint32).reshape(2, -1)
        letters[places] = put_in
    text = letters.tobytes().decode("utf-32-le", "surrogatepass")
    return Traced(text, array("i", origin.tobytes()))


def _letters(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _taken(origin: NDArray[np.int32], raw: str) -> NDArray[np.uint32]:
    """The characters at these places: at NO_ORIGIN a line break, which is put in most; U+FFFD at the end."""
    return _letters(f"\n{raw}\ufffd").take(origin + 1, mode="clip")


def pack_vector(vector: NDArray[np.float32]) -> bytes:
    """A vector in whole steps of its largest value, a byte each: the cosine changes by about .0001."""
    scale = np.float16(np.abs(vector).max() / _STEPS)
    steps = np.clip(np.rint(vector / scale), -_STEPS, _STEPS).astype(np.int8)
    return bytes(scale.tobytes() + steps.tobytes())


@_intact()
def unpack_vectors(packed: list[bytes], dim: int) -> NDArray[np.float32]:
    """Rows of shape (len(packed), dim)."""
    rows = np.frombuffer(b"".join(packed), np.int8).reshape(-1, _SCALE + dim)
    scales = np.ascontiguousarray(rows[:, :_SCALE]).view(np.float16)
    return np.asarray(rows[:, _SCALE:] * scales.astype(np.float32), np.float32)


def dimensions(packed: bytes) -> int:
    """How many dimensions a vector was packed with."""
    return len(packed) - _SCALE


def pack_given(given: Given) -> str:
    """As JSON, what is empty left out."""
    said = {name: value for name in _GIVEN if (value := getattr(given, name))}
    return json.dumps(said, ensure_ascii=False)


@_intact()
def unpack_given(packed: str) -> Given:
    return given_of(json.loads(packed))


def given_of(values: dict[str, Any]) -> Given:
    """What a source says of itself, from its JSON. Raises TypeError."""
    return Given(**{key: _as_tuple(value) for key, value in values.items()})


@_intact()
def unpack_rows(packed: str) -> Any:
    """JSON of lists, as tuples."""
    return _as_tuple(json.loads(packed))


def _as_tuple(value: Any) -> Any:
    """JSON knows lists alone: spans, and tuples of spans, as they were."""
    return tuple(map(_as_tuple, value)) if isinstance(value, list) else value
