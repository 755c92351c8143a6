"""What the user sees on the terminal. The only place that prints: results to standard output, the rest to standard error."""

import contextlib
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.errors import EXIT, Fault, NoSuchPage, Notice, Spot, did_you_mean
from sitegen.message import message, shown
from sitegen.progress import Progress

if TYPE_CHECKING:
    from rich.progress import TaskID

    from sitegen.builder import BuildReport
    from sitegen.config import Site
    from sitegen.loader.importing import ImportReport
    from sitegen.starting import Started
    from sitegen.watcher import Event

MANY = 20
"""So many messages of a kind are shown whole; of the others, how many there are."""
FEW = 10
"""So many articles are named where a count would do."""
LONG = 2.0
"""Seconds from which a stage is worth a plain line."""
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


def _and_more(count: int, what: str, told: int = MANY) -> None:
    if count > told:
        tell(f"... and {count - told:,} more {what}")


def unexpected(error: BaseException, version: str, debug: bool) -> None:
    """One line for what should not have happened."""
    if debug:
        tell("".join(traceback.format_exception(error)))
    text = shown(f"{type(error).__name__}: {error}".removesuffix(": "))[:300]
    tell(f"unexpected error: {text} (sitegen {version}): please report it; --debug shows where")


def count(number: int, one: str, many: str = "") -> str:
    """``1 page``, ``2,000 pages``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def explained(site: "Site", done: "BuildReport", path: str = "") -> None:
    """Why each page was written or wasn't; or why one was. Raises NoSuchPage."""
    from sitegen.builder.output import read_list

    reasons, listed = dict(done.reasons), read_list(site.output)
    path = path.removeprefix(f"{site.config.output}/").lstrip("/")
    if path and path not in listed:
        raise NoSuchPage(Spot(path), "no such page in the site", did_you_mean(path, listed))
    written = set(done.written)
    for page in [path] if path else sorted(listed):
        said = reasons.get(page, "new" if page in written else "unchanged")  # a file published as it is has no reasons
        say(f"{said.upper():15}{shown(page)}" + ("" if page in written or page not in reasons else " (came out the same)"))


def timed(done: "BuildReport") -> None:
    """Where the time of a build went."""
    for stage, seconds in done.timings:
        say(f"{stage:10}{seconds:8.3f} s")


def built(site: "Site", done: "BuildReport", strict: bool = False) -> int:
    """What a build did, and its exit code."""
    notices(done.notices, site.root)
    faults(done.faults, site.root)
    articles = [f"{count(done.articles, 'article')} published"]
    articles += [f"{done.held:,} held back"] if done.held else []
    articles += [f"{count(len(done.faults), 'file')} left out"] if done.faults else []
    say(", ".join(articles))
    pages = f"{count(done.pages, 'file')} in {shown(str(site.config.output))}/: {len(done.written):,} written, {done.unchanged:,} unchanged"
    say(f"{pages}; {len(done.deleted):,} deleted ({done.seconds:.2f} s)")
    return EXIT["A"] if done.faults or (strict and done.notices) else 0


def imported(site: "Site", done: "ImportReport", dry_run: bool = False, strict: bool = False) -> int:
    """What an import did, and its exit code."""
    notices(done.all_notices, site.root)
    faults(done.faults, site.root)
    for outcome in [o for o in done.outcomes if o.kind == "duplicate"][:MANY]:
        tell(f"{shown(outcome.clipping)}: the same as {shown(outcome.of)}")
    _and_more(done.duplicate, "duplicates")
    _named(done, site)
    _unsure(done)
    for difference in done.differences[:MANY]:
        kept = f"{shown(difference.path)}: {shown(difference.field)} is kept as somebody wrote it"
        tell(f"{kept}; import would write {_short(difference.ours)}")
    _and_more(len(done.differences), "fields kept")
    new = done.written - done.updated
    written = f"{done.written:,} {'to be written' if dry_run else 'written'} ({new:,} new, {done.updated:,} renewed)"
    unchanged = f"{done.unchanged:,} unchanged" + (f" ({done.deleted:,} deleted by hand)" if done.deleted else "")
    duplicate = count(done.duplicate, "duplicate")
    say(f"{count(done.read, 'article')} read: {written}, {unchanged}, {duplicate}, {done.refused:,} refused")
    more = [count(len(done.records), "place record")] if done.records else []
    more += [count(done.scans, "scan")] if done.scans else []
    if more:
        say("also " + " and ".join(more))
    return EXIT["A"] if done.refused or (strict and done.all_notices) else 0


def _named(done: "ImportReport", site: "Site") -> None:
    """Which articles were renewed, and which import leaves deleted."""
    for kind, said, many in (("updated", "renewed", "renewed"), ("deleted", "deleted by hand, and left so", "deleted by hand")):
        found = [outcome for outcome in done.outcomes if outcome.kind == kind]
        for outcome in found[:FEW]:
            where = f"{site.config.content}/{outcome.article}"
            tell(f"{shown(where)}: {said} ({shown(outcome.clipping)})")
        _and_more(len(found), many, FEW)


def _unsure(done: "ImportReport") -> None:
    """What was inferred and should be looked at."""
    found = [(outcome, evidence) for outcome in done.outcomes for evidence in outcome.unsure]
    for outcome, evidence in found[:MANY]:
        at = f"{shown(outcome.clipping)}:{evidence.line}" if evidence.line else shown(outcome.clipping)
        tell(f"{at}: not sure of {shown(evidence.field)}, by the rule {shown(evidence.rule)}: {_short(evidence.text)}")
    _and_more(len(found), "doubts")


def _short(text: str) -> str:
    return repr(shown(text if len(text) <= MANY * 3 else text[: MANY * 3] + "..."))


def started(done: "Started") -> None:
    """What ``init`` wrote, what it kept, and what comes next."""
    for path in done.kept:
        tell(f"kept as it is: {shown(path)}")
    say(f"{count(len(done.written), 'file')} written to {shown(str(done.folder))}, {len(done.kept):,} kept")
    say("next:")
    for line in done.next_steps:
        say(f"  {shown(line)}")


def previewed(event: "Event") -> None:
    """A line or two of what goes on in the preview."""
    from sitegen.watcher import Imported, Ready, Rebuilt, Trouble

    now = time.strftime("%H:%M:%S")
    if isinstance(event, Ready):
        tell(f"serving at {event.address} (Ctrl-C ends it)")
    elif isinstance(event, Trouble):
        fault(event.fault, event.site.root)
    elif isinstance(event, Rebuilt):
        done = event.report
        notices(done.notices, event.site.root)
        faults(done.faults, event.site.root)
        tell(f"{now} built: {len(done.written):,} written, {len(done.deleted):,} deleted ({done.seconds:.2f} s)")
    elif isinstance(event, Imported):
        imported(event.site, event.report)
    else:
        tell(f"{now} {shown(event.text)}")


@contextlib.contextmanager
def progress() -> Iterator[Progress]:
    """Shows how far the work is: bars with counts and time left on a terminal, a line now and then elsewhere."""
    if sys.stderr.isatty():
        with _bars() as bars:
            yield bars
    else:
        yield PlainLines(tell, time.monotonic)


class PlainLines:
    """Progress as lines for logs: one every few seconds of a long stage, and one when such a stage is done."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float]) -> None:
        self._write, self._clock = write, clock
        self._stage = ""
        self._began = self._last = clock()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = self._clock()
        if stage != self._stage:
            self._stage, self._began, self._last = stage, now, now
        ended = total and done == total and now - self._began >= LONG
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
