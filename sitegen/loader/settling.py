"""From a draft to the article that is written: a new one, or the old one with what no human touched renewed."""

import re

import msgspec
from msgspec import Struct

from sitegen.errors import Notice, Spot
from sitegen.loader import VERSION
from sitegen.loader.address import address
from sitegen.loader.deciding import Task
from sitegen.loader.draft import Draft
from sitegen.loader.ledger import Entry, field_digests, paragraph_digests
from sitegen.loader.merge import Merged, difference, merge
from sitegen.loader.naming import Named, without_names
from sitegen.loader.outcome import Kind
from sitegen.loader.shelf import Shelf
from sitegen.model import Article, Origin, Scan

ALIKE = 0.5
"""Share of words in common from which a clipping is a former one, corrected, and not another under its name."""

NAMES = ("people", "places", "organisations")


class Settled(Struct, frozen=True):
    """What is to be written for a part of a clipping."""

    kind: Kind
    entry: Entry
    replaces: Entry | None = None
    """The ledger's former entry of it."""
    article: Article | None = None
    """None: nothing is written."""
    merged: Merged | None = None
    notices: tuple[Notice, ...] = ()


def settle(task: Task, part: int, named: Named, shelf: Shelf, today: str, recognizer: str, again: bool) -> Settled:
    """The outcome for one part of a clipping. Raises an ArticleFault where its article stands but can't be read."""
    entry = next((e for e in task.entries if e.part == part), None)
    path = shelf.find(entry.article if entry else "", entry.sha256 if entry else task.sha256, part)
    current = shelf.read(path) if path else None
    if entry and not task.same_text and not resembles(entry, current, named.draft):
        entry, path, current = None, shelf.find("", task.sha256, part), None
        current = shelf.read(path) if path else None
    origin = Origin(task.clipping.label, part, task.sha256)
    fresh = msgspec.structs.replace(named.draft.article, origin=origin)
    if current is None and entry is not None and entry.article:
        return Settled("deleted", _entry(task, part, named.draft, fresh, entry.article, recognizer, "deleted"), entry)
    if current is None:
        path = address(fresh, task.sha256, part, shelf.is_taken)
        new = with_scans(fresh, task, path)
        new = new if new.added else msgspec.structs.replace(new, added=today)
        return Settled("new", _entry(task, part, named.draft, new, path, recognizer), entry, new, notices=_worth(named.draft, task))
    former, entry = entry, entry or Entry(task.sha256, task.clipping.label, part)
    fresh = with_scans(fresh, task, path)
    fresh = fresh if fresh.scans else msgspec.structs.replace(fresh, scans=current.scans)
    keep_names = task.same_text and not again and entry.recognizer not in ("", recognizer)
    if keep_names:
        fresh = without_names(fresh, current)
    merged = merge(current, entry, fresh, path)
    now = _entry(task, part, named.draft, fresh, path, entry.recognizer if keep_names else recognizer)
    if keep_names:
        fields = {k: v for k, v in now.fields.items() if k not in NAMES} | {k: v for k, v in entry.fields.items() if k in NAMES}
        now = msgspec.structs.replace(now, fields=fields)
    now = msgspec.structs.replace(now, written=entry.written)
    changed = merged.article != current
    return Settled(
        "updated" if changed else "unchanged", now, former, merged.article if changed else None, merged, _worth(named.draft, task)
    )


def late_scans(task: Task, entry: Entry, current: Article, path: str) -> Settled | None:
    """What is to be written where images came after the text; None where none did.

    An article whose ``scans`` a human changed keeps them; the ledger then has the images all the same, so that it is said once.
    """
    if not has_late_scans(task, entry):
        return None
    have = {scan.src for scan in current.scans}
    scans = (*current.scans, *(Scan(name) for _, name in scan_files(task, path) if name not in have))
    new = msgspec.structs.replace(current, scans=scans)
    digests = field_digests(new)
    if field_digests(current).get("scans") != entry.fields.get("scans"):
        kept = Merged(current, (difference(path, "scans", current.scans, scans),) if scans != current.scans else ())
        return Settled("unchanged", entry, entry, merged=kept)
    now = msgspec.structs.replace(entry, fields=entry.fields | {"scans": digests["scans"]})
    return Settled("updated", now, entry, new, Merged(new)) if new != current else Settled("unchanged", now, entry, merged=Merged(current))


def has_late_scans(task: Task, entry: Entry) -> bool:
    """Whether the clipping has an image that import never dealt with. By ending, for a human may have moved the article."""
    known = {path.rpartition(".")[2] for path in entry.written}
    return any(image.rpartition(".")[2].lower() not in known for image in task.clipping.scans)


def _entry(task: Task, part: int, draft: Draft, article: Article, path: str, recognizer: str, outcome: str = "article") -> Entry:
    return Entry(
        sha256=task.sha256, file=task.clipping.label, part=part, outcome="deleted" if outcome == "deleted" else "article",
        article=path, loader=VERSION, recognizer=recognizer, fields=field_digests(article),
        paragraphs=paragraph_digests(article.body), evidence=draft.evidence, removed=draft.removed,
    )  # fmt: skip


def _worth(draft: Draft, task: Task) -> tuple[Notice, ...]:
    """What the user should know of a draft, at the clipping's name."""
    return tuple(Notice(Spot(task.clipping.label, n.spot.line, n.spot.column), n.message, n.hint) for n in draft.notices)


def with_scans(article: Article, task: Task, path: str) -> Article:
    """The article with its facsimiles, which stand beside its file under its name."""
    return msgspec.structs.replace(article, scans=(*article.scans, *(Scan(name) for _, name in scan_files(task, path))))


def scan_files(task: Task, path: str) -> tuple[tuple[str, str], ...]:
    """Image and name beside the article, for each scan of a clipping."""
    stem = path.rpartition("/")[2].removesuffix(".md")
    return tuple((image, f"{stem}.{image.rpartition('.')[2].lower()}") for image in task.clipping.scans)


def resembles(entry: Entry, current: Article | None, draft: Draft) -> bool:
    """Whether a clipping under an old name is the old one, corrected: a paragraph or half of its words are there still.

    A title alone says nothing: columns have one for years. Only where a human deleted the article, there is nothing else to go
    by; it then stays deleted.
    """
    if set(paragraph_digests(draft.article.body)) & set(entry.paragraphs):
        return True
    if current is None:
        return field_digests(draft.article).get("title") == entry.fields.get("title")
    old, new = _words(current), _words(draft.article)
    return len(old & new) >= ALIKE * max(1, len(old), len(new))


def _words(article: Article) -> set[str]:
    return set(re.findall(r"\w+", f"{article.title} {article.body}".lower()))
