"""Texts, origins and vectors ↔ the bytes that the store keeps of them."""

import zlib
from array import array

import numpy as np
from numpy.typing import NDArray


def pack_text(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpack_text(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def pack_origin(origin: "array[int]") -> bytes:
    """Pack origins as differences: nearly all are 1, so a page takes a few hundred bytes."""
    return zlib.compress(np.diff(np.asarray(origin, np.int32), prepend=np.int32(0)).tobytes(), 1)


def unpack_origin(packed: bytes) -> "array[int]":
    differences = np.frombuffer(zlib.decompress(packed), np.int32)
    return array("i", np.cumsum(differences, dtype=np.int32).tobytes())


def pack_vector(vector: NDArray[np.float32]) -> bytes:
    return vector.astype(np.float16).tobytes()


def unpack_vectors(packed: list[bytes], dim: int) -> NDArray[np.float32]:
    """Rows of shape (len(packed), dim)."""
    return np.frombuffer(b"".join(packed), np.float16).reshape(-1, dim).astype(np.float32)
