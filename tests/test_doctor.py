"""Doctor: damage is seen, named, and repaired where it can be; nothing is made worse."""

from pathlib import Path

import pytest

from rag.archive import Archive
from rag.errors import ArchiveForeign
from rag.opened import DATABASE, DERIVED
from tests.commands import jianbao
from tests.fakes import PairEmbedder

QUESTION = "永安古桥长多少米？"


def flip(path: Path, place: int) -> None:
    """One bit of a file, as a failing disk does."""
    content = bytearray(path.read_bytes())
    content[place] ^= 0x10
    path.write_bytes(content)


def flip_in_a_page(archive: Archive) -> None:
    """One bit of a page's packed text."""
    (packed,) = archive.store.database.rows("SELECT raw FROM pages WHERE format = 'text'").fetchone()
    archive.close()
    content = (archive.folder / DATABASE).read_bytes()
    flip(archive.folder / DATABASE, content.index(packed) + len(packed) // 2)


def texts(archive: Archive) -> list[str]:
    return [finding.text for finding in archive.doctor()]


@pytest.mark.parametrize("name", ["*.faiss", "words-*/*.idx", "words-*/*.term", "words-*/*.fast"])
def test_a_bit_that_flipped_in_an_index_is_seen_and_repaired(archive: Archive, name: str) -> None:
    before = archive.search(QUESTION)
    archive.close()
    (file,) = (archive.folder / DERIVED).glob(name)
    for place in (file.stat().st_size // 2, -1):
        flip(file, place)
        with Archive(archive.folder, embedder=PairEmbedder()) as opened:
            (finding,) = opened.doctor()
            assert (finding.text.split(" of ")[0], finding.repairable) == ("The index", True)
            assert opened.doctor(repair=True) == []
            assert opened.search(QUESTION) == before
        (file,) = (archive.folder / DERIVED).glob(name)


def test_a_page_that_cannot_be_unpacked_is_one_sentence_and_a_finding(archive: Archive) -> None:
    flip_in_a_page(archive)

    with pytest.raises(ArchiveForeign, match=r"is damaged .*put a copy of it back"):
        archive.articles()
    assert all("The archive is damaged" in text for text in texts(archive))
    for verb in (("list",), ("export", archive.folder / "e.jsonl.gz"), ("doctor",)):
        done = jianbao(*verb, archive=archive.folder)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "The archive is damaged" in done.stdout + done.stderr


def test_repair_leaves_the_indexes_alone_where_what_they_are_made_of_is_damaged(archive: Archive) -> None:
    flip_in_a_page(archive)
    before = sorted((archive.folder / DERIVED).rglob("*"))

    with Archive(archive.folder, embedder=PairEmbedder()) as opened:
        assert opened.doctor(repair=True) != []
    assert sorted((archive.folder / DERIVED).rglob("*")) == before


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE pages SET given = '{\"cody\": 1}' WHERE format = 'text'", "The archive is damaged"),
        ("UPDATE pages SET hash = x'00' WHERE format = 'text'", "is not the one that was read"),
        (
            "UPDATE chunks SET vector = CAST(x'003c' || substr(vector, 3) AS BLOB) WHERE id = 1",
            "not of unit length",
        ),
        ("UPDATE chunks SET vector = x'0000' WHERE id = 1", "has 0 dimensions, not 64"),
        ("UPDATE chunks SET past = past - 3 WHERE id = 1", "is in no chunk"),
        ("UPDATE mentions SET past = 9999", "is named outside its text"),
        ("UPDATE parts SET lines = '[' WHERE page = '1'", "The archive is damaged"),
        ("DELETE FROM sources WHERE record = ''", "stands in no file"),
        (
            "UPDATE fields SET origin = (SELECT origin FROM fields WHERE name = 'byline' AND article IN"
            " (SELECT article FROM parts WHERE page = '2')) WHERE name = 'headline'",
            "The headline of article",
        ),
    ],
)
def test_what_does_not_hang_together_is_named(archive: Archive, sql: str, found: str) -> None:
    archive.store.database.rows(sql)

    assert any(found in text for text in texts(archive))
