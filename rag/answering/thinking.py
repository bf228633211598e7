"""Thinking: what a reasoning model says to itself before it answers, which some servers pass on."""

from collections.abc import Iterable, Iterator

from rag.surrogates import without_surrogates

_OPENING, _CLOSING = "<think>", "</think>"


def spoken_aloud(portions: Iterable[str]) -> Iterator[str]:
    """The reply without its thoughts, and without halves of characters.

    Thoughts stand first, between tags; where the opening tag is left out, they are known as such only in
    a portion that holds the closing one.
    """
    held, thinking, begun = "", False, False
    for portion in whole_characters(portions):
        if begun:
            yield portion
            continue
        held += portion
        if not thinking and _OPENING.startswith(held.lstrip()[: len(_OPENING)]):
            thinking = held.lstrip().startswith(_OPENING)
            if not thinking:
                continue  # it may become the tag
        before, closed, after = held.partition(_CLOSING)
        if closed or not thinking:
            begun, held = True, ""
            yield after if closed else before
        else:
            held = held[-len(_CLOSING) :] if len(held) > 2 * len(_CLOSING) else held
    if held and not thinking:
        yield held


def whole_characters(portions: Iterable[str]) -> Iterator[str]:
    """The portions, with the halves of a surrogate pair joined, and lone ones made visible."""
    half = ""
    for portion in portions:
        text = half + portion
        half = text[-1:] if "\ud800" <= text[-1:] <= "\udbff" else ""
        yield _joined(text[: len(text) - len(half)])
    if half:
        yield without_surrogates(half)


def _joined(text: str) -> str:
    if without_surrogates(text) == text:
        return text
    return without_surrogates(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
