"""Faults, with real processes: killed, interrupted, locked out, out of space."""

import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from itertools import cycle
from pathlib import Path
from threading import Event

import pytest

from rag.archive import Archive
from rag.errors import ArchiveError, ArchiveForeign, ArchiveLocked, ArchiveMissing
from rag.indexing.lock import writing
from rag.indexing.store import Store
from rag.opened import DATABASE
from tests.commands import COMMAND, OBEYING, jianbao, may_be_refused
from tests.fakes import PairEmbedder

RECORDS = 4000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough records that indexing them takes several batches."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n in range(RECORDS):
            text = f"第{n}号水库去年蓄水{n * 7}万立方米，灌溉农田{n * 3}亩。" * 4
            file.write(json.dumps({"id": f"r{n}", "text": text}, ensure_ascii=False) + "\n")
    return path


def indexing(path: Path, archive: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "rag.cli", "--archive", str(archive), "index", str(path)]
    # A shell has its background jobs ignore Ctrl-C, and so would what these tests start.
    heeds = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heeds)


def stop_at_a_commit(process: "subprocess.Popen[bytes]", archive: Path) -> None:
    """Let it go on until the archive holds a batch; it stands still while that is looked at."""
    for _ in range(2000):
        process.send_signal(signal.SIGSTOP)
        if (archive / DATABASE).exists():
            try:
                with Archive(archive) as opened:
                    if opened.info().articles:
                        return
            except ArchiveError:
                pass  # it is being made at this moment
        process.send_signal(signal.SIGCONT)
        time.sleep(0.005)
    raise AssertionError("nothing was committed in ten seconds")


def test_killed_at_any_instant_the_archive_opens_and_the_next_run_goes_on(many: Path, tmp_path: Path) -> None:
    archive, instants = tmp_path / "a", random.Random(7)
    for _ in range(4):
        process = indexing(many, archive)
        time.sleep(instants.uniform(0.3, 1.5))
        process.kill()
        process.communicate()
        with suppress(ArchiveMissing), Archive(archive) as opened:  # it may not have come so far
            assert opened.doctor() == []

    process = indexing(many, archive)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    with Archive(archive) as opened:
        assert opened.info().articles == RECORDS
        assert opened.doctor() == []


def test_an_archive_killed_in_the_making_is_sound_and_empty(tmp_path: Path) -> None:
    Store(tmp_path / DATABASE, create=True).close()

    with Archive(tmp_path, embedder=PairEmbedder()) as archive:
        assert archive.doctor() == []
        assert archive.search("永安古桥").hits == ()
        assert archive.ask("永安古桥").refused


def test_an_empty_database_file_is_no_archive_yet(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()

    with pytest.raises(ArchiveMissing, match="jianbao index"), Archive(tmp_path) as archive:
        archive.info()


def test_ctrl_c_keeps_what_was_committed_and_says_so(many: Path, tmp_path: Path) -> None:
    process = indexing(many, tmp_path / "a")
    stop_at_a_commit(process, tmp_path / "a")
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGCONT)
    _, errors = process.communicate()

    assert process.returncode == 130
    done = r"jianbao: stopped; 0 of 1 files done, (\d+) articles new or changed; the same .*\n"
    told = re.fullmatch(done, errors.decode())
    assert told
    with Archive(tmp_path / "a") as opened:
        assert opened.info().articles == int(told[1]) < RECORDS
        assert opened.doctor() == []


def test_a_second_writer_is_told_who_holds_the_lock(archive: Archive) -> None:
    with (
        writing(archive.folder),
        pytest.raises(ArchiveLocked, match=rf"process {os.getpid()}"),
        writing(archive.folder, patience=0.05),
    ):
        raise AssertionError("two writers at once")


def test_readers_go_on_while_another_writes(archive: Archive, pages: Path) -> None:
    with archive.store.change(), Archive(archive.folder, embedder=PairEmbedder()) as reader:
        assert reader.search("永安古桥").hits[0].article.headline.text == "古桥修缮完工"


def test_eight_threads_search_while_another_process_writes_and_removes(tmp_path: Path) -> None:
    """They see both articles of a page or neither, and each passage as its file has it."""
    papers, folder, over = tmp_path / "papers", tmp_path / "a", Event()
    papers.mkdir()
    stories = [(f"第{n}号水闸今天开闸，放水{n * 7}万立方米。", f"第{n}号水闸下月检修。") for n in range(40)]
    for n, (first, second) in enumerate(stories):
        page = f"# 水闸开闸\n\n●周禾\n\n{first}\n\n# 水闸检修\n\n本报记者 许青\n\n{second}\n"
        (papers / f"{n}.md").write_text(page, "utf-8")
    assert jianbao("index", papers / "0.md", archive=folder).returncode == 0

    with Archive(folder) as archive, ThreadPoolExecutor(8) as pool:

        def search(number: int) -> set[int]:
            seen: set[int] = set()
            for n in cycle(range(number, 40, 8)):
                if over.is_set():
                    return seen
                hits = archive.search(f'"第{n}号水闸"').hits
                told = {hit.article.text[hit.start : hit.end] for hit in hits}
                assert told in (set(), set(stories[n]))
                seen.add(len(hits))
            return seen

        searches = [pool.submit(search, number) for number in range(8)]
        try:
            for _ in range(3):
                assert jianbao("index", papers, archive=folder).returncode == 0
                assert jianbao("remove", *(f"{n}.md" for n in range(1, 40)), archive=folder).returncode == 0
        finally:
            over.set()

        assert {count for each in searches for count in each.result()} == {0, 2}
        assert archive.doctor() == []


