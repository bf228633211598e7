"""Providers: the LLM that the settings name, an endpoint or what another package registers."""

import re

from rag.answering.llm import LLM, ChatLLM
from rag.errors import UsageError
from rag.settings import Settings

GROUP = "jianbao.llm"
_HEADER = r"\s*[A-Za-z0-9-]+\s*:[ -~]*"


def load_llm(settings: Settings) -> LLM | None:
    """The LLM of the settings, None where they name none. Raises UsageError.

    A provider is an entry point in the group `jianbao.llm`: called with the settings, it gives an LLM.
    """
    if settings.llm_provider:
        from importlib.metadata import entry_points  # who names none does without it, and starts sooner

        found = {entry.name: entry for entry in entry_points(group=GROUP)}
        if settings.llm_provider not in found:
            known = ", ".join(sorted(found)) or "none"
            raise UsageError(f"No LLM provider {settings.llm_provider} is installed (there is: {known})")
        provided: LLM = found[settings.llm_provider].load()(settings)
        return provided
    if not settings.llm_url:
        return None
    if not settings.llm_model:
        raise UsageError("An LLM's URL needs its model's name; give --llm-model or JIANBAO_LLM_MODEL")
    return ChatLLM(
        settings.llm_url,
        settings.llm_model,
        settings.llm_api_key,
        timeout=settings.llm_timeout,
        total=settings.llm_total,
        headers=_headers(settings.llm_headers),
    )


def _headers(written: str) -> dict[str, str]:
    """`Name: value; Name: value` as a mapping."""
    items = [item for item in written.split(";") if item.strip()]
    if not all(re.fullmatch(_HEADER, item) for item in items):
        raise UsageError("llm_headers cannot be read; write it as `Name: value; Name: value`")
    pairs = (item.partition(":") for item in items)
    return {name.strip(): value.strip() for name, _, value in pairs}
