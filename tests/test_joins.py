"""Articles continued on another page: joined when both are there, in whatever order, and parted again."""

import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.cli.clipping import print_article
from rag.cli.quotations import print_answer, print_found
from rag.errors import UsageError
from rag.found import Filters
from rag.wire import article_json
from tests.fakes import PairEmbedder
from tests.test_continuations import BRIDGE, BRIDGE_ON, SHIP, TEA

ISSUE = "江滨日报/2023-05-06"
PAGES = {
    "01.txt": f"古桥修缮完工\n\n本报讯（记者 林小满）{BRIDGE}\n\n（下转第4版）\n\n",
    "02.txt": f"茶园迎来春茶\n\n本报讯（记者 许青）{TEA}\n\n",
    "04.txt": f"（上接第1版）{BRIDGE_ON}\n\n货轮下月试航\n\n本报讯（记者 魏平）{SHIP}\n\n",
}


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    folder = tmp_path / "papers" / ISSUE
    folder.mkdir(parents=True)
    for name, text in PAGES.items():
        (folder / name).write_text(text, "utf-8")
    return tmp_path / "papers"


@contextmanager
def only(issue: Path, names: Collection[str]) -> Iterator[None]:
    """While these pages alone are in the folder."""
    away = [issue / ISSUE / name for name in PAGES if name not in names]
    for page in away:
        page.rename(page.with_suffix(".away"))
    yield
    for page in away:
        page.with_suffix(".away").rename(page)


def opened(folder: Path) -> Archive:
    return Archive(folder, create=True, embedder=PairEmbedder())


def state(archive: Archive) -> list[tuple[object, ...]]:
    """What must not depend on the order in which things came."""
    assert archive.doctor() == []
    return sorted(
        (a.id, a.text, [(p.file, p.start, p.end) for p in a.parts], a.continued_from, a.continued_on)
        for a in archive.articles()
    )


def test_a_later_run_joins_what_the_first_could_not_and_embeds_nothing_again(
    tmp_path: Path, issue: Path
) -> None:
    embedder = PairEmbedder()
    with Archive(tmp_path / "a", create=True, embedder=embedder) as archive:
        with only(issue, ["04.txt"]):
            archive.index([issue])
        assert any(article.continued_from == "1" for article in archive.articles())
        before = embedder.embedded
        report = archive.index([issue])

        assert embedder.embedded == before + report.chunks
        joined = archive.search("陆大川的石板来自哪里？").hits[0].article
        assert joined.text == f"本报讯（记者 林小满）{BRIDGE}\n{BRIDGE_ON}"
        assert [part.page for part in joined.parts] == ["1", "4"]


def test_any_order_of_index_and_remove_gives_the_same_archive(tmp_path: Path, issue: Path) -> None:
    """Each order of three pages, each removed once and indexed again, against one made at once."""
    with opened(tmp_path / "fresh") as fresh:
        fresh.index([issue])
        expected = state(fresh)
    for number, order in enumerate(permutations(PAGES)):
        with opened(tmp_path / str(number)) as archive:
            for count in range(1, len(order) + 1):
                with only(issue, order[:count]):
                    archive.index([issue])
            assert state(archive) == expected
            archive.remove([f"{ISSUE}/{order[0]}"])
            archive.index([issue])
            assert state(archive) == expected


def test_an_article_parts_again_when_a_page_is_removed_or_changed(tmp_path: Path, issue: Path) -> None:
    with opened(tmp_path / "a") as archive:
        archive.index([issue])
        (whole,) = (a for a in archive.articles() if len(a.parts) == 2)
        later = next(p for p in archive.read_again(f"{ISSUE}/04.txt")[0].articles if p.continued_from)
        assert archive.article(later.id) == whole

        archive.remove([f"{ISSUE}/01.txt"])
        assert (archive.article(later.id).id, archive.article(later.id).continued_from) == (later.id, "1")
        archive.index([issue])
        assert archive.article(later.id) == whole

        (issue / ISSUE / "01.txt").write_text(
            "造船厂扩建\n\n本报讯（记者 魏平）厂区向东扩建了一倍。\n", "utf-8"
        )
        archive.index([issue])
        assert archive.article(later.id).continued_from == "1"
        assert archive.doctor() == []


def test_a_filter_by_page_finds_the_part_on_that_page_and_cites_its_file(tmp_path: Path, issue: Path) -> None:
    with opened(tmp_path / "a") as archive:
        archive.index([issue])
        (hit,) = archive.search("陆大川的石板", filters=Filters(page="4"), k=1).hits

        assert hit.file == f"{ISSUE}/04.txt"
        assert hit.lines == ((1, 1),)
        assert hit.text == BRIDGE_ON
        (other,) = archive.search("古桥", filters=Filters(article=hit.article.id, page="1")).hits
        assert other.article == hit.article


