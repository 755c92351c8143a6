"""The manifest: what the last build read and wrote. A cache that may vanish, be old or damaged at any time.

SQLite in ``.sitegen/``. Rows go in bundles, for ten thousand rows take longer to fetch than to decode. Each bundle
carries a digest of itself; one that fails it is as good as absent, and a file that SQLite can't read, or of another
version, is started anew. Losing it costs time, never a wrong page.
"""

import contextlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import Struct

from sitegen.builder.cards import Problem
from sitegen.builder.sources import Signature
from sitegen.digest import digest
from sitegen.errors import Notice, Spot, WriteFailed
from sitegen.files import make_folder

VERSION = 2
"""Of the tables below; another version starts empty."""

BUNDLES = 64
"""How many bundles the rows of one kind go to, by their paths."""


class SourceRow(Struct, frozen=True, gc=False):
    """What reading an input gave."""

    signature: Signature
    key: bytes
    """Digest of the settings it was read with; of an asset, of its bytes."""
    card: bytes = b""
    """Digest of its card. For a file with a problem: of its last good one, which only the preview shows."""
    body: bytes = b""
    """Digest of its rendered text."""
    problem: Problem | None = None
    notices: tuple[Notice, ...] = ()
    racy: bool = False
    """Changed so near to the reading that it must be read again."""


class PageRow(Struct, frozen=True, gc=False):
    """A file in the output, and the three digests that made it."""

    content: bytes
    template: bytes
    settings: bytes
    sha256: str
    size: int
    mtime_ns: int
    inputs: bytes = b""
    """Of a page that was promised: digest of what it was made of."""


class State(Struct, frozen=True):
    """The manifest as a value."""

    sources: dict[str, SourceRow]
    pages: dict[str, PageRow]
    facts: dict[str, str]
    """Of the last build as a whole; see ``standing.py``."""


EMPTY = State({}, {}, {})


class Memory:
    """What a build leaves to the next one of the same process: the manifest's state, if no other process has built meanwhile."""

    def __init__(self) -> None:
        self.state: State | None = None


DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

_TABLES = """
create table if not exists bundles (kind text, number integer, value blob, checked blob, primary key (kind, number));
create table if not exists texts (path text primary key, digest blob, html blob);
"""

_encode = msgspec.msgpack.Encoder().encode
_bytes = msgspec.msgpack.Decoder(dict[str, bytes])
_DECODERS: Mapping[str, Any] = MappingProxyType(
    {
        "cards": _bytes,
        "arounds": _bytes,
        "sources": msgspec.msgpack.Decoder(dict[str, SourceRow]),
        "pages": msgspec.msgpack.Decoder(dict[str, PageRow]),
        "facts": msgspec.msgpack.Decoder(dict[str, str]),
    }
)


