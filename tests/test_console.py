"""Lines, and what may not be in one."""

import pytest

from rag.cli import console


@pytest.mark.parametrize("character", ["\x1b", "\u061c", "\u202e", "\u2066"])
def test_what_turns_writing_round_or_commands_a_terminal_is_made_visible(character: str) -> None:
    assert console.safe(f"甲{character}乙") == "甲\ufffd乙"


def test_a_line_stays_one_and_a_text_keeps_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    console.line("甲[b]\n乙")
    console.prose("甲[b]\n乙")

    assert capsys.readouterr().out == "甲[b]␊乙\n甲[b]\n乙\n"
