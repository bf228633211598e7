"""Asking, adding and removing at once, in its short form."""

import shutil
from pathlib import Path

from rag.archive import Archive
from tests.api_server import served
from tests.endurance import Endurance, growth


def test_who_asks_and_who_changes_the_archive_do_not_disturb_each_other(
    samples: Path, tmp_path: Path
) -> None:
    archive = Path(shutil.copytree(samples, tmp_path / "archive"))
    with served(archive, "--rate", "0") as server:
        endurance = Endurance(server)
        endurance.run(lambda: endurance.done["files removed"] >= 4 and endurance.done["answers"] >= 20)

    with Archive(archive) as opened:
        assert opened.doctor() == []
    assert growth(endurance.memory) < 2


def test_memory_that_goes_up_and_down_has_not_grown_and_memory_that_only_goes_up_has() -> None:
    up_and_down = [100, 150, 200, 220, 240, 220, 240, 220, 240, 220, 240, 220]

    assert growth(up_and_down) == 1
    assert growth([*range(100, 104), *range(200, 240, 5)]) == 227.5 / 207.5
    assert growth([7]) == 1
