"""API keys: what they may do, and where their hashes are kept: in the archive's settings file.

[keys.reader]
hash = "…"          # SHA-256 of the key; slow hashes are for what people think up, this is 256 random bits
may = ["ask"]
"""

import hashlib
import re
import secrets
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from rag.errors import UsageError
from rag.settings import FILE

RIGHTS = ("ask", "change")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class Key:
    """A key's name, the hash of its words, and its rights."""

    name: str
    hash: str
    may: frozenset[str]


class Keys:
    """The keys of an archive, read again whenever the file has changed."""

    def __init__(self, archive: Path) -> None:
        self._file = archive / FILE
        self._read_at: tuple[int, int] | None = None
        self._by_hash: dict[str, Key] = {}

    def all(self) -> list[Key]:
        """Every key, by name."""
        self._follow()
        return sorted(self._by_hash.values(), key=lambda key: key.name)

    def find(self, token: str) -> Key | None:
        """The key that these words are."""
        self._follow()
        return self._by_hash.get(_hash(token))

    def new(self, name: str, may: Collection[str]) -> str:
        """Make a key and return its words, which are kept nowhere. Raises UsageError."""
        if not _NAME.fullmatch(name):
            raise UsageError(f"{name!r} cannot name a key; use up to 40 letters, digits, - and _")
        if not may or not set(may) <= set(RIGHTS):
            raise UsageError(f"A key may {' or '.join(RIGHTS)}, or both")
        if any(key.name == name for key in self.all()):
            raise UsageError(f"There is a key {name} already; remove it first, or choose another name")
        token = f"jb-{secrets.token_urlsafe(32)}"
        rights = ", ".join(f'"{right}"' for right in RIGHTS if right in may)
        self._write(f'{self._text().rstrip()}\n\n[keys.{name}]\nhash = "{_hash(token)}"\nmay = [{rights}]\n')
        return token

    def remove(self, name: str) -> None:
        """Take a key back; running servers follow. Raises UsageError."""
        if not any(key.name == name for key in self.all()):
            raise UsageError(f"There is no key {name}; `jianbao key list` shows those there are")
        table = re.compile(rf"^\[keys\.{re.escape(name)}\]\n(?:(?!\[).*\n?)*", re.MULTILINE)
        self._write(table.sub("", self._text()).strip() + "\n")

    def _follow(self) -> None:
        stat = self._file.stat() if self._file.exists() else None
        read_at = (stat.st_mtime_ns, stat.st_size) if stat else None
        if read_at != self._read_at:
            tables = tomllib.loads(self._text()).get("keys", {})
            keys = [Key(name, row["hash"], frozenset(row["may"])) for name, row in tables.items()]
            self._by_hash, self._read_at = {key.hash: key for key in keys}, read_at

    def _text(self) -> str:
        return self._file.read_text("utf-8") if self._file.exists() else ""

    def _write(self, text: str) -> None:
        temporary = self._file.with_suffix(".new")
        temporary.touch(mode=0o600)
        temporary.write_text(text.lstrip(), "utf-8")
        temporary.replace(self._file)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