def test_a_citation_names_the_file_of_the_part_that_it_quotes(
    tmp_path: Path, issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path / "a") as archive:
        archive.index([issue])
        citation = archive.ask("石匠陆大川说古桥的石板来自哪里？").citations[0]

        assert (citation.file, citation.page) == (f"{ISSUE}/04.txt", "4")
        assert citation.quote == citation.article.text[citation.start : citation.end]
        print_answer(archive.stream("石匠陆大川说古桥的石板来自哪里？"))
        assert "第4版" in capsys.readouterr().out


def test_a_part_whose_other_is_missing_says_so_everywhere(
    tmp_path: Path, issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (issue / ISSUE / "01.txt").unlink()
    note = "continued from 第1版, not in the archive"
    with opened(tmp_path / "a") as archive:
        archive.index([issue])
        found = archive.search("陆大川的石板来自哪里？", k=1)
        print_found(found)
        assert note in capsys.readouterr().out
        print_article(found.hits[0].article)
        assert note in capsys.readouterr().out
        print_answer(archive.stream("石匠陆大川说古桥的石板来自哪里？"))
        assert note in capsys.readouterr().out
        assert article_json(found.hits[0].article)["continued_from"] == "1"


def test_a_folder_declared_one_issue_stays_one(tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / f"scan{name}").write_text(text, "utf-8")
    with opened(tmp_path / "a") as archive:
        archive.index([folder])
        apart = state(archive)
        assert all(len(article.parts) == 1 for article in archive.articles())

        archive.index([folder], one_issue=True)
        together = state(archive)
        assert any(len(article.parts) == 2 for article in archive.articles())
        archive.remove([str(folder / "scan01.txt")])
        archive.index([folder])
        assert state(archive) == together

        archive.remove([str(folder)])
        archive.index([folder])
        assert state(archive) == apart


def test_one_issue_is_said_of_folders(tmp_path: Path, issue: Path) -> None:
    with opened(tmp_path / "a") as archive, pytest.raises(UsageError, match="takes folders"):
        archive.index([issue / ISSUE / "01.txt"], one_issue=True)


def test_killed_between_the_two_files_the_archive_is_sound_and_the_next_run_joins(
    tmp_path: Path, issue: Path
) -> None:
    """The process kills itself, as `kill -9` would, inside the transaction that would join."""
    with opened(tmp_path / "a") as archive, only(issue, ["04.txt"]):
        archive.index([issue])
    script = (
        "import os, signal, sys; from pathlib import Path; from rag.archive import Archive;"
        "from tests.fakes import PairEmbedder; archive = Archive(sys.argv[1], embedder=PairEmbedder());"
        "connection = archive.store.database.connection;"
        "connection.create_function('die', 0, lambda: os.kill(os.getpid(), signal.SIGKILL));"
        "connection.execute('CREATE TEMP TRIGGER dead AFTER INSERT ON main.joins"
        " BEGIN SELECT die(); END'); archive.index([Path(sys.argv[2])])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "a"), str(issue)])
    assert done.returncode == -9

    with opened(tmp_path / "a") as archive:
        assert [article.file for article in archive.articles()] == [
            f"{ISSUE}/04.txt"
        ] * 2 or archive.articles()
        assert all(len(article.parts) == 1 for article in archive.articles())
        assert archive.doctor() == []
        archive.index([issue])
        assert any(len(article.parts) == 2 for article in archive.articles())


def test_doctor_sees_joins_that_are_not_what_the_notes_say(tmp_path: Path, issue: Path) -> None:
    with opened(tmp_path / "a") as archive:
        archive.index([issue])
        with archive.store.change():
            archive.store.database.rows("DELETE FROM joins")

        assert any("not joined as their notes say" in finding.text for finding in archive.doctor())


def test_a_passage_of_a_continued_part_is_read_where_it_stands(tmp_path: Path, issue: Path) -> None:
    with opened(tmp_path / "a") as archive:
        archive.index([issue])
        passages = archive.store.passages
        (joined,) = [article for article in archive.articles() if len(article.parts) == 2]
        chunks = passages.of_articles([joined.id]).tolist()

        texts = archive.store.passages.texts(chunks)

        for chunk in chunks:
            whole = passages.get(chunk)
            assert whole is not None
            assert texts[chunk].text == joined.text[whole.start : whole.end]
        assert {text.body for text in texts.values()} == set(joined.text.split("\n"))
