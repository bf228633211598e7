"""A file gives its pages; whatever is wrong with it gives an error that names file and line."""

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from rag.errors import InputError
from rag.reading import is_readable, read_pages
from rag.types import Page


def read(path: Path) -> list[Page | InputError]:
    return list(read_pages(path, path.name))


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("a.txt", True),
        ("a.md", True),
        ("a.jsonl", True),
        ("a.JSONL.GZ", True),
        ("a.txt.gz", True),
        ("a.PDF", True),
        ("a.pdf.gz", False),
        ("a.htm", True),
        ("a.xhtml.gz", True),
        ("a.b.zip", True),
        ("a.gz", False),
        ("a.png", False),
        ("txt", False),
    ],
)
def test_a_file_is_readable_by_its_suffix(name: str, readable: bool) -> None:
    assert is_readable(Path(name)) is readable


def test_a_zipped_file_is_the_same_page(tmp_path: Path) -> None:
    plain, zipped = tmp_path / "a.txt", tmp_path / "b.txt.gz"
    plain.write_text("大桥通车。\n", encoding="utf-8")
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    (first,), (second,) = read(plain), read(zipped)
    assert isinstance(first, Page) and isinstance(second, Page)
    assert (first.raw, first.format) == (second.raw, second.format) == ("大桥通车。\n", "text")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty.txt: is empty"),
        ("blank.md", b" \n\n", "blank.md: is empty"),
        ("empty.jsonl", b"", "empty.jsonl: is empty"),
        ("binary.txt", b"\x7fELF\0\0", "binary.txt: is not text (it holds null bytes)"),
        ("noise.txt", bytes(range(1, 32)) * 9, "noise.txt: is not text (it holds control characters)"),
        ("cut.txt.gz", gzip.compress(b"abc" * 99)[:-9], "cut.txt.gz: is a damaged .gz"),
        ("not.txt.gz", b"abc", "not.txt.gz: is a damaged .gz"),
        ("a.png", b"abc", "a.png: is of a format that is not read (.png)"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (error,) = read(path)
    assert isinstance(error, InputError)
    assert str(error).startswith(message)


def test_a_missing_file_is_an_error_and_not_a_traceback(tmp_path: Path) -> None:
    (error,) = read(tmp_path / "gone.txt")
    assert isinstance(error, InputError) and error.reason == "No such file or directory"


@pytest.mark.parametrize("name", ["line.txt", "line.jsonl", "line.txt.gz"])
def test_fifty_megabytes_of_one_line_are_refused_in_bounded_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = b"a" * 50_000_000
    path.write_bytes(gzip.compress(data, 1) if name.endswith("gz") else data)
    del data
    tracemalloc.start()
    found = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(item) for item in found] == [InputError]
    assert peak < 60_000_000


def test_a_gz_that_unpacks_to_far_more_than_it_is_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 25_000_000))
    (error,) = read(path)
    assert isinstance(error, InputError) and error.reason == "unpacks to more than 200 times its size"


def test_records_are_yielded_before_the_file_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(json.dumps({"text": "大桥通车。"}) + "\n" + "{", encoding="utf-8")
    pages = read_pages(path, "many.jsonl")
    assert isinstance(next(pages), Page)
    error = next(pages)
    assert isinstance(error, InputError) and error.line == 2
