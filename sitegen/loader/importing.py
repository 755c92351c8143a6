"""Import: clippings to articles in ``content/``. :func:`import_clippings` reads as the story."""

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.clock import today
from sitegen.config import Site
from sitegen.digest import sha256
from sitegen.engine import Crew, batches
from sitegen.errors import ArticleFault, Notice, Spot, Unreadable
from sitegen.files import locked, read_bytes
from sitegen.loader.deciding import Hashed, Task, decide
from sitegen.loader.decode import LIMIT
from sitegen.loader.desk import Desk
from sitegen.loader.formats.registry import Parsed, read_clipping
from sitegen.loader.gather import Clipping, gather
from sitegen.loader.ledger import Ledger, read_ledger
from sitegen.loader.naming import NameFinder, with_names
from sitegen.loader.outcome import ImportReport, Outcome
from sitegen.loader.settling import settle
from sitegen.loader.shelf import sweep
from sitegen.names.finder import open_finder
from sitegen.names.gazetteer import cache_folder
from sitegen.progress import Progress, silent
from sitegen.records.known import known_names

__all__ = ["ImportOptions", "ImportReport", "import_clippings"]

BATCH = 500
"""Clippings that are read, named and written before the next: what a killed import has to do again."""


class ImportOptions(Struct, frozen=True):
    """How an import is made."""

    again: bool = False
    """Reads also what was imported before, and renews what no human touched."""
    dry_run: bool = False
    """Writes nothing; the report is the same."""
    today: str = ""
    """The day it is (ISO), for ``added``; "" = SOURCE_DATE_EPOCH, or today in UTC."""
    jobs: int = 0
    """Processes to read with; 0 = one a processor."""


DEFAULTS = ImportOptions()


def import_clippings(
    site: Site,
    inputs: Sequence[str | Path],
    options: ImportOptions = DEFAULTS,
    progress: Progress = silent,
    stdin: bytes = b"",
    finder: NameFinder | None = None,
) -> ImportReport:
    """Makes articles of files, folders and standard input (``-``). A second time it changes nothing; a human's edit stays.

    Raises BuildRunning, BadLedger, UnreadableFolder, ConfigFault, MissingExtra, WriteFailed; what is wrong with one input is in the report.
    """
    with contextlib.nullcontext() if options.dry_run else locked(site.state):
        if not options.dry_run:
            sweep(site.content)
        gathered = gather(site, inputs, stdin)
        hashed, unreadable = _hashed(gathered.clippings, progress)
        ledger = read_ledger(site.content)
        tasks = decide(hashed, ledger, _still_there(site, ledger), options.again)
        desk = Desk(site, ledger, tasks, options.dry_run)
        refused = [Outcome(fault.spot.path, "refused", fault=fault) for fault in (*gathered.refused, *unreadable)]
        read, notices = _read_all(site, tuple(task for task in tasks if task.action == "read"), desk, options, progress, finder)
        known = [desk.note(task) for task in tasks if task.action != "read"]
        desk.save()
        outcomes = sorted([*refused, *read, *known], key=lambda outcome: outcome.clipping)
        return ImportReport(tuple(outcomes), (*desk.records.notices, *notices))


def _read_all(
    site: Site, tasks: tuple[Task, ...], desk: Desk, options: ImportOptions, progress: Progress, finder: NameFinder | None
) -> tuple[list[Outcome], tuple[Notice, ...]]:
    """Reads what is new or may have changed, batch by batch; the recognizer is loaded only if there is something to read."""
    if not tasks:
        return [], ()
    outcomes: list[Outcome] = []
    notices: tuple[Notice, ...] = ()
    with contextlib.ExitStack() as opened:
        crew = opened.enter_context(contextlib.closing(Crew(options.jobs)))
        if finder is None:
            cache = cache_folder(os.environ, sys.platform, Path.home())
            known = known_names(desk.human_records())
            own, notices = open_finder(site.config.recognizer, cache, known, progress, site.root)
            finder = opened.enter_context(contextlib.closing(own))
        for number, batch in enumerate(batches(tasks, BATCH)):
            parsed = list(crew.map(parse, batch, 25, len(batch)))
            outcomes += _name_and_write(batch, parsed, finder, desk, options, _later(progress, number * BATCH, len(tasks)))
            desk.save()
    return outcomes, notices