class Manifest:
    """The open file. Only the coordinator has one."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "manifest.sqlite"
        make_folder(folder)
        self._connection = self._open()
        self._anew = False
        """Started anew after :meth:`load`: nothing of the old state is in it."""

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError:
            self._remove()
        try:
            return self._connect()
        except sqlite3.Error as error:
            raise WriteFailed(Spot(str(self._file)), f"can't be opened: {error}") from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, isolation_level=None)
        try:
            connection.execute("pragma page_size=16384")
            connection.execute("pragma synchronous=off")
            version = connection.execute("pragma user_version").fetchone()[0]
            if version not in (0, VERSION):
                raise sqlite3.DatabaseError(f"version {version}")
            if version == 0:
                connection.executescript(f"{_TABLES}; pragma user_version={VERSION}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _remove(self) -> None:
        for ending in ("", "-journal", "-wal", "-shm"):
            file = Path(f"{self._file}{ending}")
            try:
                file.unlink(missing_ok=True)
            except OSError as error:  # a folder, or not ours to delete
                hint = f"delete {file}: the next build makes it anew"
                raise WriteFailed(Spot(str(file)), f"can't be deleted: {(error.strerror or str(error)).lower()}", hint) from error

    def facts(self) -> dict[str, str]:
        """What the last build left of itself as a whole; empty where that can't be read."""
        try:
            return self._rows("facts")
        except (sqlite3.DatabaseError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}

    def load(self) -> State:
        """What the last build left; EMPTY where that can't be read."""
        try:
            return State(self._rows("sources"), self._rows("pages"), self._rows("facts"))
        except (sqlite3.DatabaseError, msgspec.MsgspecError, UnicodeDecodeError):
            self.reset()
            return EMPTY

    def cards(self) -> dict[str, bytes]:
        """The encoded card of each file; those that can't be read are absent."""
        return self._whole("cards")

    def arounds(self, paths: Iterable[str]) -> dict[str, bytes]:
        """What each of these articles' pages carries of others, encoded; those that can't be read are absent."""
        return self._whole("arounds", {_bundle(path) for path in paths})

    def _whole(self, kind: str, numbers: Iterable[int] = ()) -> dict[str, Any]:
        try:
            return self._rows(kind, numbers)
        except (sqlite3.DatabaseError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}

    def _rows(self, kind: str, numbers: Iterable[int] = ()) -> dict[str, Any]:
        """Rows of the bundles with these numbers, or of all."""
        rows: dict[str, Any] = {}
        wanted: list[tuple[str | int, ...]] = [(kind, number) for number in numbers] or [(kind,)]
        for values in wanted:
            where = "kind = ? and number = ?" if len(values) > 1 else "kind = ?"
            for number, value, checked in self._connection.execute(f"select number, value, checked from bundles where {where}", values):  # noqa: S608
                if isinstance(value, bytes) and checked == _check(kind, number, value):
                    rows.update(_DECODERS[kind].decode(value))
        return rows

    def reset(self) -> None:
        """Starts anew."""
        self._connection.close()
        self._remove()
        self._connection = self._open()
        self._anew = True

    def keep_texts(self, texts: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Keeps rendered texts: path of the file, digest, HTML."""
        kept = list(texts)
        self._write(lambda: self._connection.executemany("insert or replace into texts values (?, ?, ?)", kept))

    def text(self, path: str, wanted: bytes) -> bytes | None:
        """The rendered text of a file, if it is kept whole and has this digest."""
        try:
            row = self._connection.execute("select html from texts where path = ?", (path,)).fetchone()
        except sqlite3.DatabaseError:
            return None  # damaged: what is missing is rendered again
        return row[0] if row and isinstance(row[0], bytes) and digest(row[0]) == wanted else None

    def commit(self, old: State, new: State, cards: Mapping[str, bytes], arounds: Mapping[str, bytes]) -> None:
        """Makes the new state the manifest, in one transaction. Raises WriteFailed where the disk won't take it.

        ``cards`` and ``arounds`` are those that came or changed.
        """
        self._write(lambda: self._replace(EMPTY if self._anew else old, new, cards, arounds))

    def _replace(self, old: State, new: State, cards: Mapping[str, bytes], arounds: Mapping[str, bytes]) -> None:
        self._update("sources", old.sources, new.sources)
        self._update("pages", old.pages, new.pages)
        self._update("facts", old.facts, new.facts)
        gone = [path for path in old.sources if path not in new.sources]
        self._amend("cards", cards, gone)
        self._amend("arounds", arounds, [path for path in old.pages if path not in new.pages])
        self._connection.executemany("delete from texts where path = ?", [(path,) for path in gone])

    def _amend(self, kind: str, changed: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Writes rows into their bundles, and takes others out, without the other bundles being known."""
        touched = {_bundle(path) for path in (*changed, *gone)}
        rows = self._rows(kind, touched) if touched else {}
        for path in gone:
            rows.pop(path, None)
        rows.update(changed)
        self._put(kind, rows, touched)

    def _update(self, kind: str, old: Mapping[str, object], new: Mapping[str, object]) -> None:
        """Writes the bundles in which a row came, went or changed."""
        touched = {_bundle(path) for path, row in new.items() if old.get(path) is not row and old.get(path) != row}
        touched |= {_bundle(path) for path in old if path not in new}
        self._put(kind, new, touched)

    def _put(self, kind: str, rows: Mapping[str, object], touched: Iterable[int]) -> None:
        bundles: dict[int, dict[str, object]] = {number: {} for number in touched}
        for path in rows if bundles else ():
            if (number := _bundle(path)) in bundles:
                bundles[number][path] = rows[path]
        values = ((kind, number, _encode(bundle)) for number, bundle in sorted(bundles.items()))
        checked = ((kind, number, value, _check(kind, number, value)) for kind, number, value in values)
        self._connection.executemany("insert or replace into bundles values (?, ?, ?, ?)", checked)

    def _write(self, work: Callable[[], object]) -> None:
        """Writes in one transaction; what turns out to be damaged only now is started anew."""
        try:
            with self._transaction():
                work()
        except WriteFailed as error:
            cause = error.__cause__
            if not isinstance(cause, sqlite3.DatabaseError) or cause.sqlite_errorcode & 0xFF not in DAMAGED:
                raise
            self.reset()
            with self._transaction():
                work()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.execute("begin")
            yield
            self._connection.execute("commit")
        except sqlite3.DatabaseError as error:
            if self._connection.in_transaction:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("rollback")
            raise WriteFailed(Spot(str(self._file)), f"can't be written: {error}", "delete it: the next build makes it anew") from error

    def close(self) -> None:
        self._connection.close()


def _bundle(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogatepass")) % BUNDLES


def _check(kind: str, number: int, value: bytes) -> bytes:
    return digest(kind.encode(), str(number).encode(), value)
