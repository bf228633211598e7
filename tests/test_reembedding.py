"""Another encoder for an archive: beside the old vectors, resumable, switched over at the end."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from embeddings import EmbedderError
from embeddings.embedder import Vectors
from rag.archive import Archive
from rag.errors import EncoderMismatch
from rag.reembedding import BATCH
from tests.fakes import PairEmbedder

QUESTION = "永安古桥长多少米？"


class WidePairs(PairEmbedder):
    """Another encoder, of another dimension; it may stop working after some batches."""

    name, dim = "pairs-96", 96

    def __init__(self, batches: int = 99) -> None:
        super().__init__()
        self._left = batches

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        self._left -= 1
        if self._left < 0:
            raise EmbedderError("The endpoint is gone; try again.")
        return super().embed_documents(texts)


@pytest.fixture
def pages(pages: Path) -> Path:
    """More passages than are embedded at a time."""
    lines = [f'{{"text": "第{n}号水库去年蓄水{7 * n}万立方米。"}}\n' for n in range(BATCH)]
    (pages / "many.jsonl").write_text("".join(lines), "utf-8")
    return pages


def test_an_archive_embedded_anew_is_as_one_made_by_that_encoder(
    archive: Archive, pages: Path, tmp_path: Path
) -> None:
    archive.reembed(WidePairs())

    with Archive(tmp_path / "other", create=True, embedder=WidePairs()) as made:
        made.index([pages])
        expected = [(hit.article, hit.score) for hit in made.search(QUESTION).hits]
    assert [(hit.article, hit.score) for hit in archive.search(QUESTION).hits] == expected
    assert archive.doctor() == []
    assert (archive.info().encoder, archive.info().dim) == ("pairs-96", 96)
    with pytest.raises(EncoderMismatch), Archive(archive.folder, embedder=PairEmbedder()) as before:
        before.search(QUESTION)


def test_stopped_half_way_the_old_vectors_answer_and_the_next_run_goes_on(archive: Archive) -> None:
    before, chunks = archive.search(QUESTION), archive.info().chunks
    with pytest.raises(EmbedderError):
        archive.reembed(WidePairs(batches=1))

    assert archive.search(QUESTION) == before
    assert archive.doctor() == []

    last = WidePairs()
    assert archive.reembed(last) == chunks - BATCH
    assert archive.doctor() == []


def test_what_is_indexed_and_removed_between_two_runs_is_followed(archive: Archive, pages: Path) -> None:
    with pytest.raises(EmbedderError):
        archive.reembed(WidePairs(batches=1))
    (pages / "lamp.jsonl").write_text('{"title": "灯塔", "text": "海上灯塔昨夜重新点亮。"}\n', "utf-8")
    archive.index([pages])
    archive.remove(["江滨日报/2023-05-06/01.txt"])

    archive.reembed(WidePairs())

    assert archive.search("海上灯塔").hits[0].article.headline.text == "灯塔"
    assert archive.doctor() == []


def test_another_encoder_starts_anew(archive: Archive) -> None:
    chunks = archive.info().chunks
    with pytest.raises(EmbedderError):
        archive.reembed(WidePairs(batches=1))

    assert archive.reembed(PairEmbedder()) == chunks
    assert archive.doctor() == []


def test_a_reader_that_has_another_encoder_is_told(archive: Archive) -> None:
    with Archive(archive.folder, embedder=PairEmbedder()) as reader:
        reader.search(QUESTION)
        archive.reembed(WidePairs())
        with pytest.raises(EncoderMismatch, match=r"pairs-96, not pairs-64.*jianbao reembed"):
            reader.search(QUESTION)