def test_a_file_that_is_no_archive_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"my own notes " * 400)

    with pytest.raises(ArchiveForeign, match="not a jianbao archive"), Archive(tmp_path) as archive:
        archive.info()
    assert (tmp_path / DATABASE).read_bytes().startswith(b"my own notes")


def test_a_newer_archive_says_to_upgrade(archive: Archive) -> None:
    archive.store.database.connection.execute("PRAGMA user_version = 99")
    archive.close()

    with pytest.raises(ArchiveForeign, match=r"format 99.*upgrade"), Archive(archive.folder) as opened:
        opened.info()


def test_an_earlier_archive_says_to_index_again(archive: Archive) -> None:
    archive.store.database.connection.execute("PRAGMA user_version = 1")
    archive.close()

    with pytest.raises(ArchiveForeign, match=r"format 1 .*another folder"), Archive(archive.folder) as opened:
        opened.info()


def test_a_full_disk_is_said_in_one_sentence_and_nothing_is_lost(tmp_path: Path, many: Path) -> None:
    """A limit on the size of files stands in for a full disk."""
    with Archive(tmp_path / "a", create=True) as archive:
        page = tmp_path / "page.txt"
        page.write_text("横跨清水河的永安古桥修缮完工，重新开放通行。\n", "utf-8")
        archive.index([page])

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    command = [sys.executable, "-m", "rag.cli", "--archive", str(tmp_path / "a"), "index", str(many)]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    with Archive(tmp_path / "a") as archive:
        assert archive.search("永安古桥").hits[0].article.text.startswith("横跨清水河")
        assert archive.doctor() == []


def test_where_a_reader_finds_no_room_the_disk_is_named_and_not_the_archive(archive: Archive) -> None:
    archive.close()

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    command = [*COMMAND, "--archive", str(archive.folder), "info"]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limit)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "free some space" in done.stderr
    assert "damaged" not in done.stderr


@pytest.fixture
def locked(samples: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder of an archive that may be read, and not written."""
    folder = shutil.copytree(samples, tmp_path / "locked")
    every = (folder, *folder.rglob("*"))
    for path in every:
        path.chmod(path.stat().st_mode & ~0o222)
    yield folder
    for path in every:
        path.chmod(path.stat().st_mode | 0o200)


@pytest.mark.skipif(not may_be_refused(), reason="root may write everywhere, and there is no setpriv")
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("info",), 0),
        (("search", "港珠澳大桥"), 0),
        (("doctor",), 0),
        (("index", "."), 1),
        (("remove", "剪报样报"), 1),
        (("doctor", "--repair"), 1),
    ],
)
def test_a_read_only_archive_is_read_and_says_why_it_cannot_be_written(
    locked: Path, arguments: tuple[str, ...], status: int
) -> None:
    done = jianbao(*arguments, archive=locked, within=OBEYING)

    assert done.returncode == status
    assert done.stderr.count("\n") == status
    assert ("cannot be written (Permission denied)" in done.stderr) == bool(status)


def test_who_may_read_an_archive_may_read_its_indexes(samples: Path) -> None:
    modes = {path.stat().st_mode for path in samples.rglob("*") if path.is_file() and path.name != "lock"}

    assert len(modes) == 1


def test_a_database_of_someone_else_keeps_its_bytes(tmp_path: Path, many: Path) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        connection.execute("CREATE TABLE notes (text TEXT)")
    before = (tmp_path / DATABASE).read_bytes()

    with (
        pytest.raises(ArchiveForeign, match="not a jianbao archive"),
        Archive(tmp_path, create=True, embedder=PairEmbedder()) as archive,
    ):
        archive.index([many])
    assert (tmp_path / DATABASE).read_bytes() == before


@pytest.mark.parametrize("left", [50, 5000, 70_000])
def test_a_truncated_archive_is_said_to_be_damaged(archive: Archive, left: int) -> None:
    archive.close()
    file = archive.folder / DATABASE
    assert file.stat().st_size > left
    os.truncate(file, left)

    with pytest.raises(ArchiveForeign, match="is damaged"), Archive(archive.folder) as opened:
        opened.info()


@pytest.mark.parametrize("verb", ["list", "info", "doctor", "search"])
def test_a_damaged_archive_is_said_in_one_sentence(archive: Archive, verb: str) -> None:
    archive.close()
    file = archive.folder / DATABASE
    content = bytearray(file.read_bytes())
    content[4096:40960] = bytes(36864)
    file.write_bytes(content)

    command = [
        sys.executable,
        "-m",
        "rag.cli",
        "--archive",
        str(archive.folder),
        verb,
        *["古桥"] * (verb == "search"),
    ]
    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 1
    assert "is damaged" in done.stderr
    assert done.stderr.count("\n") == 1
