"""Every article that mentions something."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.errors import UsageError
from rag.found import Filters
from tests.commands import jianbao


def headlines(archive: Archive, question: str, filters: Filters = Filters()) -> list[str]:  # noqa: B008
    return [row.article.headline.text for row in archive.mentions(question, filters).rows]


def test_every_article_with_all_the_words_is_listed_with_its_count_and_first_passage(
    archive: Archive,
) -> None:
    listing = archive.mentions("永安古桥 石板")

    (row,) = listing.rows
    assert listing.total == 1
    assert listing.words == ("永安古桥", "石板")
    assert row.count == 3  # twice and once
    assert row.text.startswith("本报讯") and "永安古桥修缮完工" in row.text
    assert row.lines[0][0] == 3


def test_the_newest_comes_first_and_pages_follow_each_other(archive: Archive, pages: Path) -> None:
    rows = [
        {"id": f"n{n}", "title": f"第{n}条", "text": f"春茶上市{n}。", "date": f"2024-03-{n:02}"}
        for n in range(1, 8)
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (pages / "more.jsonl").write_text(lines, "utf-8")
    archive.index([pages])

    everything = headlines(archive, "春茶")
    by_three = [archive.mentions("春茶", limit=3, offset=offset) for offset in (0, 3, 6)]

    assert everything[:7] == [f"第{n}条" for n in range(7, 0, -1)]
    assert [row.article.headline.text for part in by_three for row in part.rows] == everything
    assert {part.total for part in by_three} == {len(everything)} == {8}


def test_words_of_the_headline_count_and_exclusions_and_filters_hold(archive: Archive) -> None:
    assert headlines(archive, "通车") == ["地铁三号线通车"]
    assert headlines(archive, "harbour -berths") == []
    assert headlines(archive, '"market opens" harbour') == []
    assert headlines(archive, "古桥", Filters(until="2023-05-05")) == []
    assert headlines(archive, "古桥", Filters(since="2023-05-06")) == ["古桥修缮完工"]


def test_what_names_nothing_is_wrong_usage(archive: Archive) -> None:
    with pytest.raises(UsageError, match="names nothing to list"):
        archive.mentions("什么？")


def test_the_command_lists_as_csv_and_json(samples: Path) -> None:
    table = jianbao("search", "--all", "大桥", "--csv", archive=samples)
    listed = json.loads(jianbao("search", "--all", "大桥", "--json", archive=samples).stdout)

    rows = list(csv.DictReader(io.StringIO(table.stdout, newline="")))
    assert [row["id"] for row in rows] == [match["article"]["id"] for match in listed["matches"]]
    assert len(rows) == listed["total"] > 1
    assert all("大桥" in row["passage"] + row["headline"] and int(row["count"]) > 0 for row in rows)


def test_what_could_command_a_terminal_is_in_neither_csv_nor_json(tmp_path: Path) -> None:
    record = {"text": "白塔高30米。", "paper": "\x1b[31m海滨\x9b1m晚报\u202e"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    jianbao("index", tmp_path / "a.jsonl", archive=tmp_path / "archive")

    table = jianbao("search", "--all", "白塔", "--csv", archive=tmp_path / "archive").stdout
    listed = jianbao("search", "--all", "白塔", "--json", archive=tmp_path / "archive").stdout

    assert next(csv.DictReader(io.StringIO(table)))["paper"] == "\ufffd[31m海滨\ufffd1m晚报\ufffd"
    assert not re.search("[\x1b\x9b\u202e]", listed)
    assert json.loads(listed)["matches"][0]["article"]["paper"] == record["paper"]


def test_a_page_of_the_table_says_how_to_go_on(samples: Path) -> None:
    done = jianbao("search", "--all", "大桥", "--limit", "1", archive=samples)

    assert len(done.stdout.splitlines()) == 1
    assert "--offset 1 goes on" in done.stderr


def test_csv_without_all_is_wrong_usage(samples: Path) -> None:
    done = jianbao("search", "大桥", "--csv", archive=samples)

    assert done.returncode == 2
    assert "write --all" in done.stderr
