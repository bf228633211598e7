"""The verbs that change an archive."""

import json
from pathlib import Path

import pytest

from tests.commands import jianbao


@pytest.mark.parametrize("rehearsing", [(), ("--dry-run",)])
def test_a_failure_stands_in_the_report_as_json(tmp_path: Path, rehearsing: tuple[str, ...]) -> None:
    (tmp_path / "good.txt").write_text(
        "市图书馆自五月起夜间开放至二十二点，首周接待读者四千人次。\n", "utf-8"
    )
    (tmp_path / "broken.jsonl").write_text('{"text"\n', "utf-8")

    done = jianbao("index", tmp_path, "--json", *rehearsing, archive=tmp_path / "a")

    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert (report["files"], report["articles"]) == (2, 1)
    assert [(failure["file"], failure["line"]) for failure in report["failures"]] == [("broken.jsonl", 1)]


def test_a_line_break_in_the_name_of_a_file_does_not_split_a_message(tmp_path: Path) -> None:
    (tmp_path / "a\nb.jsonl").write_text('{"text"\n', "utf-8")

    done = jianbao("index", tmp_path, archive=tmp_path / "a")

    assert len(done.stderr.splitlines()) == 1
    assert "a␊b.jsonl, line 1" in done.stderr
