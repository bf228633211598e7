"""Lone surrogates: half characters, which no text holds, but a Python string or a model's JSON may."""

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """The text with `\\ufffd` for each, so that it can be encoded, stored and shown."""
    return _SURROGATE.sub("\ufffd", text)
