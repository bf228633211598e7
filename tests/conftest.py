"""What every test stands on: no network, a clean environment, an archive of small pages."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.samples import copy_pages
from tests.commands import jianbao
from tests.fakes import PairEmbedder

SHARED = Path(__file__).parents[2] / "shared" / "data"
SCREENSHOTS = os.environ.get("JIANBAO_SCREENSHOTS")  # where the pictures of the page go, if they shall stay

for name in [name for name in os.environ if name.startswith("JIANBAO_") or name == "OPENAI_API_KEY"]:
    del os.environ[name]
os.environ["HF_HUB_OFFLINE"] = "1"


def _only_loopback(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"A test reached for the network: {address}")


sys.addaudithook(_only_loopback)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of three small pages by one paper, as they come out of a PDF and an OCR."""
    folder = tmp_path / "papers" / "江滨日报" / "2023-05-06"
    folder.mkdir(parents=True)
    (folder / "01.txt").write_text(
        "古桥修缮完工\n\n本报讯（记者 林小满） 5 月 5\n\n日，横跨清水河的永安古桥修缮完工\n\n"
        "，重新开放通行。永安古桥长 86 米，建\n\n于明代，共有 7 个桥孔。\n\n"
        "修缮工程历时 14 个月，更换石板 312 块。\n\n",
        "utf-8",
    )
    (folder / "02.md").write_text(
        "# 图书馆夜间开放\n\n●周禾\n\n市图书馆自五月起夜间开放至二十二点，首周接待读者 4300 人次。\n\n"
        "# 茶园迎来春茶采摘\n\n本报记者 许青\n\n白石镇茶园今年春茶面积达 1.2 万亩，预计产茶 900 吨。\n\n",
        "utf-8",
    )
    (folder / "03.jsonl").write_text(
        '{"id": "r1", "title": "地铁三号线通车", "text": "地铁三号线昨日通车，全长28.4公里，设21座车站。"}\n'
        '{"id": "r2", "title": "Harbour opens", "text": "The new harbour opened with 12 berths."}\n',
        "utf-8",
    )
    return tmp_path / "papers"


@pytest.fixture
def archive(tmp_path: Path, pages: Path) -> Iterator[Archive]:
    """An archive of these pages, its encoder a small real one."""
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as opened:
        opened.index([pages])
        yield opened


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample pages, by the embedded encoder; no test changes it."""
    folder = tmp_path_factory.mktemp("samples")
    done = jianbao("index", copy_pages(folder / "pages"), archive=folder / "archive")
    assert done.returncode == 0, done.stderr
    return folder / "archive"
