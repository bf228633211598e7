"""Lines, and what may not be in one."""

import json

import pytest

from rag.cli import console


@pytest.mark.parametrize("character", ["\x1b", "\u061c", "\u202e", "\u2066"])
def test_what_turns_writing_round_or_commands_a_terminal_is_made_visible(character: str) -> None:
    assert console.safe(f"甲{character}乙") == "甲\ufffd乙"


def test_json_says_what_it_holds_and_commands_nothing(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    value = {"甲": "\x1b[31m\x9b31m\x7f\u202e\t\n"}
    console.json(value)

    shown = capsysbinary.readouterr().out.decode()
    assert json.loads(shown) == value
    assert console.safe(shown) == shown


def test_a_line_stays_one_and_a_text_keeps_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    console.line("甲[b]\n乙")
    console.prose("甲[b]\n乙")

    assert capsys.readouterr().out == "甲[b]␊乙\n甲[b]\n乙\n"
