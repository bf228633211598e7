"""The way in: what is new is read and embedded, what is known is not, what is broken is named."""

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from embeddings import EmbedderError
from rag.archive import Archive
from rag.errors import ArchiveError, UsageError
from rag.found import Filters
from rag.intake import Report, rehearse
from rag.settings import Settings
from tests.fakes import PairEmbedder
from tests.typesetter import Set, column, pdf


def open_with(folder: Path, embedder: PairEmbedder) -> Archive:
    return Archive(folder, create=True, embedder=embedder)


def headlines(archive: Archive) -> list[str]:
    return sorted(article.headline.text for article in archive.articles())


def test_every_page_of_a_folder_is_indexed(archive: Archive) -> None:
    expected = ["Harbour opens", "古桥修缮完工", "图书馆夜间开放", "地铁三号线通车", "茶园迎来春茶采摘"]

    assert headlines(archive) == expected


def test_a_second_run_embeds_nothing(tmp_path: Path, pages: Path) -> None:
    embedder = PairEmbedder()
    with open_with(tmp_path / "a", embedder) as archive:
        archive.index([pages])
        before, revision = embedder.embedded, archive.info().revision
        report = archive.index([pages])

        assert (report.files, report.unchanged, report.chunks) == (3, 3, 0)
        assert (embedder.embedded, archive.info().revision) == (before, revision)


def test_a_touched_file_is_known_by_its_content(tmp_path: Path, pages: Path) -> None:
    embedder = PairEmbedder()
    with open_with(tmp_path / "a", embedder) as archive:
        archive.index([pages])
        before = embedder.embedded
        (pages / "江滨日报/2023-05-06/01.txt").touch()
        report = archive.index([pages])

        assert (report.unchanged, embedder.embedded) == (3, before)


def test_a_changed_file_takes_the_place_of_what_it_was(tmp_path: Path, pages: Path) -> None:
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([pages])
        (pages / "江滨日报/2023-05-06/02.md").write_text(
            "# 新馆开放\n\n市图书馆新馆今日开放，藏书 60 万册。\n", "utf-8"
        )
        report = archive.index([pages])

        assert report.pages == 1
        assert headlines(archive) == ["Harbour opens", "古桥修缮完工", "地铁三号线通车", "新馆开放"]
        assert archive.doctor() == []


def test_an_article_keeps_its_id_when_its_page_changes_further_down(tmp_path: Path, pages: Path) -> None:
    page = pages / "江滨日报/2023-05-06/02.md"
    page.write_text(page.read_text("utf-8") + "茶园里" + "从早到晚" * 20 + "。\n", "utf-8")
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([pages])
        before = {article.headline.text: article.id for article in archive.articles()}
        page.write_text(page.read_text("utf-8") + "茶农说，今年雨水充足。\n", "utf-8")
        archive.index([pages])

        assert {article.headline.text: article.id for article in archive.articles()} == before


def test_records_are_added_changed_and_dropped_by_their_ids(tmp_path: Path, pages: Path) -> None:
    records = pages / "江滨日报/2023-05-06/03.jsonl"
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([pages])
        first = records.read_text("utf-8").splitlines()[0]
        records.write_text(f'{{"id": "r0", "title": "新桥", "text": "新桥今日开工。"}}\n{first}\n', "utf-8")
        report = archive.index([pages])

        assert (report.pages, report.chunks) == (1, 1)
        assert headlines(archive) == [
            "古桥修缮完工",
            "图书馆夜间开放",
            "地铁三号线通车",
            "新桥",
            "茶园迎来春茶采摘",
        ]
        (metro,) = (a for a in archive.articles() if a.headline.text == "地铁三号线通车")
        assert metro.parts[0].lines == ((2, 2),)  # it stands a line further down now