def _name_and_write(
    batch: tuple[Task, ...],
    parsed: list[Parsed | ArticleFault],
    finder: NameFinder,
    desk: Desk,
    options: ImportOptions,
    progress: Progress,
) -> list[Outcome]:
    """Names the drafts of a batch, brings them together with what stands, and writes."""
    refused = [desk.refuse(task, result) for task, result in zip(batch, parsed, strict=True) if isinstance(result, ArticleFault)]
    parts = [
        (task, part, draft, result.notices if part == 0 else ())
        for task, result in zip(batch, parsed, strict=True)
        if isinstance(result, Parsed)
        for part, draft in enumerate(result.drafts)
    ]
    named = with_names(tuple(draft for _, _, draft, _ in parts), finder, desk.site.config.entities, progress)
    outcomes = []
    for (task, part, _, notices), with_name in zip(parts, named, strict=True):
        try:
            apart = desk.told_apart(with_name)
            settled = settle(task, part, apart, desk.shelf, options.today or today(), finder.label, options.again)
        except ArticleFault as fault:  # its article stands, and a human broke it: it is left as it is
            outcomes.append(Outcome(task.clipping.label, "refused", fault=fault))
            continue
        outcomes.append(desk.write(task, settled, apart.records, notices))
        progress("writing", len(outcomes), len(parts))
    return [*refused, *outcomes]


def parse(tasks: tuple[Task, ...]) -> tuple[Parsed | ArticleFault, ...]:
    """The stage that reads clippings: for each its articles, or why there are none."""
    return tuple(_parse(task) for task in tasks)


def _parse(task: Task) -> Parsed | ArticleFault:
    label = task.clipping.label
    try:
        data = _bytes(task.clipping)
        if sha256(data) != task.sha256:
            return Unreadable(Spot(label), "changed while it was read", "import it again")
        return read_clipping(data, label)
    except ArticleFault as fault:
        return fault


def _bytes(clipping: Clipping) -> bytes:
    """A clipping's bytes. Raises Unreadable under its label."""
    if clipping.data is not None:
        return clipping.data
    try:
        return read_bytes(clipping.path, LIMIT)
    except ArticleFault as fault:
        raise type(fault)(Spot(clipping.label), fault.message, fault.hint) from fault


def _hashed(clippings: tuple[Clipping, ...], progress: Progress) -> tuple[list[Hashed], list[ArticleFault]]:
    """Digest of each clipping, and what can't be read."""
    hashed: list[Hashed] = []
    faults: list[ArticleFault] = []
    for number, clipping in enumerate(clippings, 1):
        try:
            hashed.append(Hashed(clipping, sha256(_bytes(clipping))))
        except ArticleFault as fault:
            faults.append(fault)
        progress("comparing", number, len(clippings))
    return hashed, faults


def _still_there(site: Site, ledger: Ledger) -> set[str]:
    """Clippings of the ledger that stand where they stood, with the content that they had."""
    found = set()
    for entry in ledger.entries:
        if entry.outcome != "duplicate" and entry.file not in found and os.path.isfile(site.root / entry.file):
            with contextlib.suppress(ArticleFault):
                if sha256(read_bytes(site.root / entry.file, LIMIT)) == entry.sha256:
                    found.add(entry.file)
    return found


def _later(progress: Progress, done: int, total: int) -> Progress:
    """A batch's progress as a part of the whole's."""
    return lambda stage, now, _: progress(stage, done + now, total)
