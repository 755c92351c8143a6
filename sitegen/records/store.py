"""Records of people, places and collections: read from ``content/``, and made of a place that was located."""

from pathlib import Path

from msgspec import Struct

from sitegen.article import read_record
from sitegen.errors import ArticleFault, BadFrontMatter, Notice, Spot
from sitegen.files import list_folder, read_bytes
from sitegen.model import KINDS, Record
from sitegen.names.gazetteer import TOWNS, Candidate
from sitegen.records.known import plain
from sitegen.slug import identity


class StoredRecord(Struct, frozen=True):
    """A record and its file."""

    kind: str
    """``people``, ``places`` or ``collections``."""
    path: str
    """Relative to the content folder, with ``/``."""
    slug: str
    record: Record


class Records(Struct, frozen=True):
    """All records that could be read, and what was wrong with the others."""

    stored: tuple[StoredRecord, ...] = ()
    faults: tuple[ArticleFault, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_records(content: Path) -> Records:
    """Every record below a content folder, in the order of paths. Raises UnreadableFolder."""
    stored: list[StoredRecord] = []
    faults: list[ArticleFault] = []
    notices: list[Notice] = []
    for kind in KINDS:
        for file in (content / kind / name for name in list_folder(content / kind) if name.endswith(".md")):
            path = f"{kind}/{file.name}"
            try:
                record, worth = read_record(_text(file, path), path)
            except ArticleFault as fault:
                faults.append(fault)
                continue
            stored.append(StoredRecord(kind, path, file.stem, record))
            notices += worth
    return Records(tuple(stored), tuple(faults), tuple(notices))


def _text(file: Path, path: str) -> str:
    try:
        return read_bytes(file).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFrontMatter(Spot(path), f"not UTF-8: byte {error.start + 1}") from error


def record_for(name: str, candidate: Candidate) -> Record:
    """The record of a place that was located: what the map and the place's page need, and where it is from."""
    other = candidate.name if identity(candidate.name) != identity(plain(name)) and candidate.kind in TOWNS else ""
    aliases = (other,) if other else ()
    return Record(
        name=name,
        aliases=aliases,
        ids={"geonames": str(candidate.geonameid)},
        coordinates=(round(candidate.latitude, 5), round(candidate.longitude, 5)),
        country=candidate.country_name if candidate.kind in (*TOWNS, "state") else "",
    )
