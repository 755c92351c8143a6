"""The ledger: what import did with each clipping, in ``content/imports/``, so that it can tell its own work from a human's.

A line of JSON a clipping part, in files by the first two letters of its SHA-256, sorted, committed with the content.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from sitegen.digest import digest_text, digest_value
from sitegen.errors import BadLedger, Spot
from sitegen.files import list_folder, read_bytes, write_whole
from sitegen.loader.draft import Evidence, Removed
from sitegen.model import Article

FOLDER = "imports"

KEPT = ("body", "added")
"""Fields that are not compared whole: the body goes by paragraphs, ``added`` is written once."""


class Entry(Struct, frozen=True, omit_defaults=True):
    """A clipping part and what became of it. Field order is the order in the file."""

    sha256: str
    file: str
    part: int = 0
    outcome: Literal["article", "duplicate", "refused", "deleted"] = "article"
    """``deleted``: by a human, and so it stays."""
    of: str = ""
    """The clipping of which it is a duplicate."""
    reason: str = ""
    """Why it was refused."""
    article: str = ""
    """Path below the content folder."""
    loader: str = ""
    recognizer: str = ""
    fields: dict[str, str] = {}
    """Digest of each field as import wrote it, or would have, where a human's value stands."""
    paragraphs: tuple[str, ...] = ()
    """Digest of each paragraph of the body, likewise."""
    written: dict[str, str] = {}
    """Digests of records and scans that were written with it, by path below the content folder."""
    evidence: tuple[Evidence, ...] = ()
    removed: tuple[Removed, ...] = ()


class Ledger(Struct, frozen=True):
    """All entries; a new value for every change."""

    entries: tuple[Entry, ...] = ()


def field_digests(article: Article) -> dict[str, str]:
    """Digest of each field that says something."""
    values = ((info.encode_name, getattr(article, info.name), info.default) for info in msgspec.structs.fields(article))
    return {name: digest_value(value).hex() for name, value, _ in values if value and name not in KEPT}


def paragraphs(body: str) -> list[str]:
    """A body's paragraphs; joined with a blank line they are the body again."""
    return body.split("\n\n") if body else []


def paragraph_digests(body: str) -> tuple[str, ...]:
    """Digest of each paragraph."""
    return tuple(digest_text(paragraph) for paragraph in paragraphs(body))


def read_ledger(content: Path) -> Ledger:
    """The ledger of a content folder; empty where there is none.

    Raises BadLedger for a line that isn't one, UnreadableFolder where it can't be listed: to take that for empty would bring
    back what a human deleted.
    """
    entries: list[Entry] = []
    decode = msgspec.json.Decoder(Entry).decode
    for file in (content / FOLDER / name for name in list_folder(content / FOLDER) if name.endswith(".jsonl")):
        for number, line in enumerate(read_bytes(file).split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                entries.append(decode(line))
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                spot = Spot(f"{content.name}/{FOLDER}/{file.name}", number)
                hint = "restore the file from version control, or take the line out: its article then counts as a human's work"
                raise BadLedger(spot, f"not a line of the ledger: {error}", hint) from error
    return Ledger(tuple(entries))


def shards(entries: Iterable[Entry]) -> dict[str, bytes]:
    """Content of each ledger file, by its name."""
    encode = msgspec.json.Encoder(order="deterministic").encode
    files: dict[str, list[Entry]] = {}
    for entry in entries:
        files.setdefault(f"{entry.sha256[:2]}.jsonl", []).append(entry)
    order = {name: sorted(lines, key=lambda e: (e.sha256, e.part, e.file)) for name, lines in files.items()}
    return {name: b"".join(encode(entry) + b"\n" for entry in lines) for name, lines in order.items()}


def write_ledger(content: Path, before: Ledger, after: Ledger) -> None:
    """Writes the ledger's files that changed, and deletes those whose last line went."""
    old, new = shards(before.entries), shards(after.entries)
    for name in sorted(new):
        if old.get(name) != new[name]:
            write_whole(content / FOLDER / name, new[name])
    for name in sorted(old.keys() - new.keys()):
        (content / FOLDER / name).unlink(missing_ok=True)
