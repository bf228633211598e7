"""Pictures are made of the files that pages were read from, where these are still to be had."""

import zipfile
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.errors import NoPicture
from tests.fakes import PairEmbedder
from tests.typesetter import column, pdf

TEXT = "白石镇茶园今年春茶面积达一万二千亩，全镇九个村都有茶园，预计产茶九百吨，比去年多了一成半。"
DATA = pdf(column(TEXT, 40, 100, 20))
OTHER = pdf(column(TEXT[:20] + TEXT[22:], 40, 100, 20))


@pytest.fixture
def empty(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive", create=True, embedder=PairEmbedder())


def widths(archive: Archive) -> list[int]:
    """Of the pictures of all articles; raises where there is none."""
    return [archive.picture(article.id, (0, 5), 300).width for article in archive.articles()]


def test_a_page_is_pictured_from_the_file_that_it_was_read_from(empty: Archive, tmp_path: Path) -> None:
    page = tmp_path / "01.pdf"
    page.write_bytes(DATA)
    with empty as archive:
        archive.index([page])
        assert widths(archive) == [300]

        page.write_bytes(OTHER)
        with pytest.raises(NoPicture, match="prints another text than when it was indexed"):
            widths(archive)

        page.unlink()
        with pytest.raises(NoPicture, match="is not where it was indexed from any more"):
            widths(archive)


def test_a_second_place_of_the_same_page_will_do(empty: Archive, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "01.pdf").write_bytes(DATA)
    with empty as archive:
        archive.index([tmp_path / "a", tmp_path / "b"])
        (tmp_path / "a" / "01.pdf").unlink()

        assert widths(archive) == [300]


def test_a_pdf_in_a_zip_is_pictured_too(empty: Archive, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as packed:
        packed.writestr("江滨日报/01.pdf", DATA)
    with empty as archive:
        archive.index([tmp_path / "papers.zip"])
        assert widths(archive) == [300]

        with zipfile.ZipFile(tmp_path / "papers.zip", "w") as packed:
            packed.writestr("江滨日报/02.pdf", DATA)
        with pytest.raises(NoPicture, match="is not where it was indexed from"):
            widths(archive)


def test_what_was_sent_is_kept_until_it_is_removed_or_replaced(empty: Archive, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    with empty as archive:
        for data in (DATA, OTHER):
            sent_pdf = sent.with_suffix(".pdf")
            sent_pdf.write_bytes(data)
            archive.add({"江滨日报/01.pdf": sent_pdf})
            sent_pdf.unlink()
            assert widths(archive) == [300]
            assert len(list((archive.folder / "originals").iterdir())) == 1
        archive.remove(["江滨日报/01.pdf"])

        assert list((archive.folder / "originals").iterdir()) == []


def test_other_formats_have_no_pictures(archive: Archive) -> None:
    with pytest.raises(NoPicture, match="is no PDF"):
        widths(archive)


def test_without_a_span_all_of_the_article_is_framed(empty: Archive, tmp_path: Path) -> None:
    page = tmp_path / "01.pdf"
    page.write_bytes(DATA)
    with empty as archive:
        archive.index([page])
        (article,) = archive.articles()
        (all_of_it,) = archive.picture(article.id, None, 842).boxes
        (a_word,) = archive.picture(article.id, (2, 4), 842).boxes

    assert all_of_it.right - all_of_it.left > 190 > 40 > a_word.right - a_word.left
