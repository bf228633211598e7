"""What is said beside an answer, in both languages."""

import string

from rag.answering.notes import _NOTES


def test_a_note_holds_the_same_values_in_both_languages() -> None:
    for name, words in _NOTES.items():
        held = [{part[1] for part in string.Formatter().parse(text)} - {None} for text in words.values()]
        assert held[0] == held[1], name
