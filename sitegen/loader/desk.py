"""Where import writes: articles, scans, records of places, and the ledger that says so."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sitegen.article import write
from sitegen.config import Site
from sitegen.digest import digest, digest_text
from sitegen.errors import ArticleFault, BadClipping, Notice, Spot, Unreadable
from sitegen.files import read_bytes, write_whole
from sitegen.loader import VERSION
from sitegen.loader.deciding import Task, without_stale
from sitegen.loader.ledger import Entry, Ledger, write_ledger
from sitegen.loader.naming import Named
from sitegen.loader.outcome import UNSURE, Outcome
from sitegen.loader.settling import Settled, has_late_scans, late_scans, scan_files
from sitegen.loader.shelf import Shelf
from sitegen.model import Name, Record
from sitegen.records.store import read_records
from sitegen.slug import identity, slug

SCAN_LIMIT = 100_000_000
"""Most bytes of an image: what GitHub Pages takes as one file."""


class Desk:
    """Holds what the ledger will say, and does the writing. With ``dry_run`` it writes nothing."""

    def __init__(self, site: Site, ledger: Ledger, tasks: tuple[Task, ...], dry_run: bool) -> None:
        self.shelf = Shelf(site.content, ledger)
        self.records = read_records(site.content)
        self.site = site
        self._dry_run = dry_run
        self._saved = ledger
        self._entries = {(e.sha256, e.part, e.file): e for e in without_stale(ledger.entries, tasks)}
        self._places = {identity(form) for s in self.records.stored if s.kind == "places" for form in (s.record.name, *s.record.aliases)}
        self._numbers = {identity(s.record.name): s.record.ids.get("geonames", "") for s in self.records.stored if s.kind == "places"}
        self._geonames = {s.record.ids.get("geonames", "") for s in self.records.stored}
        self._written_once = {path for entry in ledger.entries for path in entry.written}

    def human_records(self) -> Iterator[tuple[str, Record]]:
        """Kind and record of each record that a human wrote or changed: import's own guess is no fact by which to guess again (law 9)."""
        ours: dict[str, set[str]] = {}
        for entry in self._saved.entries:
            for path, digest_ in entry.written.items():
                ours.setdefault(path, set()).add(digest_)
        for stored in self.records.stored:
            if stored.path not in ours or self._digest(stored.path) not in ours[stored.path]:
                yield stored.kind, stored.record

    def _digest(self, path: str) -> str:
        """Digest of a text file as import would have written it, whatever line ends a checkout gave it; "" where it is no such text."""
        try:
            return digest_text(read_bytes(self.site.content / path).decode().replace("\r\n", "\n"))
        except (ArticleFault, UnicodeDecodeError):
            return ""

    def note(self, task: Task) -> Outcome:
        """The outcome of a clipping that need not be read."""
        label = task.clipping.label
        if task.action == "duplicate":
            owner = self._entries.get((task.sha256, 0, task.of))
            if owner is not None and owner.outcome == "refused":
                return self.refuse(task, BadClipping(Spot(label), owner.reason))
            self._enter(Entry(task.sha256, label, outcome="duplicate", of=task.of, loader=VERSION))
            return Outcome(label, "duplicate", of=task.of)
        first = task.entries[0]
        paths = [self.shelf.find(entry.article, entry.sha256, entry.part) for entry in task.entries]
        for entry, path in zip(task.entries, paths, strict=True):
            outcome = "article" if path else "deleted"
            if (entry.outcome, entry.article) != (outcome, path or entry.article):
                self._enter(msgspec.structs.replace(entry, outcome=outcome, article=path or entry.article))
        found = zip(task.entries, paths, strict=True)
        if attached := [done for entry, path in found if path and (done := self._attach(task, entry, path))]:
            return attached[0]
        return Outcome(label, "unchanged" if any(paths) else "deleted", article=next(filter(None, paths), first.article))

    def _attach(self, task: Task, entry: Entry, path: str) -> Outcome | None:
        """The outcome of a clipping whose scans came after its text; None where none did, or a human broke its article."""
        if not has_late_scans(task, entry):
            return None
        try:
            current = self.shelf.read(path)
        except ArticleFault:
            return None
        settled = late_scans(task, self._entries[entry.sha256, entry.part, entry.file], current, path)
        return self.write(task, settled) if settled else None

    def refuse(self, task: Task, fault: ArticleFault) -> Outcome:
        """The outcome of a clipping that is no article. What it was before stays in the ledger."""
        if not isinstance(fault, Unreadable) and not any(entry.article for entry in task.entries):
            self._enter(Entry(task.sha256, task.clipping.label, outcome="refused", reason=fault.message, loader=VERSION))
        return Outcome(task.clipping.label, "refused", fault=fault)

    def write(self, task: Task, settled: Settled, located: tuple[Record, ...] = (), notices: tuple[Notice, ...] = ()) -> Outcome:
        """Writes an article with its scans and records, and enters them."""
        path = settled.entry.article
        written = dict(settled.entry.written)
        worth = [*notices, *settled.notices]
        records: list[str] = []
        scans = 0
        if settled.kind != "deleted":
            self._keep_standard_input(task)
            if settled.article is not None:
                self._put(path, write(settled.article).encode())
                self.shelf.add(path)
            final = settled.merged.article if settled.merged else settled.article
            named = {scan.src for scan in final.scans} if final else set()
            scans, more = self._copy_scans(task, path, named, written)
            worth += more
            for record in located:
                if at := self._new_record(record):
                    written[at] = digest_text(write(record))
                    records.append(at)
        entry = msgspec.structs.replace(settled.entry, written=dict(sorted(written.items())))
        if old := settled.replaces:
            self._entries.pop((old.sha256, old.part, old.file), None)
        self._enter(entry)
        return Outcome(
            task.clipping.label,
            settled.kind,
            article=path,
            notices=tuple(worth),
            differences=settled.merged.differences if settled.merged else (),
            unsure=tuple(e for e in entry.evidence if e.confidence < UNSURE) if settled.article is not None else (),
            records=tuple(records),
            scans=scans,
        )

    def save(self) -> None:
        """Writes the ledger's files that changed."""
        after = Ledger(tuple(self._entries.values()))
        if not self._dry_run:
            write_ledger(self.site.content, self._saved, after)
        self._saved = after

    def _enter(self, entry: Entry) -> None:
        self._entries[entry.sha256, entry.part, entry.file] = entry

    def _put(self, path: str, data: bytes) -> None:
        if not self._dry_run:
            write_whole(self.site.content / path, data)

    def _keep_standard_input(self, task: Task) -> None:
        """What came by a pipe is kept as a clipping, so that its article has an origin to go back to."""
        if task.clipping.data is not None and not self._dry_run:
            write_whole(Path(task.clipping.path), task.clipping.data)

    def _copy_scans(self, task: Task, path: str, named: set[str], written: dict[str, str]) -> tuple[int, list[Notice]]:
        """Copies the images that the article names beside it. One that stands there and isn't ours stays."""
        copied, notices = 0, []
        for image, name in scan_files(task, path):
            target = f"{path.rpartition('/')[0]}/{name}"
            try:
                data = read_bytes(image, SCAN_LIMIT)
            except ArticleFault as fault:
                notices.append(Notice(Spot(task.clipping.label), f"its scan can't be read: {fault.message}"))
                continue
            if name not in named:  # a human took it out
                written.setdefault(target, digest(data).hex())
                continue
            there = b""
            with contextlib.suppress(ArticleFault):
                there = read_bytes(self.site.content / target)
            if there and digest(there).hex() != written.get(target) and there != data:
                notices.append(Notice(Spot(task.clipping.label), f"its scan was not copied: {target} is another image"))
                continue
            if there != data and not (target in written and not there):  # one that a human deleted stays deleted
                self._put(target, data)
                copied += 1
            written[target] = digest(data).hex()
        return copied, notices

    def told_apart(self, named: Named) -> Named:
        """What was found, where a place has the name of another that has a record: ``Lima (Peru)`` beside Lima in Ohio."""
        renamed: dict[str, str] = {}
        records = []
        for record in named.records:
            number = record.ids.get("geonames", "")
            names = (record.name, f"{record.name} ({record.country or number})", f"{record.name} ({number})")
            name = next((n for n in names if self._numbers.get(identity(n), "") in ("", number)), names[-1])
            if name != record.name:
                renamed[record.name] = name
            records.append(msgspec.structs.replace(record, name=name))
        if not renamed:
            return named
        article = named.draft.article
        places = tuple(Name(renamed[p.name], (p.name, *p.forms)) if p.name in renamed else p for p in article.places)
        draft = msgspec.structs.replace(named.draft, article=msgspec.structs.replace(article, places=places))
        return Named(draft, tuple(records))

    def _new_record(self, record: Record) -> str:
        """Writes a place's record unless one has its name or its number, or a human deleted it. Its path, or ""."""
        path = f"places/{slug(record.name)}.md"
        geonames = record.ids.get("geonames", "")
        if identity(record.name) in self._places or (geonames and geonames in self._geonames) or path in self._written_once:
            return ""
        if (self.site.content / path).exists():
            return ""
        free = tuple(alias for alias in record.aliases if identity(alias) not in self._places)
        self._put(path, write(msgspec.structs.replace(record, aliases=free)).encode())
        self._places |= {identity(record.name), *(identity(alias) for alias in free)}
        self._numbers[identity(record.name)] = geonames
        self._geonames.add(geonames)
        self._written_once.add(path)
        return path
