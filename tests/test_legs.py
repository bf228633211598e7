"""The derived indexes: they follow the store, and can be thrown away."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from rag.archive import Archive
from rag.candidates import Candidate
from rag.found import Filters
from rag.indexing.terms import terms
from rag.indexing.vectors import FEW, Vectors
from rag.intake import Intake, drop_files
from rag.opened import DATABASE, DERIVED
from rag.types import Chunk
from tests.fakes import PairEmbedder

QUESTION = "永安古桥长多少米？"


def reopened(folder: Path) -> Archive:
    return Archive(folder, embedder=PairEmbedder())


def test_deleting_the_derived_indexes_costs_no_embedding(archive: Archive) -> None:
    before = archive.search(QUESTION)
    archive.close()
    shutil.rmtree(archive.folder / DERIVED)

    embedder = PairEmbedder()
    with Archive(archive.folder, embedder=embedder) as again:
        after = again.search(QUESTION)
        assert again.doctor() == []

    assert after == before
    assert embedder.embedded == sum(len(list(sentences(hit.text))) for hit in after.hits)


def sentences(text: str) -> list[str]:
    from rag.sentences import sentence_spans

    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize("name", ["*.faiss", "words-*/meta.json", "*.revision"])
def test_damaged_snapshots_are_passed_over_and_repaired(archive: Archive, name: str) -> None:
    before = archive.search(QUESTION)
    archive.close()
    (damaged,) = (archive.folder / DERIVED).glob(name)
    damaged.write_bytes(b"damaged")

    with reopened(archive.folder) as again:
        assert again.search(QUESTION) == before
        assert again.doctor(repair=True) == []
    with reopened(archive.folder) as again:
        assert again.search(QUESTION) == before


def test_words_whose_folder_was_deleted_are_made_anew(archive: Archive) -> None:
    before = archive.search(QUESTION)
    archive.close()
    (words,) = (archive.folder / DERIVED).glob("words-*/")
    shutil.rmtree(words)

    with reopened(archive.folder) as again:
        assert again.search(QUESTION) == before
        assert again.doctor() == []


def test_a_reader_sees_what_another_has_added_and_removed(archive: Archive, pages: Path) -> None:
    with reopened(archive.folder) as reader:
        assert reader.search("海上灯塔").hits[0].article.headline.text != "灯塔"
        (pages / "lamp.jsonl").write_text('{"title": "灯塔", "text": "海上灯塔昨夜重新点亮。"}\n', "utf-8")
        archive.index([pages])
        assert reader.search("海上灯塔").hits[0].article.headline.text == "灯塔"

        archive.remove(["lamp.jsonl"])
        assert all(hit.article.headline.text != "灯塔" for hit in reader.search("海上灯塔").hits)


def test_a_reader_ahead_of_the_snapshots_lays_the_difference_over(archive: Archive, pages: Path) -> None:
    """Killed between the commit and the snapshots: what is committed is found, what is removed is not."""
    archive.close()
    derived = archive.folder / DERIVED
    kept = archive.folder.parent / "kept"
    shutil.copytree(derived, kept)
    with reopened(archive.folder) as writer:
        (pages / "lamp.jsonl").write_text('{"title": "灯塔", "text": "海上灯塔昨夜重新点亮。"}\n', "utf-8")
        writer.index([pages])
        writer.remove(["江滨日报/2023-05-06/01.txt"])
    shutil.rmtree(derived)
    shutil.copytree(kept, derived)

    with reopened(archive.folder) as reader:
        found = reader.search("海上灯塔")
        assert found.hits[0].article.headline.text == "灯塔"
        assert all(hit.article.headline.text != "古桥修缮完工" for hit in reader.search(QUESTION).hits)
        assert reader.doctor() == []
        reader.doctor(repair=True)
        assert reader.search("海上灯塔") == found


def test_a_snapshot_of_another_archive_is_not_taken_for_ours(archive: Archive, tmp_path: Path) -> None:
    archive.close()
    other = tmp_path / "other"
    page = tmp_path / "page.txt"
    page.write_text("另一个档案里只有这一页，讲的是海上灯塔。\n", "utf-8")
    with Archive(other, create=True, embedder=PairEmbedder()) as made:
        made.index([page])
    shutil.copy(other / DATABASE, archive.folder / DATABASE)

    with reopened(archive.folder) as mixed:
        assert [hit.article.text for hit in mixed.search(QUESTION).hits] == [
            "另一个档案里只有这一页，讲的是海上灯塔。"
        ]
        assert mixed.doctor() == []


def test_doctor_sees_a_leg_that_lacks_a_chunk_and_repairs_it(archive: Archive) -> None:
    archive.close()
    (snapshot,) = (archive.folder / DERIVED).glob("*.faiss")
    vectors = Vectors.load(snapshot)
    vectors.remove([1])
    vectors.save(snapshot)

    with reopened(archive.folder) as opened:
        (finding,) = opened.doctor()
        assert finding.text == "The index of vectors lacks 1 chunks"
        assert finding.repairable
        assert opened.doctor(repair=True) == []


def test_a_narrow_filter_is_searched_exactly(archive: Archive) -> None:
    everything = archive.search("开放", k=10)
    for hit in everything.hits:
        alone = archive.search("开放", k=1, filters=Filters(article=hit.article.id))
        assert alone.hits[0].article == hit.article


def test_the_words_of_another_history_are_not_taken_for_ours(tmp_path: Path) -> None:
    """An older archive.db is put back and written on, until its revision is that of the snapshots again."""

    def index(name: str, text: str) -> None:
        (tmp_path / name).write_text(text, "utf-8")
        with Archive(tmp_path / "a", create=True, embedder=PairEmbedder()) as archive:
            archive.index([tmp_path / name])

    index("1.txt", "横跨清水河的永安古桥修缮完工，重新开放通行。\n")
    older = (tmp_path / "a" / DATABASE).read_bytes()
    index("2.txt", "动物园的大熊猫昨天生下一对双胞胎。\n")
    (tmp_path / "a" / DATABASE).write_bytes(older)
    index("3.txt", "地铁七号线今天通车，全长二十八公里。\n")

    with reopened(tmp_path / "a") as archive:
        assert archive.search("地铁七号线通车").hits[0].file == "3.txt"
        assert all("熊猫" not in hit.text for hit in archive.search("大熊猫").hits)
        assert archive.doctor() == []


def test_many_chunks_are_put_into_lists_and_an_open_reader_takes_them_up(archive: Archive) -> None:
    chance = np.random.default_rng(5)
    rows = chance.standard_normal((FEW, 64)).astype(np.float32)
    article = archive.articles()[0].id
    with reopened(archive.folder) as reader:
        before = reader.search(QUESTION)
        with archive.store.change() as revision:
            vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
            archive.store.passages.put([Chunk(article, 0, 1)] * FEW, vectors, revision)
        archive.legs.save()
        after = reader.search(QUESTION)

        assert archive.legs.vectors.lists == reader.legs.vectors.lists >= 149
        assert reader.legs.vectors.ids() == archive.legs.vectors.ids()
        assert before.hits[0].text == after.hits[0].text

        archive.remove([file.path for file in archive.store.files.all()][:1])
        assert reader.search(QUESTION) == archive.search(QUESTION)


def test_a_snapshot_with_a_foreign_name_or_mark_is_passed_over(archive: Archive) -> None:
    before = archive.search(QUESTION)
    archive.close()
    derived = archive.folder / DERIVED
    (mark,) = derived.glob("*.revision")
    mark.write_bytes(b"\xff\xfe")
    (snapshot,) = derived.glob("*.faiss")
    snapshot.rename(derived / f"{snapshot.stem.rsplit('-', 2)[0]}-x.faiss")

    with reopened(archive.folder) as again:
        assert again.search(QUESTION) == before
        assert again.doctor(repair=True) == []


def test_what_was_removed_leaves_no_trace_in_the_ranking(tmp_path: Path) -> None:
    for n in range(30):
        (tmp_path / f"{n}.txt").write_text(f"第{n}座古桥长{n}米，横跨清水河，古桥很老。\n", "utf-8")
    with Archive(tmp_path / "all", create=True, embedder=PairEmbedder()) as archive:
        archive.index([tmp_path])
        archive.remove([f"{n}.txt" for n in range(10, 30)])
        after = [(hit.file, hit.score) for hit in archive.search("古桥有多长？").hits]
    with Archive(tmp_path / "few", create=True, embedder=PairEmbedder()) as archive:
        archive.index([tmp_path / f"{n}.txt" for n in range(10)])
        alone = [(hit.file, hit.score) for hit in archive.search("古桥有多长？").hits]

    assert after == alone


def test_threads_search_while_another_saves(archive: Archive, pages: Path) -> None:
    more, over = pages / "more.jsonl", Event()
    more.write_text("".join(f'{{"text": "第{n}号水库去年蓄水。"}}\n' for n in range(300)), "utf-8")

    def search() -> int:
        found = 0
        while not over.is_set():
            found += len(archive.search("第7号水库去年蓄水多少").hits)
        return found

    with ThreadPoolExecutor(2) as pool:
        searches = [pool.submit(search) for _ in range(2)]
        for _ in range(6):
            archive.index([more])
            archive.remove(["more.jsonl"])
        over.set()

        assert all(each.result() for each in searches)


def test_a_mark_that_cannot_be_read_is_none(archive: Archive) -> None:
    before = archive.search(QUESTION)
    archive.close()
    (mark,) = (archive.folder / DERIVED).glob("*.revision")
    mark.unlink()
    mark.mkdir()

    with reopened(archive.folder) as again:
        assert again.search(QUESTION) == before


def bridges(folder: Path, name: str) -> Path:
    """A file of more records than one batch has."""
    path = folder / name
    path.write_text("".join(f'{{"text": "{name}第{n}座古桥长{n}米。"}}\n' for n in range(700)), "utf-8")
    return path


def test_words_are_noted_while_much_is_written_and_found_when_they_are_saved(tmp_path: Path) -> None:
    first = bridges(tmp_path, "a.jsonl")
    (tmp_path / "archive").mkdir()
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.remember_encoder(archive.embedder)
        intake = Intake(archive.store, archive.embedder, lambda *_: None, archive.legs.keep_up)
        intake.run([Candidate(tmp_path, first)])
        assert archive.legs.words.ids() == set()

        archive.legs.save()

        assert len(archive.legs.words.ids()) == 700
        assert archive.doctor() == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_goes_while_words_are_noted_is_not_found(tmp_path: Path, when: str) -> None:
    first, second = bridges(tmp_path, "a.jsonl"), bridges(tmp_path, "b.jsonl")
    (tmp_path / "archive").mkdir()
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.remember_encoder(archive.embedder)
        store, legs = archive.store, archive.legs
        note = legs.keep_up if when == "after" else lambda: None
        Intake(store, archive.embedder, lambda *_: None, note).run([Candidate(tmp_path, first)])
        drop_files(store, [row.id for row in store.files.all()])
        Intake(store, archive.embedder, lambda *_: None, legs.keep_up).run([Candidate(tmp_path, second)])
        legs.save()

        assert len(legs.words.ids()) == 700
        assert archive.doctor() == []
        assert {hit.file for hit in archive.search("第7座古桥").hits} == {"b.jsonl"}


def test_a_reader_lays_what_is_new_over_what_it_has_laid_before(tmp_path: Path) -> None:
    """A writer that is at it for long has saved nothing yet that the reader could take up."""
    large = [bridges(tmp_path, f"{name}.jsonl") for name in "abc"]  # too many to lay all of them anew
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index(large)
        with reopened(archive.folder) as reader:
            for files, removed in ((["d"], []), (["e"], []), (["f"], ["d.jsonl", "a.jsonl"])):
                added = [Candidate(tmp_path, bridges(tmp_path, f"{name}.jsonl")) for name in files]
                Intake(archive.store, archive.embedder, lambda *_: None, lambda: None).run(added)
                store = archive.store
                drop_files(store, [row.id for row in store.files.all() if row.path in removed])

                named = {hit.file for hit in reader.search(f"{files[0]}.jsonl第5座古桥", k=50).hits}
                assert f"{files[0]}.jsonl" in named and not named.intersection(removed)
                stored = {number for number, _ in store.passages.added_since(0)}
                assert reader.legs.words.ids() == reader.legs.vectors.ids() == stored
                if not removed:  # what is removed is counted until the words are made anew
                    with reopened(archive.folder) as other:
                        other.search(QUESTION)
                        assert reader.legs.words.idf("de") == other.legs.words.idf("de")


@pytest.mark.parametrize("older", [False, True])
def test_indexes_deleted_or_put_back_under_a_writer_are_whole_after_its_next_change(
    archive: Archive, pages: Path, older: bool
) -> None:
    derived, kept = archive.folder / DERIVED, archive.folder.parent / "kept"
    shutil.copytree(derived, kept)
    archive.remove(["江滨日报/2023-05-06/01.txt"])
    archive.index([pages])
    archive.search(QUESTION)
    shutil.rmtree(derived)
    if older:
        shutil.copytree(kept, derived)
    (pages / "lamp.jsonl").write_text('{"title": "灯塔", "text": "海上灯塔昨夜重新点亮。"}\n', "utf-8")
    archive.index([pages])

    assert archive.doctor() == []
    with reopened(archive.folder) as other:
        assert other.doctor() == []
        assert other.search(QUESTION) == archive.search(QUESTION)


def test_indexes_deleted_under_a_writer_come_back_though_it_changes_nothing(
    archive: Archive, pages: Path
) -> None:
    shutil.rmtree(archive.folder / DERIVED)
    archive.index([pages])

    assert len(list((archive.folder / DERIVED).iterdir())) == 3


def test_what_is_gone_hides_nothing_that_comes_after_it(tmp_path: Path) -> None:
    """The best passages are all removed, and the writer has not saved its words yet."""
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index([bridges(tmp_path, f"{name}.jsonl") for name in "abcd"])
        with reopened(archive.folder) as reader:
            store = archive.store
            drop_files(store, [row.id for row in store.files.all() if row.path == "a.jsonl"])
            reader.search(QUESTION)

            (term,) = terms("古桥")
            ((chunk, _),) = reader.legs.words.matching([[{term: 1.0}]], 1, 0)
            assert chunk in {number for number, _ in store.passages.added_since(0)}