def test_the_same_page_twice_is_embedded_once_and_goes_with_the_last(tmp_path: Path, pages: Path) -> None:
    embedder = PairEmbedder()
    shutil.copy(pages / "江滨日报/2023-05-06/01.txt", pages / "copy.txt")
    with open_with(tmp_path / "a", embedder) as archive:
        archive.index([pages])
        assert headlines(archive).count("古桥修缮完工") == 1

        archive.remove(["copy.txt"])
        assert headlines(archive).count("古桥修缮完工") == 1

        archive.remove(["江滨日报/2023-05-06/01.txt"])
        assert headlines(archive).count("古桥修缮完工") == 0
        assert archive.doctor() == []


def test_a_moved_file_is_not_embedded_again(tmp_path: Path, pages: Path) -> None:
    embedder = PairEmbedder()
    with open_with(tmp_path / "a", embedder) as archive:
        archive.index([pages])
        before = embedder.embedded
        (pages / "江滨日报/2023-05-06/01.txt").rename(pages / "江滨日报/2023-05-06/10.txt")
        report = archive.index([pages], remove_missing=True)

        assert embedder.embedded == before
        assert report.removed == 1
        (bridge,) = (a for a in archive.articles() if a.headline.text == "古桥修缮完工")
        assert bridge.file == "江滨日报/2023-05-06/10.txt"


