"""What is open of an archive, when another process changes what made it."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from embeddings.embedder import Vectors
from rag.archive import Archive
from rag.errors import ArchiveMissing, EncoderMismatch
from tests.fakes import PairEmbedder
from tests.victim import WidePairs


def page(folder: Path, number: int) -> Path:
    path = folder / f"{number}.txt"
    path.write_text(f"第{number}号水库去年蓄水，灌溉两岸的农田和果园。\n", "utf-8")
    return path


@contextmanager
def opened_twice(folder: Path) -> Iterator[tuple[Archive, Archive]]:
    """One archive of two pages, as two processes have it open."""
    with (
        Archive(folder / "a", create=True, embedder=PairEmbedder()) as one,
        Archive(folder / "a", create=True, embedder=PairEmbedder()) as other,
    ):
        one.index([page(folder, 1), page(folder, 2)])
        yield one, other


def test_two_who_make_one_archive_with_two_encoders_do_not_mix_them(tmp_path: Path) -> None:
    with (
        Archive(tmp_path / "a", create=True, embedder=PairEmbedder()) as first,
        Archive(tmp_path / "a", create=True, embedder=WidePairs()) as second,
    ):
        assert second.embedder.name == "pairs-96"  # there is no archive yet that would refuse it
        first.index([page(tmp_path, 1)])

        with pytest.raises(EncoderMismatch, match=r"pairs-64, not pairs-96"):
            second.index([page(tmp_path, 2)])
        assert first.doctor() == []


def test_a_writer_that_was_open_while_the_archive_was_embedded_anew_adds_nothing_of_before(
    tmp_path: Path,
) -> None:
    with opened_twice(tmp_path) as (writer, other):
        writer.search("水库")
        other.reembed(WidePairs())

        with pytest.raises(EncoderMismatch, match=r"pairs-96, not pairs-64"):
            writer.index([page(tmp_path, 3)])
        assert writer.remove(["1.txt"]) == 1
        assert writer.doctor() == []
        assert [hit.file for hit in other.search("水库").hits] == ["2.txt"]


def test_a_reader_follows_when_another_model_of_the_same_name_has_embedded_the_archive(
    tmp_path: Path,
) -> None:
    class Turned(PairEmbedder):
        """Another model under the name, and of the width, of the one before."""

        def embed_documents(self, texts: Sequence[str]) -> Vectors:
            return -super().embed_documents(texts)

        embed_queries = embed_documents

    with opened_twice(tmp_path) as (reader, other):
        reader.search("水库")
        other.reembed(Turned())

        with reader.legs.current():
            (question,) = Turned().embed_queries(["第1号水库去年蓄水"])
            assert [cosine > 0 for _, cosine in reader.legs.vectors.nearest(question, 2)] == [True, True]
        assert reader.doctor() == []


def made(folder: Path, number: int) -> Path:
    with Archive(folder, create=True, embedder=PairEmbedder()) as archive:
        archive.index([page(folder.parent, number)])
    return folder


def test_whoever_has_an_archive_open_follows_when_another_is_put_in_its_place(tmp_path: Path) -> None:
    before, after = made(tmp_path / "a", 1), made(tmp_path / "b", 2)
    with Archive(before, embedder=PairEmbedder()) as archive:
        assert [hit.file for hit in archive.search("水库").hits] == ["1.txt"]
        before.rename(tmp_path / "old")
        after.rename(before)
        assert [hit.file for hit in archive.search("水库").hits] == ["2.txt"]

        archive.index([page(tmp_path, 3)])
        assert archive.doctor() == []
    with Archive(before, embedder=PairEmbedder()) as archive:
        assert {hit.file for hit in archive.search("水库").hits} == {"2.txt", "3.txt"}


def test_what_is_added_to_an_archive_that_was_deleted_is_not_said_to_be_in_it(tmp_path: Path) -> None:
    with Archive(made(tmp_path / "a", 1), embedder=PairEmbedder()) as archive:
        archive.search("水库")
        shutil.rmtree(tmp_path / "a")

        with pytest.raises(ArchiveMissing, match="There is no archive"):
            archive.index([page(tmp_path, 2)])
