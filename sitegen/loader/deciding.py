"""What is to be done with each clipping, by the ledger alone: nothing, or reading it. Pure."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from sitegen.loader import VERSION
from sitegen.loader.gather import Clipping
from sitegen.loader.ledger import Entry, Ledger


class Hashed(Struct, frozen=True):
    """A clipping with the SHA-256 of its bytes."""

    clipping: Clipping
    sha256: str


class Task(Struct, frozen=True):
    """A decision on a clipping."""

    clipping: Clipping
    sha256: str
    action: Literal["read", "leave", "duplicate"]
    entries: tuple[Entry, ...] = ()
    """What the ledger has of it, in the order of parts."""
    of: str = ""
    """The clipping of which it is a duplicate."""
    same_text: bool = True
    """Whether its bytes are those that the entries speak of."""

    @property
    def path(self) -> str:
        """What an engine calls it where a worker died of it."""
        return self.clipping.label


def decide(hashed: Iterable[Hashed], ledger: Ledger, exists: Iterable[str], again: bool) -> tuple[Task, ...]:
    """A task for each clipping. ``exists``: labels of the clippings in the ledger that are still on disk with their old content."""
    values = tuple(hashed)
    by_sha, by_file = _index(ledger)
    here = {h.clipping.label: h.sha256 for h in values}
    live = set(here.values())
    on_disk = set(exists)
    claimed: dict[str, str] = {}
    tasks = []
    for h in values:
        label, sha = h.clipping.label, h.sha256
        entries = by_sha.get(sha, ())
        owner = claimed.get(sha) or (entries[0].file if entries else label)
        if owner != label and (sha in claimed or here.get(owner) == sha or owner in on_disk):
            tasks.append(Task(h.clipping, sha, "duplicate", of=owner))
            continue
        claimed[sha] = label
        if not entries:
            changed = tuple(e for e in by_file.get(label, ()) if e.sha256 not in live)
            tasks.append(Task(h.clipping, sha, "read", changed, same_text=False))
        elif again or owner != label or any(e.loader != VERSION or e.outcome == "refused" for e in entries):
            tasks.append(Task(h.clipping, sha, "read", entries))
        else:
            tasks.append(Task(h.clipping, sha, "leave", entries))
    return tuple(tasks)


def _index(ledger: Ledger) -> tuple[dict[str, tuple[Entry, ...]], dict[str, tuple[Entry, ...]]]:
    """Entries that stand for themselves, by digest and by file."""
    by_sha: dict[str, tuple[Entry, ...]] = {}
    by_file: dict[str, tuple[Entry, ...]] = {}
    for entry in ledger.entries:
        if entry.outcome == "duplicate":
            continue
        by_sha[entry.sha256] = (*by_sha.get(entry.sha256, ()), entry)
        if entry.outcome != "refused":
            by_file[entry.file] = (*by_file.get(entry.file, ()), entry)
    return by_sha, by_file


def without_stale(entries: Iterable[Entry], tasks: Iterable[Task]) -> list[Entry]:
    """Ledger entries without those that speak of a file's former content and of no article."""
    now = {task.clipping.label: task.sha256 for task in tasks}
    return [e for e in entries if not (e.outcome in ("duplicate", "refused") and now.get(e.file, e.sha256) != e.sha256)]
