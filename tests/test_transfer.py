"""An archive as one file, and back."""

import gzip
from pathlib import Path

import pytest

from embeddings import EmbedderError
from rag.archive import Archive
from rag.errors import ArchiveForeign, InputError, UsageError
from tests.commands import jianbao
from tests.fakes import PairEmbedder

QUESTION = "永安古桥长多少米？"


def fresh(folder: Path) -> Archive:
    return Archive(folder, create=True, embedder=PairEmbedder())


def test_an_import_is_the_archive_that_was_exported(archive: Archive, pages: Path, tmp_path: Path) -> None:
    (pages / "again.md").write_bytes((pages / "江滨日报/2023-05-06/02.md").read_bytes())
    archive.index([pages])
    archive.export(tmp_path / "a.jsonl.gz")

    with fresh(tmp_path / "other") as other:
        done = other.import_(tmp_path / "a.jsonl.gz")
        assert (done.files, done.pages) == (4, 4)
        assert other.articles() == archive.articles()
        assert other.search(QUESTION).hits == archive.search(QUESTION).hits
        assert other.ask(QUESTION).citations == archive.ask(QUESTION).citations
        assert other.doctor() == []
        assert other.index([pages]).unchanged == 4


def test_an_article_keeps_its_id_though_the_file_that_gave_it_is_gone(
    archive: Archive, pages: Path, tmp_path: Path
) -> None:
    (pages / "again.md").write_bytes((pages / "江滨日报/2023-05-06/02.md").read_bytes())
    archive.index([pages])
    archive.remove(["江滨日报/2023-05-06/02.md"])
    archive.export(tmp_path / "a.jsonl.gz")

    with fresh(tmp_path / "other") as other:
        other.import_(tmp_path / "a.jsonl.gz")
        assert other.articles() == archive.articles()


def test_what_the_archive_has_already_stays_as_it_is(archive: Archive, pages: Path, tmp_path: Path) -> None:
    archive.export(tmp_path / "a.jsonl.gz")
    page = pages / "江滨日报/2023-05-06/01.txt"
    page.write_text("横跨清水河的永安古桥又封闭了。\n", "utf-8")
    archive.index([pages])
    before = archive.articles()

    assert archive.import_(tmp_path / "a.jsonl.gz").files == 0
    assert archive.articles() == before
    assert archive.doctor() == []


def test_an_import_that_broke_off_goes_on(archive: Archive, tmp_path: Path) -> None:
    class Broken(PairEmbedder):
        def embed_documents(self, texts):  # type: ignore[no-untyped-def]
            raise EmbedderError("The endpoint is gone; try again.")

    archive.export(tmp_path / "a.jsonl.gz")
    with (
        pytest.raises(EmbedderError),
        Archive(tmp_path / "other", create=True, embedder=Broken()) as other,
    ):
        other.import_(tmp_path / "a.jsonl.gz")

    with fresh(tmp_path / "other") as other:
        assert other.doctor() == []
        other.import_(tmp_path / "a.jsonl.gz")
        assert other.articles() == archive.articles()


HEAD = b'{"jianbao": 2, "files": 1, "pages": 1, "issues": []}\n'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"my notes",
        gzip.compress(b"[1]\n"),
        gzip.compress(b'{"a": 1}\n')[:-9],
        gzip.compress(b'{"jianbao": 2}\n'),
        gzip.compress(HEAD + b'{"id": 1}\n'),
        gzip.compress(
            HEAD.replace(b'"files": 1', b'"files": 0') + b'{"raw": "", "given": {}, "places": []}\n'
        ),
    ],
)
def test_a_file_that_is_no_export_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(content)

    with pytest.raises(InputError, match="is no export"), fresh(tmp_path / "other") as other:
        other.import_(tmp_path / "a.jsonl.gz")


def test_an_import_of_nothing_makes_no_archive(tmp_path: Path) -> None:
    (tmp_path / "notes.jsonl.gz").write_bytes(b"my notes")
    for name in ("nowhere.jsonl.gz", "notes.jsonl.gz"):
        with pytest.raises(InputError, match=name), fresh(tmp_path / "other") as other:
            other.import_(tmp_path / name)

    assert not (tmp_path / "other").exists()


def test_an_export_that_ends_early_is_taken_in_as_far_as_it_goes_and_said_to_be_cut(
    archive: Archive, tmp_path: Path
) -> None:
    archive.export(tmp_path / "whole.jsonl.gz")
    lines = gzip.decompress((tmp_path / "whole.jsonl.gz").read_bytes()).splitlines(keepends=True)
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"".join(lines[:-1])))

    with fresh(tmp_path / "other") as other:
        with pytest.raises(InputError, match="ends 1 pages before its end"):
            other.import_(tmp_path / "cut.jsonl.gz")
        assert 0 < other.info().articles < archive.info().articles
        assert other.doctor() == []

        other.import_(tmp_path / "whole.jsonl.gz")
        assert other.articles() == archive.articles()


def test_an_export_that_cannot_be_written_leaves_nothing_behind(archive: Archive, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    with pytest.raises(UsageError, match="is a folder"):
        archive.export(tmp_path)
    archive.store.database.rows("UPDATE pages SET raw = x''")
    with pytest.raises(ArchiveForeign):
        archive.export(tmp_path / "a.jsonl.gz")

    assert set(tmp_path.iterdir()) == before


def test_the_verbs_say_what_they_did(samples: Path, tmp_path: Path) -> None:
    exported = jianbao("export", tmp_path / "a.jsonl.gz", archive=samples)
    assert (exported.returncode, exported.stderr) == (0, "")

    taken = jianbao("import", tmp_path / "a.jsonl.gz", archive=tmp_path / "other")
    assert (taken.returncode, taken.stderr) == (0, "")
    assert taken.stdout.split(" taken")[0] == exported.stdout.split(" written")[0]
