"""Limits: how often a key may ask."""

import time
from collections.abc import Callable


class RateLimit:
    """So many requests a minute for each name; what was not used is saved up for one minute at most."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = a_minute, clock
        self._left: dict[str, tuple[float, float]] = {}  # requests that are left, and when that was so

    def wait(self, name: str) -> float:
        """Count a request and return 0, or how many seconds later it may come."""
        if not self._most:
            return 0.0
        now = self._clock()
        left, since = self._left.get(name, (float(self._most), now))
        left = min(self._most, left + (now - since) * self._most / 60)
        granted = left >= 1
        self._left[name] = (left - granted, now)
        return 0.0 if granted else (1 - left) * 60 / self._most
