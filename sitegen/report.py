"""What the user sees on the terminal. The only place that prints: results to standard output, the rest to standard error."""

import contextlib
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.errors import Fault, Notice
from sitegen.message import message, shown
from sitegen.progress import Progress

if TYPE_CHECKING:
    from rich.progress import TaskID

MANY = 20
"""So many messages of a kind are shown whole; of the others, how many there are."""
EVERY = 10.0
"""Seconds between the plain lines of a long stage."""


class ReaderGone(Exception):
    """Nobody reads standard output any more (``sitegen schema | head -1``)."""


def say(text: str = "") -> None:
    """A line of result. Raises ReaderGone."""
    try:
        click.echo(text)
    except BrokenPipeError as error:
        raise ReaderGone from error


def tell(text: str, colour: str = "") -> None:
    """A line about the work, on standard error; a reader that has gone is no reason to stop working."""
    with contextlib.suppress(BrokenPipeError):
        click.echo(click.style(text, fg=colour) if colour else text, err=True)


def fault(error: Fault, root: Path | None = None, debug: bool = False) -> None:
    """A fault with its excerpt, causes and hint."""
    if error.letter == "I":
        tell(f"sitegen: {shown(error.message)}")
        return
    first, *more = message(error, root).split("\n")
    tell(click.style("error: ", fg="red", bold=True) + first)
    for line in more:
        tell(line)
    if debug:
        tell("".join(traceback.format_exception(error)))


def faults(errors: Sequence[Fault], root: Path | None = None) -> None:
    """Several faults, the first :data:`MANY` of them whole."""
    for error in errors[:MANY]:
        fault(error, root)
    _and_more(len(errors), "errors")


def notices(found: Sequence[Notice], root: Path | None = None) -> None:
    """Warnings, the first :data:`MANY` of them whole."""
    for notice in found[:MANY]:
        first, *more = message(notice, root).split("\n")
        tell(click.style("warning: ", fg="yellow") + first)
        for line in more:
            tell(line)
    _and_more(len(found), "warnings")


def _and_more(count: int, what: str) -> None:
    if count > MANY:
        tell(f"... and {count - MANY:,} more {what}")


def unexpected(error: BaseException, version: str, debug: bool) -> None:
    """One line for what should not have happened."""
    if debug:
        tell("".join(traceback.format_exception(error)))
    text = shown(f"{type(error).__name__}: {error}".removesuffix(": "))[:300]
    tell(f"unexpected error: {text} (sitegen {version}): please report it; --debug shows where")


def count(number: int, one: str, many: str = "") -> str:
    """``1 page``, ``2,000 pages``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@contextlib.contextmanager
def progress() -> Iterator[Progress]:
    """Shows how far the work is: bars with counts and time left on a terminal, a line now and then elsewhere."""
    if sys.stderr.isatty():
        with _bars() as bars:
            yield bars
    else:
        yield PlainLines(tell, time.monotonic)


class PlainLines:
    """Progress as lines for logs: one a stage when it is done, and one every few seconds of a long stage."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float]) -> None:
        self._write, self._clock = write, clock
        self._stage = ""
        self._last = clock()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = self._clock()
        if stage != self._stage:
            self._stage, self._last = stage, now
            ended = total and done >= total
        else:
            ended = bool(total) and done == total
        if ended or now - self._last >= EVERY:
            self._last = now
            self._write(f"{shown(stage)}: {done:,}" + (f" of {total:,}" if total else ""))


@contextlib.contextmanager
def _bars() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True, markup=False, highlight=False), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def update(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(shown(stage), total=None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield update