def test_missing_files_below_other_folders_stay(tmp_path: Path, pages: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.txt").write_text("另一个文件夹里的一页，讲的是造船。\n", "utf-8")
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([pages, other])
        shutil.rmtree(other)
        report = archive.index([pages], remove_missing=True)

        assert report.removed == 0
        assert len(archive.articles()) == 6


def test_two_folders_with_pages_of_the_same_name_do_not_collide(tmp_path: Path) -> None:
    for folder, end in (("one", "甲"), ("two", "乙")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "01.txt").write_text("水" * 70 + end + "。\n", "utf-8")
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([tmp_path / "one", tmp_path / "two"])

        assert sorted(article.text[-2] for article in archive.articles()) == ["乙", "甲"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "not text"),
        ("one-line.txt", b"x" * 50_000_000, "larger"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_rest_indexed(
    tmp_path: Path, pages: Path, name: str, content: bytes, reason: str
) -> None:
    (pages / name).write_bytes(content)
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        report = archive.index([pages])

        (failure,) = report.failures
        assert failure.file == name
        assert reason in failure.reason
        assert "\n" not in str(failure)
        assert len(archive.articles()) == 5


def test_a_broken_record_is_named_by_its_line_and_the_others_indexed(tmp_path: Path, pages: Path) -> None:
    with (pages / "江滨日报/2023-05-06/03.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "r3", "text": \n{"id": "r4", "text": "第四条。"}\n')
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        report = archive.index([pages])

        assert [(f.file, f.line) for f in report.failures] == [("江滨日报/2023-05-06/03.jsonl", 3)]
        assert len(archive.articles()) == 6


def test_a_page_that_breaks_later_stays_as_it_was(tmp_path: Path, pages: Path) -> None:
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([pages])
        (pages / "江滨日报/2023-05-06/01.txt").write_bytes(bytes(range(256)) * 40)
        report = archive.index([pages])

        assert len(report.failures) == 1
        assert "古桥修缮完工" in headlines(archive)


def test_gb18030_is_read(tmp_path: Path) -> None:
    page = tmp_path / "gb.txt"
    page.write_bytes("县城新建的体育馆昨天正式向市民开放，设有座位三千个。\n".encode("gb18030"))
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([page])

        assert archive.articles()[0].text == "县城新建的体育馆昨天正式向市民开放，设有座位三千个。"


def test_a_rehearsal_counts_and_writes_nothing(pages: Path) -> None:
    report = rehearse([pages])

    assert (report.files, report.pages, report.articles) == (3, 4, 5)


def test_an_id_that_a_file_uses_twice_is_named(tmp_path: Path) -> None:
    records = tmp_path / "twice.jsonl"
    records.write_text('{"id": "a", "text": "第一条。"}\n{"id": "a", "text": "第二条。"}\n', "utf-8")
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        report = archive.index([records])

        assert [str(failure) for failure in report.failures] == [
            "twice.jsonl, line 2: has the id 'a' a second time"
        ]
        assert [article.text for article in archive.articles()] == ["第一条。"]


def test_a_record_without_an_id_does_not_take_that_of_another(tmp_path: Path) -> None:
    records = tmp_path / "ids.jsonl"
    records.write_text('{"id": 2, "text": "第一条。"}\n{"text": "第二条。"}\n', "utf-8")
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        assert archive.index([records]).failures == []
        assert len(archive.articles()) == 2


def test_a_number_that_python_does_not_read_is_a_broken_record(tmp_path: Path) -> None:
    records = tmp_path / "long.jsonl"
    records.write_text(f'{{"id": {"9" * 5000}, "text": "一。"}}\n{{"text": "第二条。"}}\n', "utf-8")
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        assert [failure.line for failure in archive.index([records]).failures] == [1]
        assert len(archive.articles()) == 1


def test_an_encoder_that_cannot_be_loaded_leaves_nothing_behind(tmp_path: Path, pages: Path) -> None:
    with (
        pytest.raises(EmbedderError),
        Archive(tmp_path / "a", Settings(model=str(tmp_path / "nosuch")), create=True) as archive,
    ):
        archive.index([pages])

    assert not (tmp_path / "a").exists()


def test_an_archive_cannot_be_made_where_a_file_is(tmp_path: Path, pages: Path) -> None:
    (tmp_path / "a").write_text("my own notes")
    with (
        pytest.raises(ArchiveError, match="name another folder"),
        Archive(tmp_path / "a", create=True, embedder=PairEmbedder()) as archive,
    ):
        archive.index([pages])


def test_a_wild_card_in_a_file_filter_is_a_letter(archive: Archive) -> None:
    assert archive.search("古桥", filters=Filters(file="%")).hits == ()
    assert archive.search("古桥", filters=Filters(file="0_.txt")).hits == ()
    assert archive.search("古桥", filters=Filters(file="01.txt")).hits != ()


def test_the_words_of_a_file_that_was_emptied_are_gone(tmp_path: Path, pages: Path) -> None:
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([pages])
        (pages / "江滨日报/2023-05-06/01.txt").write_bytes(b"")

        assert [failure.reason for failure in archive.index([pages]).failures] == ["is empty"]
        assert "古桥修缮完工" not in headlines(archive)
        assert archive.doctor() == []


def test_what_stood_below_a_folder_that_is_gone_can_be_dropped(tmp_path: Path, pages: Path) -> None:
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([pages])
        shutil.rmtree(pages)

        assert archive.index([pages], remove_missing=True).removed == 3
        assert archive.articles() == []


def test_a_path_that_stands_in_two_folders_must_be_named_whole(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "01.txt").write_text(f"{folder}：县城新建的体育馆昨天开放。\n", "utf-8")
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([tmp_path / "one", tmp_path / "two"])

        with pytest.raises(UsageError, match=r"one/01\.txt and .*two/01\.txt"):
            archive.remove(["01.txt"])
        assert archive.remove([str(tmp_path / "one" / "01.txt")]) == 1
        assert archive.remove(["./01.txt"]) == 1


# ── .zip and .pdf ──


def zipped(folder: Path, **members: str) -> Path:
    with zipfile.ZipFile(folder / "papers.zip", "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return folder / "papers.zip"


BRIDGE, LIBRARY = "# 新桥开工\n\n新桥今日开工。\n", "# 夜读\n\n图书馆夜间开放。\n"


def test_files_in_a_zip_are_files_of_their_own(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"江滨日报/2024-08-28/01.md": BRIDGE, "江滨日报/2024-08-28/02.md": LIBRARY})
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([path])

        first, second = sorted(archive.articles(), key=lambda article: article.page)
        assert (first.file, first.paper) == ("papers.zip/江滨日报/2024-08-28/01.md", "江滨日报")
        assert (second.date, second.page) == ("2024-08-28", "2")
        assert [read.page.file for read in archive.read_again("papers.zip")] == [first.file, second.file]
        assert archive.doctor() == []

        report = archive.index([path], remove_missing=True)
        assert (report.files, report.unchanged, report.removed) == (1, 1, 0)
        path.touch()
        archive.index([path])
        assert headlines(archive) == ["夜读", "新桥开工"]


def test_a_file_that_is_in_its_zip_no_more_goes_and_the_others_stay(tmp_path: Path) -> None:
    embedder = PairEmbedder()
    with open_with(tmp_path / "a", embedder) as archive:
        archive.index([zipped(tmp_path, **{"1.md": BRIDGE, "2.md": LIBRARY})])
        before = embedder.embedded
        archive.index([zipped(tmp_path, **{"2.md": LIBRARY})])

        assert headlines(archive) == ["夜读"]
        assert embedder.embedded == before
        assert archive.doctor() == []


def test_a_zip_goes_with_all_that_is_in_it(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"1.md": BRIDGE, "2.md": LIBRARY})
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([tmp_path])
        path.unlink()
        archive.index([tmp_path], remove_missing=True)

        assert archive.articles() == []


def test_a_file_removed_from_its_zip_comes_back_when_the_zip_is_indexed_again(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"1.md": BRIDGE, "2.md": LIBRARY})
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([path])
        archive.remove(["papers.zip/1.md"])
        assert headlines(archive) == ["夜读"]

        archive.index([path])
        assert headlines(archive) == ["夜读", "新桥开工"]


def test_articles_of_a_pdf_are_stored_with_its_page_and_read_again_the_same(tmp_path: Path) -> None:
    text = "新桥今日开工，两岸的市民在桥头举行了庆祝活动，大桥全长三千二百米，历时四年建成。" * 2
    pages = [
        [Set("新桥开工", 60, 60, 26), *column(text, 60, 90, 20)],
        [*column("图书馆夜间开放。" * 9, 60, 60, 20)],
    ]
    (tmp_path / "江滨.pdf").write_bytes(pdf(*pages))
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([tmp_path / "江滨.pdf"])

        first, second = sorted(archive.articles(), key=lambda article: article.parts[0].pdf_page)
        assert (first.headline.text, first.parts[0].lines[0][0]) == ("新桥开工", 2)
        assert [article.parts[0].pdf_page for article in (first, second)] == [1, 2]
        again = [article for read in archive.read_again("江滨.pdf") for article in read.articles]
        assert [article.id for article in again] == [first.id, second.id]
        assert archive.doctor() == []
        citation = archive.ask("新桥全长多少米？").citations[0]
        assert (citation.file, citation.pdf_page) == ("江滨.pdf", 1)


# ── folders that are not as one thinks ──


def test_a_folder_whose_name_is_no_text_is_known_again(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"b\xff")
    folder.mkdir()
    zipped(folder, **{"1.md": BRIDGE})
    (folder / "2.md").write_text(LIBRARY, "utf-8")
    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        archive.index([folder], one_issue=True)
        assert archive.index([folder], remove_missing=True).unchanged == 2

        (folder / "2.md").unlink()
        assert archive.index([folder], remove_missing=True).removed == 1
        assert headlines(archive) == ["新桥开工"]


def test_who_stops_between_two_files_keeps_the_one_that_was_read(tmp_path: Path, pages: Path) -> None:
    def stop(report: Report, *_: object) -> None:
        if report.files == 1:
            raise KeyboardInterrupt

    with open_with(tmp_path / "a", PairEmbedder()) as archive:
        with pytest.raises(KeyboardInterrupt):
            archive.index([pages], progress=stop)

        assert headlines(archive) == ["古桥修缮完工"]
        assert archive.index([pages]).unchanged == 1
