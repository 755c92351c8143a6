"""The manifest: what the last build read and wrote. A cache that may vanish, be old or damaged at any time.

SQLite in ``.sitegen/``. Each row carries a digest of itself; a row that fails it is as good as absent, and a file that
SQLite can't read, or of another version, is started anew. Losing it costs time, never a wrong page.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from sitegen.builder.reading import Card, Problem
from sitegen.builder.sources import Signature
from sitegen.digest import digest
from sitegen.errors import Notice, Spot, WriteFailed
from sitegen.files import make_folder

VERSION = 1
"""Of the tables below; another version starts empty."""


class SourceRow(Struct, frozen=True):
    """What reading an input gave."""

    signature: Signature
    key: bytes
    """Digest of the settings it was read with."""
    card: Card | None
    """For a file with a problem: its last good card, which only the preview shows."""
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


class State(Struct, frozen=True):
    """The manifest as a value."""

    sources: dict[str, SourceRow]
    pages: dict[str, PageRow]
    facts: dict[str, str]
    """``inputs``: digest of all that the last build depended on; ``valid_from``, ``valid_until``: days it holds for."""


EMPTY = State({}, {}, {})

DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

_TABLES = """
create table if not exists sources (path text primary key, value blob, checked blob) without rowid;
create table if not exists pages (path text primary key, value blob, checked blob) without rowid;
create table if not exists facts (path text primary key, value blob, checked blob) without rowid;
create table if not exists bodies (digest blob primary key, html text) without rowid;
"""

_source = msgspec.msgpack.Decoder(SourceRow)
_page = msgspec.msgpack.Decoder(PageRow)
_encode = msgspec.msgpack.Encoder().encode


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
            connection.execute("pragma synchronous=off")
            version = connection.execute("pragma user_version").fetchone()[0]
            if version not in (0, VERSION):
                raise sqlite3.DatabaseError(f"version {version}")
            connection.executescript(_TABLES)
            connection.execute(f"pragma user_version={VERSION}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _remove(self) -> None:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{self._file}{ending}").unlink()

    def load(self) -> State:
        """What the last build left; EMPTY where that can't be read."""
        try:
            sources = {path: _source.decode(value) for path, value in self._rows("sources")}
            pages = {path: _page.decode(value) for path, value in self._rows("pages")}
            facts = {path: value.decode() for path, value in self._rows("facts")}
        except (sqlite3.DatabaseError, msgspec.MsgspecError, UnicodeDecodeError):
            self.reset()
            return EMPTY
        return State(sources, pages, facts)

    def _rows(self, table: str) -> Iterator[tuple[str, bytes]]:
        for path, value, checked in self._connection.execute(f"select path, value, checked from {table}"):  # noqa: S608 - our own name
            if isinstance(path, str) and isinstance(value, bytes) and checked == digest(table.encode(), path.encode(), value):
                yield path, value

    def reset(self) -> None:
        """Starts anew."""
        self._connection.close()
        self._remove()
        self._connection = self._open()
        self._anew = True

    def keep_bodies(self, bodies: Iterable[tuple[bytes, str]]) -> None:
        """Keeps rendered texts by their digests."""
        kept = list(bodies)
        self._write(lambda: self._connection.executemany("insert or ignore into bodies values (?, ?)", kept))

    def bodies(self, digests: Iterable[bytes]) -> dict[bytes, str]:
        """Those of the rendered texts that are kept whole."""
        found: dict[bytes, str] = {}
        try:
            for key in digests:
                row = self._connection.execute("select html from bodies where digest = ?", (key,)).fetchone()
                if row and isinstance(row[0], str) and digest(row[0].encode()) == key:
                    found[key] = row[0]
        except sqlite3.DatabaseError:
            pass  # damaged: what is missing is rendered again
        return found

    def commit(self, old: State, new: State) -> None:
        """Makes the new state the manifest, in one transaction. Raises WriteFailed where the disk won't take it."""
        self._write(lambda: self._replace(EMPTY if self._anew else old, new))

    def _replace(self, old: State, new: State) -> None:
        self._update("sources", old.sources, new.sources)
        self._update("pages", old.pages, new.pages)
        self._update("facts", old.facts, new.facts)
        if old.sources != new.sources:
            used = {row.card.body for row in new.sources.values() if row.card and row.card.body}
            kept = [key for (key,) in self._connection.execute("select digest from bodies")]
            self._connection.executemany("delete from bodies where digest = ?", [(key,) for key in kept if key not in used])

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

    def _update(self, table: str, old: Mapping[str, object], new: Mapping[str, object]) -> None:
        gone = [(path,) for path in old if path not in new]
        self._connection.executemany(f"delete from {table} where path = ?", gone)  # noqa: S608
        changed = ((path, _value(row)) for path, row in new.items() if old.get(path) != row)
        rows = ((path, value, digest(table.encode(), path.encode(), value)) for path, value in changed)
        self._connection.executemany(f"insert or replace into {table} values (?, ?, ?)", rows)  # noqa: S608

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


def _value(row: object) -> bytes:
    return row.encode() if isinstance(row, str) else _encode(row)
