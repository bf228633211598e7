"""`.zip`: the files in it, one after the other, within bounds."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from rag.errors import InputError

_MOST_MEMBERS = 50_000
_LARGEST_MEMBER = 200_000_000  # bytes
_LARGEST_TOTAL = 10_000_000_000
LARGEST_RATIO = 200  # of unpacked to packed; text reaches ten, a bomb a thousand
FREE = 20_000_000  # bytes that may unpack from however little
_ENCRYPTED, _UTF8 = 0x1, 0x800  # flags of a member
_NAMES = ("utf-8", "gb18030", "cp437")  # without the flag: macOS, Chinese Windows, what the standard says

# What a damaged member, or one packed in a way that is not known here, raises while it is read.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)

Member = tuple[str, zipfile.ZipInfo]


def members(archive: zipfile.ZipFile, file: str) -> Iterator[Member | InputError]:
    """Yield the files in a .zip with their paths, by name; those that are not read come as InputErrors."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MOST_MEMBERS:
        yield InputError(file, f"holds more than {_MOST_MEMBERS:,} files; split it")
        return
    if sum(info.file_size for info in infos) > _LARGEST_TOTAL:
        yield InputError(file, f"unpacks to more than {_LARGEST_TOTAL:,} bytes; split it")
        return
    seen: set[str] = set()
    for name, info in sorted(((_name(info), info) for info in infos), key=lambda member: member[0]):
        reason = "is in it a second time" if name in seen else _fault(name, info)
        seen.add(name)
        if reason:
            yield InputError(f"{file}/{name}", reason)
        elif not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts):
            yield name, info


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The content of one file in a .zip, by its path. Raises ValueError."""
    for found in members(archive, ""):
        if not isinstance(found, InputError) and found[0] == name:
            try:
                return archive.read(found[1])
            except DAMAGE as error:
                raise ValueError(f"is damaged ({error})") from error
    raise ValueError("is not in the .zip any more")


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """The .zip in a stream. Raises ValueError."""
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise ValueError("is damaged, or no .zip") from error


def _name(info: zipfile.ZipInfo) -> str:
    """A member's path. Without the UTF-8 flag its bytes are in whatever its maker's system used."""
    if info.flag_bits & _UTF8:
        return info.filename
    data = info.filename.encode("cp437")
    for encoding in _NAMES:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _fault(name: str, info: zipfile.ZipInfo) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "has a path that leads out of the .zip"
    if path.suffix.lower() == ".zip":
        return "is a .zip within a .zip; unpack it first"
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted; unpack it with its password first"
    if info.file_size > _LARGEST_MEMBER:
        return f"unpacks to more than {_LARGEST_MEMBER:,} bytes"
    if info.file_size > max(FREE, LARGEST_RATIO * info.compress_size):
        return f"unpacks to more than {LARGEST_RATIO} times its size"
    return ""
