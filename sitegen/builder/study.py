"""Reading all sources: from the manifest what stands unchanged, from the files what doesn't."""

from collections.abc import Iterable, Mapping

from sitegen.builder.manifest import Manifest, SourceRow, State
from sitegen.builder.reading import Card, Reading, Task, read_batch, reading_key, refused, settings_of
from sitegen.builder.sources import STATIC, Source, racy
from sitegen.config import Site
from sitegen.engine import Crew
from sitegen.errors import ArticleFault, Notice, Spot, Unreadable
from sitegen.progress import Progress

BATCH = 64
WAITING = 512
"""Rendered texts that are held before they go to the manifest."""
FRESH = 2_000
"""Rendered texts that are kept for the pages of the same build: about 10 MB."""


class Study:
    """What reading all sources gave."""

    def __init__(
        self, rows: Mapping[str, SourceRow], tasks: Mapping[str, Task] | None = None, fresh: Mapping[bytes, str] | None = None
    ) -> None:
        self.rows = rows
        self._tasks = tasks or {}
        self.fresh = fresh or {}
        """Texts that were rendered just now, by digest: the first FRESH of them, the rest is in the manifest."""

    def cards(self, keep_last_good: bool) -> list[Card]:
        """Cards that can be used, in order of their paths."""
        return [row.card for _, row in sorted(self.rows.items()) if row.card and (keep_last_good or row.problem is None)]

    @property
    def faults(self) -> tuple[ArticleFault, ...]:
        return tuple(row.problem.fault() for _, row in sorted(self.rows.items()) if row.problem)

    @property
    def notices(self) -> tuple[Notice, ...]:
        return tuple(notice for _, row in sorted(self.rows.items()) for notice in row.notices)

    def text_of(self, body: bytes) -> str:
        """A rendered text that the manifest has lost: made again. Raises Unreadable where its file changed meanwhile."""
        for path, row in self.rows.items():
            if row.card and row.card.body == body:
                (reading,) = read_batch((self._tasks[path],))
                if reading.card and reading.card.body == body:
                    return reading.html
                raise Unreadable(Spot(path), "changed while the site was built", "build again")
        raise Unreadable(Spot(""), "a text is missing from the manifest", "delete .sitegen and build again")


def read_sources(
    site: Site, sources: Iterable[Source], old: State, started_ns: int, manifest: Manifest, crew: Crew, progress: Progress
) -> Study:
    """Reads what changed since the last build."""
    settings = settings_of(site.config)
    key = reading_key(settings)
    rows: dict[str, SourceRow] = {}
    tasks: dict[str, Task] = {}
    changed: dict[str, Source] = {}
    content = str(site.content)
    for source in sources:
        if source.folder == STATIC:
            continue
        tasks[source.path] = Task(content, source.path, settings, site.config.content)
        row = old.sources.get(source.path)
        if row and row.signature == source.signature and row.key == key and not row.racy:
            rows[source.path] = row
        elif source.refused:
            rows[source.path] = _row(refused(source, f"{site.config.content}/{source.path}"), source, key, row, started_ns)
        else:
            changed[source.path] = source
    waiting: list[tuple[bytes, str]] = []
    fresh: dict[bytes, str] = {}
    readings = crew.map(read_batch, (tasks[path] for path in changed), BATCH, len(changed))
    for done, reading in enumerate(readings, 1):
        rows[reading.path] = _row(reading, changed[reading.path], key, old.sources.get(reading.path), started_ns)
        if reading.card and reading.html:
            waiting.append((reading.card.body, reading.html))
            if len(fresh) < FRESH:
                fresh[reading.card.body] = reading.html
        if len(waiting) >= WAITING:
            manifest.keep_bodies(waiting)
            waiting = []
        progress("read", done, len(changed))
    if waiting:
        manifest.keep_bodies(waiting)
    return Study(rows, tasks, fresh)


def _row(reading: Reading, source: Source, key: bytes, old: SourceRow | None, started_ns: int) -> SourceRow:
    card = reading.card or (old.card if old else None)
    return SourceRow(source.signature, key, card, reading.problem, reading.notices, racy(source.signature, started_ns))
