"""Tokens: how much of a model's window a conversation takes."""

from collections.abc import Sequence
from math import ceil

from rag.answering.prompt import Message


def tokens(conversation: Sequence[Message]) -> int:
    """How many tokens these are at most, for any common model: none needs more for a text of this length.

    A Chinese character is one token or two of a byte-pair vocabulary, and English has three letters to
    one at the least.
    """
    text = "".join(message["content"] for message in conversation)
    ascii_ = sum(character.isascii() for character in text)
    return ceil(ascii_ / 2.5 + 1.5 * (len(text) - ascii_)) + 8 * len(conversation)
