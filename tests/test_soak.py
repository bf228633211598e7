"""The soak in its short form, and that it would see what is wrong."""

from pathlib import Path

import pytest

from tests.soak import Soak


def test_an_archive_killed_at_random_is_sound_and_whole(tmp_path: Path) -> None:
    soak = Soak(tmp_path, seed=11)
    soak.run(kills=8)

    assert sum(soak.kills.values()) == 8


def test_the_soak_sees_two_commits_in_the_wrong_order(tmp_path: Path) -> None:
    soak = Soak(tmp_path, seed=11, fault=True)
    soak.round("index", die_at=0)
    _, steps = soak.costs["index"]

    with pytest.raises(AssertionError, match="The index of words"):
        for step in range(steps // 2, 2 * steps):  # a change after a killed one has some steps more
            soak.round("index", die_at=step)
