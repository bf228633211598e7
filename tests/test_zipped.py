"""A .zip is a folder of files, within bounds."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from rag.errors import InputError
from rag.reading import read_pages
from rag.types import Page

TEXT = "大桥通车\n\n本报讯（记者 张三）大桥昨天建成通车。\n".encode()


def zipped(folder: Path, **members: bytes) -> Path:
    path = folder / "papers.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def read(path: Path) -> tuple[list[Page], list[str]]:
    found = list(read_pages(path, path.name))
    return [p for p in found if isinstance(p, Page)], [str(e) for e in found if isinstance(e, InputError)]


def test_each_member_is_a_file_with_its_own_path(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"江滨日报/2024-08-28/02.txt": TEXT, "a.md": b"# A\n\nb", "note.docx": b"x"})
    pages, errors = read(path)

    assert [page.file for page in pages] == ["papers.zip/a.md", "papers.zip/江滨日报/2024-08-28/02.txt"]
    assert (pages[1].given.paper, pages[1].given.date, pages[1].given.page) == ("江滨日报", "2024-08-28", "2")
    assert (pages[0].given.paper, errors) == ("", [])


def test_names_without_the_flag_are_those_of_chinese_windows(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"xxxxxxxx.txt": TEXT})
    path.write_bytes(path.read_bytes().replace(b"xxxxxxxx", "江滨日报".encode("gbk")))

    ((page,), errors) = read(path)

    assert (page.file, errors) == ("papers.zip/江滨日报.txt", [])


def test_a_damaged_member_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{"bad.txt": TEXT * 9, "good.txt": TEXT})
    packed = zlib.compress(TEXT * 9)[12:30]  # deflated, without the header
    path.write_bytes(path.read_bytes().replace(packed[:8], b"\xff" * 8, 1))

    pages, errors = read(path)

    assert [page.file for page in pages] == ["papers.zip/good.txt"]
    assert len(errors) == 1 and errors[0].startswith("papers.zip/bad.txt: is damaged")


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_a_path_that_leads_outside_is_not_read(tmp_path: Path, name: str) -> None:
    pages, (error,) = read(zipped(tmp_path, **{name: TEXT}))

    assert not pages and error.endswith("has a path that leads out of the .zip")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    pages, (error,) = read(zipped(tmp_path, **{"bomb.jsonl": b" " * 30_000_000}))

    assert not pages and error == "papers.zip/bomb.jsonl: unpacks to more than 200 times its size"


def test_a_zip_in_a_zip_and_what_is_encrypted_are_named(tmp_path: Path) -> None:
    inner = io.BytesIO()
    zipfile.ZipFile(inner, "w").close()
    path = zipped(tmp_path, **{"in.zip": inner.getvalue(), "secret.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # the flag, in the directory's entry for the last
    path.write_bytes(data)

    pages, errors = read(path)

    assert not pages
    assert errors == [
        "papers.zip/in.zip: is a .zip within a .zip; unpack it first",
        "papers.zip/secret.txt: is encrypted; unpack it with its password first",
    ]


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04"])
def test_what_is_no_zip_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "papers.zip"
    path.write_bytes(data)

    assert read(path) == ([], ["papers.zip: is damaged, or no .zip"])
