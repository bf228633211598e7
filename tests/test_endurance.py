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


def test_memory_has_grown_when_what_it_falls_back_to_has_and_not_when_its_peaks_are_higher() -> None:
    warming = [100, 150, 200, 220]
    up_and_down = [220, 240, 220, 240, 220, 300, 220, 300]
    only_up = [*range(200, 240, 5)]
    one_dip = [*[220] * 9, 190]

    assert growth(warming + up_and_down) == 1
    assert growth(warming + only_up) == 220 / 200
    assert growth([100] * 10 + one_dip + [220] * 10) == 1
    assert growth([7]) == 1
