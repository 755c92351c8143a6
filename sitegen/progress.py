"""How far a stage is: a function that is passed down, so that nothing below the command line prints."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how many are done, and how many there are (0 where unknown)."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
