"""Which files are meant by a path: hidden ones, links, pipes, folders that may not be looked into."""

import os
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.candidates import find_files
from rag.errors import UsageError
from rag.samples import copy_pages
from tests.commands import OBEYING, jianbao, may_be_refused
from tests.fakes import PairEmbedder


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        find_files([tmp_path / "nowhere"])


def test_hidden_files_and_other_kinds_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", "picture.png", "page.txt"):
        (tmp_path / name).write_text("x")

    assert [candidate.relative for candidate in find_files([tmp_path])] == ["page.txt"]


def test_a_single_file_keeps_the_folders_that_it_is_named_with(
    tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    (candidate,) = find_files([Path("papers/江滨日报/2023-05-06/01.txt")])

    assert candidate.relative == "papers/江滨日报/2023-05-06/01.txt"


def test_a_file_named_once_by_its_folder_and_once_by_itself_is_one_file(tmp_path: Path, pages: Path) -> None:
    with Archive(tmp_path / "a", create=True, embedder=PairEmbedder()) as archive:
        archive.index([pages])
        report = archive.index([pages / "江滨日报/2023-05-06/01.txt"])

        assert (report.files, report.unchanged) == (1, 1)
        assert archive.info().files == 3


def test_a_file_whose_name_is_no_text_is_indexed_under_one_that_is(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / os.fsdecode(b"b\xff.txt")).write_text("县城新建的体育馆昨天正式向市民开放。\n", "utf-8")
    with Archive(tmp_path / "a", create=True, embedder=PairEmbedder()) as archive:
        assert archive.index([folder]).failures == []
        assert archive.index([folder], remove_missing=True).unchanged == 1
        assert [article.file for article in archive.articles()] == ["b\\xff.txt"]


def test_what_is_neither_file_nor_folder_is_wrong_usage(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(UsageError, match="neither a file nor a folder"):
        find_files([tmp_path / "pipe.txt"])


@pytest.mark.parametrize("place", ["archive", "."])
def test_what_an_archive_keeps_is_not_indexed_and_the_pages_beside_it_are(
    tmp_path: Path, pages: Path, place: str
) -> None:
    with Archive(pages / place, create=True, embedder=PairEmbedder()) as archive:
        archive.index([pages])
        (pages / place / "questions.jsonl").write_text('{"question": "什么？"}\n', "utf-8")
        (pages / place / "originals").mkdir()
        (pages / place / "originals" / "1.pdf").touch()

        report = archive.index([pages])
        assert (report.files, report.unchanged, report.failures) == (3, 3, [])


def test_an_export_among_the_pages_is_named_once(archive: Archive, pages: Path) -> None:
    archive.export(pages / "backup.jsonl.gz")

    assert [str(failure) for failure in archive.index([pages]).failures] == [
        "backup.jsonl.gz: is an export of an archive; `jianbao import` takes it in"
    ]


def test_a_loop_of_links_is_not_followed(tmp_path: Path, pages: Path) -> None:
    (pages / "loop").symlink_to(pages)
    (pages / "itself.txt").symlink_to(pages / "itself.txt")
    os.mkfifo(pages / "pipe.txt")

    assert len(find_files([pages])) == 3


@pytest.mark.skipif(not may_be_refused(), reason="root may read everything, and there is no setpriv")
@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_a_folder_that_cannot_be_looked_into_is_named_and_nothing_of_it_dropped(
    tmp_path: Path, mode: int
) -> None:
    pages = copy_pages(tmp_path / "pages")
    closed = pages / "剪报样报"
    assert jianbao("index", pages, archive=tmp_path / "a").returncode == 0
    closed.chmod(mode)
    done = jianbao("index", pages, "--remove-missing", archive=tmp_path / "a", within=OBEYING)
    closed.chmod(0o700)

    assert done.returncode == 1
    assert "jianbao: 剪报样报" in done.stderr
    assert all("Permission denied" in line for line in done.stderr.splitlines())
    assert "removed" not in done.stdout
