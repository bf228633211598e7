"""A crowd of slow and vanishing clients, in its short form."""

from pathlib import Path

from tests.api_server import served
from tests.crowd import Crowd


def test_slow_clients_and_cut_streams_keep_nobody_waiting_and_leave_nothing_behind(samples: Path) -> None:
    with served(samples, "--rate", "0") as server:
        crowd = Crowd(server, pause=0.05)
        handles, tasks = crowd.run(slow=30, aborted=60, answers=5)

    assert len(crowd.waits) == 5
    assert handles <= 0
    assert tasks <= 0
