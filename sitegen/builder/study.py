"""Reading all sources: from the manifest what stands unchanged, from the files what doesn't."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sitegen.builder.cards import Reading, ReadSettings, settings_of
from sitegen.builder.manifest import Manifest, SourceRow, State
from sitegen.builder.sources import STATIC, Source, racy
from sitegen.config import Site
from sitegen.digest import digest, digest_value
from sitegen.engine import Crew
from sitegen.errors import ArticleFault, Notice, Spot, Unreadable
from sitegen.progress import Progress

BATCH = 100
WAITING = 512
"""Rendered texts that are held before they go to the manifest."""
FRESH = 60_000_000
"""Bytes of rendered texts that are kept for the pages of the same build."""


class Study(Struct, frozen=True):
    """What reading all sources gave."""

    rows: dict[str, SourceRow]
    """In order of their paths."""
    changed: tuple[str, ...]
    """Those that were read now."""
    settings: ReadSettings
    fresh: dict[str, bytes]
    """Texts that were rendered just now, by path: the first FRESH bytes of them, the rest is in the manifest."""
    cards: dict[str, bytes]
    """Encoded cards of files that were read now."""

    def all_cards(self, site: Site, manifest: Manifest, keep_last_good: bool) -> dict[str, bytes]:
        """The encoded cards that can be used, in order of their paths; made again where the manifest has lost one."""
        whole = len(self.cards) < len(self.rows)
        kept = {**manifest.cards(), **self.cards} if whole else self.cards
        wanted = [path for path, row in self.rows.items() if row.card and (keep_last_good or row.problem is None)]
        lost = {path: self._read_again(path, site).card for path in wanted if path not in kept}
        self.cards.update(lost)  # so that the manifest has them again
        return {path: card for path in wanted if (card := kept.get(path) or lost[path])}

    @property
    def faults(self) -> tuple[ArticleFault, ...]:
        return tuple(row.problem.fault() for row in self.rows.values() if row.problem)

    @property
    def notices(self) -> tuple[Notice, ...]:
        return tuple(notice for row in self.rows.values() for notice in row.notices)

    def text(self, path: str, site: Site, manifest: Manifest) -> bytes:
        """The rendered text of a file, made again where the manifest has lost it. Raises Unreadable if the file changed meanwhile."""
        body = self.rows[path].body
        found = self.fresh.get(path) or manifest.text(path, body)
        if found is None:
            reading = self._read_again(path, site)
            if reading.body != body:
                raise Unreadable(Spot(path), "changed while the site was built", "build again")
            found = reading.html
        return found

    def _read_again(self, path: str, site: Site) -> Reading:
        from sitegen.builder.reading import Task, read_batch

        (reading,) = read_batch((Task(str(site.content), path, self.settings, site.config.content),))
        return reading


def read_sources(
    site: Site, sources: Iterable[Source], old: State, started_ns: int, manifest: Manifest, crew: Crew, progress: Progress
) -> Study:
    """Reads what changed since the last build."""
    settings = settings_of(site.config)
    key = digest_value(settings)
    rows: dict[str, SourceRow] = {}
    changed: dict[str, Source] = {}
    for source in sources:
        if source.path.startswith(f"{STATIC}/"):
            continue
        row = old.sources.get(source.path)
        if row and row.signature == source.signature and row.key == key and not row.racy:
            rows[source.path] = row
        else:
            changed[source.path] = source
    fresh, cards = _read(site, settings, changed, old.sources, rows, started_ns, manifest, crew, progress) if changed else ({}, {})
    return Study(dict(sorted(rows.items())) if changed else rows, tuple(changed), settings, fresh, cards)


def _read(
    site: Site,
    settings: ReadSettings,
    changed: Mapping[str, Source],
    old: Mapping[str, SourceRow],
    rows: dict[str, SourceRow],
    started_ns: int,
    manifest: Manifest,
    crew: Crew,
    progress: Progress,
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Reads files anew, adds their rows, keeps their texts; gives the first of these, and the cards."""
    from sitegen.builder.reading import Task, read_batch, refused  # with all that reads Markdown and YAML

    key, content = digest_value(settings), str(site.content)
    fresh: dict[str, bytes] = {}
    cards: dict[str, bytes] = {}
    room = FRESH
    waiting: list[tuple[str, bytes, bytes]] = []
    tasks = [Task(content, path, settings, site.config.content) for path, source in changed.items() if not source.refused]
    for path, source in changed.items():
        if source.refused:
            rows[path] = _row(refused(source, f"{site.config.content}/{path}"), source, key, old.get(path), started_ns)
    readings = crew.map(read_batch, tasks, BATCH, len(tasks))
    import sitegen.builder.making  # noqa: F401 - what comes next, while the workers read

    for done, reading in enumerate(readings, 1):
        rows[reading.path] = _row(reading, changed[reading.path], key, old.get(reading.path), started_ns)
        if reading.card:
            cards[reading.path] = reading.card
        if reading.html:
            waiting.append((reading.path, reading.body, reading.html))
            if room > 0:
                fresh[reading.path] = reading.html
                room -= len(reading.html)
        if len(waiting) >= WAITING:
            manifest.keep_texts(waiting)
            waiting = []
        progress("read", done, len(tasks))
    if waiting:
        manifest.keep_texts(waiting)
    return fresh, cards


def _row(reading: Reading, source: Source, key: bytes, old: SourceRow | None, started_ns: int) -> SourceRow:
    last = old if old and not reading.card else None
    return SourceRow(
        source.signature,
        key,
        last.card if last else digest(reading.card) if reading.card else b"",
        last.body if last else reading.body,
        reading.problem,
        reading.notices,
        reading.passing or racy(source.signature, started_ns),
    )
