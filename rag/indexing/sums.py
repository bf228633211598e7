"""Checksums of the derived indexes: whether their files are as they were written.

A search reads a small part of them and does not check; `doctor` does.
"""

import json
import os
import struct
import zlib
from pathlib import Path
from typing import BinaryIO

_BLOCK = 1 << 20  # bytes
_SUM = struct.Struct("<I")
_TANTIVY = struct.Struct("<II")  # the length of the footer before it, and a number that is always the same
_MAGIC = 1337


def seal(path: Path) -> None:
    """Write a file's checksum at its end, where FAISS does not look."""
    with path.open("r+b") as file:
        checksum = _checksum(file, path.stat().st_size)
        file.write(_SUM.pack(checksum))


def is_sealed(path: Path) -> bool:
    """Whether a file ends in its checksum."""
    with path.open("rb") as file:
        length = max(0, path.stat().st_size - _SUM.size)
        return _SUM.pack(_checksum(file, length)) == file.read()


def words_are_whole(folder: Path) -> bool:
    """Whether the files of tantivy's segments agree with the checksums that it wrote behind each."""
    try:
        segments = json.loads((folder / "meta.json").read_bytes())["segments"]
        names = [segment["segment_id"].replace("-", "") for segment in segments]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return all(_is_whole(path) for name in names for path in folder.glob(f"{name}.*"))


def _is_whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-_TANTIVY.size, os.SEEK_END)
            length, magic = _TANTIVY.unpack(file.read())
            start = file.seek(-_TANTIVY.size - length, os.SEEK_END)
            footer = json.loads(file.read(length))
            file.seek(0)
            return bool(magic == _MAGIC and footer["crc"] == _checksum(file, start))
    except FileNotFoundError:  # a writer merges it into another this moment
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _checksum(file: BinaryIO, length: int) -> int:
    """Of so many bytes, from where the file stands."""
    checksum = 0
    while block := file.read(min(_BLOCK, length)):
        checksum, length = zlib.crc32(block, checksum), length - len(block)
    return checksum
