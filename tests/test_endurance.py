"""Asking, adding and removing at once, in its short form."""

import shutil
from pathlib import Path

from rag.archive import Archive
from tests.api_server import served
from tests.endurance import Endurance


def test_who_asks_and_who_changes_the_archive_do_not_disturb_each_other(
    samples: Path, tmp_path: Path
) -> None:
    archive = Path(shutil.copytree(samples, tmp_path / "archive"))
    with served(archive, "--rate", "0") as server:
        endurance = Endurance(server)
        endurance.run(lambda: endurance.done["files removed"] >= 4 and endurance.done["answers"] >= 20)

    with Archive(archive) as opened:
        assert opened.doctor() == []
    assert endurance.growth() < 2
