"""How far a stage is: a function that is passed down, so that nothing below the command line prints."""

import time
from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how many are done, and how many there are (0 where unknown)."""


class Laps:
    """Where the time of a piece of work goes: wall seconds of each of its stages."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._laps: list[tuple[str, float]] = []

    def lap(self, stage: str) -> None:
        """Ends a stage: what passed since the last one ended was its time."""
        now = time.perf_counter()
        self._laps.append((stage, now - self._last))
        self._last = now

    @property
    def all(self) -> tuple[tuple[str, float], ...]:
        return tuple(self._laps)


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
