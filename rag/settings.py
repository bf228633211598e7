"""One frozen object of settings: from arguments, the environment, the archive's file, the user's file."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from rag.errors import UsageError

FILE = "jianbao.toml"
MOST_HITS = 1000
POLICIES = ("mark", "drop", "retry")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose. Keys are never shown."""

    model: str = ""  # "": the one that the archive was made with, or the embedded one
    rerank: str = ""  # a cross-encoder by name or path; "": the evidence is weighed without one
    llm_url: str = field(default="", repr=False)  # it may hold a password or a key
    llm_model: str = ""
    llm_api_key: str = field(default="", repr=False)
    llm_headers: str = field(default="", repr=False)  # "Name: value; Name: value", sent beside ours
    llm_provider: str = ""  # the name of a `jianbao.llm` entry point; "": the endpoint at llm_url
    llm_window: int = 8192  # tokens that the model reads and writes at once
    llm_timeout: int = 60  # seconds to wait for any part of a reply
    llm_total: int = 600  # seconds to wait for all of it
    unsupported: str = "mark"  # a sentence that is not supported: mark, drop, or retry it once
    k: int = 10  # hits of a search


def load_settings(
    archive: Path, arguments: Mapping[str, object], environment: Mapping[str, str] = os.environ
) -> Settings:
    """Settle each setting: arguments (None: not given), then `JIANBAO_*`, then `jianbao.toml` in the
    archive, then the one in the user's config folder. Raises UsageError.
    """
    layers: list[Mapping[str, object]] = [
        {key: value for key, value in arguments.items() if value is not None},
        _from_environment(environment),
        _from_file(archive / FILE),
        _from_file(_config_folder(environment) / FILE),
    ]
    known = {item.name: item.type for item in fields(Settings)}
    values = {name: layer[name] for layer in reversed(layers) for name in layer if name in known}
    typed: dict[str, Any] = {name: _as_type(name, value, known[name]) for name, value in values.items()}
    settings = Settings(**typed)
    if not 1 <= settings.k <= MOST_HITS:
        raise UsageError(f"k must be between 1 and {MOST_HITS}, not {settings.k}")
    for name in ("llm_window", "llm_timeout", "llm_total"):
        if getattr(settings, name) < 1:
            raise UsageError(f"{name} must be 1 or more, not {getattr(settings, name)}")
    if settings.unsupported not in POLICIES:
        raise UsageError(f"unsupported must be one of {', '.join(POLICIES)}, not {settings.unsupported}")
    return settings


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    if key := environment.get("OPENAI_API_KEY"):
        found["llm_api_key"] = key
    for item in fields(Settings):
        if value := environment.get(f"JIANBAO_{item.name.upper()}"):
            found[item.name] = value
    return found


def _from_file(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise UsageError(f"{path} is not valid TOML ({exc}); correct it") from exc
    values.pop("keys", None)  # API keys are the server's affair, see `jianbao key`
    if unknown := set(values) - {item.name for item in fields(Settings)}:
        raise UsageError(f"{path} sets {', '.join(sorted(unknown))}, which jianbao does not know; correct it")
    return values


def _config_folder(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "~")).expanduser() / ".config"
    return Path(home) / "jianbao"


def _as_type(name: str, value: object, kind: object) -> object:
    try:
        return int(str(value)) if kind is int else str(value)
    except ValueError as exc:
        raise UsageError(f"{name} must be a whole number, not {value!r}") from exc
