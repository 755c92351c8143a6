"""Happenings to the output and the manifest, and builds that don't come to their end."""

import contextlib
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import lawbook
import site_kit
from apart import build_killed
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from laws.archive_machine import KEEPER
from laws.archive_values import FOREIGN, articles
from sitegen.builder import Options, build
from sitegen.config import load_site


class Stop(BaseException):
    """Raised out of a build's progress, as Ctrl-C would be."""


def flip(path: Path, part: float) -> None:
    """Other bytes in one place."""
    data, chance = bytearray(path.read_bytes()), random.Random(part)
    at = int(part * len(data))
    data[at : at + 100] = chance.randbytes(len(data[at : at + 100]))
    path.write_bytes(data)


def flip_one_bit(path: Path, part: float) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[int(part * (len(data) - 1))] ^= 4
    path.write_bytes(data)


def truncate(path: Path, part: float) -> None:
    os.truncate(path, int(path.stat().st_size * part))


def garbage(path: Path, part: float) -> None:
    path.write_bytes(random.Random(part).randbytes(5000))


def another_database(path: Path, part: float) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript("create table sources (a, b); insert into sources values (1, 2); create table t (x)")


def in_tables(change: str, tables: int) -> Callable[[Path, float], None]:
    """A change by SQL in each table of the file, or in one."""

    def damage(path: Path, part: float) -> None:
        with contextlib.closing(sqlite3.connect(path)) as connection, contextlib.suppress(sqlite3.DatabaseError):
            names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table' order by name")]
            chosen = names if tables else names[int(part * (len(names) - 1)) :][:1]
            for name in chosen:
                connection.execute(change.format(name))
            connection.commit()

    return damage


def rows_swapped(path: Path, part: float) -> None:
    """Every row of a table, or of all, says what another says: whole, and wrong."""
    with contextlib.closing(sqlite3.connect(path)) as connection, contextlib.suppress(sqlite3.DatabaseError):
        names = connection.execute("select name from sqlite_master where type = 'table' order by name").fetchall()
        chosen = names if part >= 0.9 else names[int(part * len(names)) :][:1]
        for (table,) in chosen:
            columns = connection.execute(f"pragma table_info({table})").fetchall()
            keys = [name for _, name, *_, key in columns if key]
            rows = connection.execute(f"select {', '.join(keys)}, * from {table}").fetchall()
            turned = rows[1:] + rows[:1]
            for row, other in zip(rows, turned, strict=True):
                others = [value for (*_, key), value in zip(columns, other[len(keys) :], strict=True) if not key]
                sets = ", ".join(f"{name} = ?" for _, name, *_, key in columns if not key)
                where = " and ".join(f"{name} = ?" for name in keys)
                connection.execute(f"update {table} set {sets} where {where}", (*others, *row[: len(keys)]))
        connection.commit()


def another_version(path: Path, part: float) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, contextlib.suppress(sqlite3.DatabaseError):
        connection.execute("pragma user_version = 4711")


def a_journal(path: Path, part: float) -> None:
    """A journal of some other database beside it."""
    path.with_name(f"{path.name}-journal").write_bytes(random.Random(part).randbytes(2000))


def older(path: Path, part: float) -> None:
    """The manifest of an earlier build: kept by the first call, put back by later ones."""
    kept = path.with_name("kept")
    shutil.copy(kept, path) if kept.exists() else shutil.copy(path, kept)


DAMAGES: dict[str, Callable[[Path, float], None]] = {
    "bit": flip_one_bit,
    "bytes": flip,
    "truncated": truncate,
    "empty": lambda path, part: path.write_bytes(b"") and None,
    "garbage": garbage,
    "another database": another_database,
    "another version": another_version,
    "a table emptied": in_tables("delete from {}", 0),
    "a table gone": in_tables("drop table {}", 0),
    "all emptied": in_tables("delete from {}", 1),
    "half of a table": in_tables("delete from {} where abs(random()) % 2 = 0", 0),
    "half of all": in_tables("delete from {} where abs(random()) % 2 = 0", 1),
    "rows swapped": rows_swapped,
    "a journal": a_journal,
    "older": older,
}


class Mishaps(RuleBasedStateMachine):
    """Happenings to the output and the manifest."""

    root: Path
    foreign: set[str]
    options: Options
    content: Path
    check: Callable[..., None]
    place: Callable[[str, bytes], None]

    def _ours(self, number: int) -> Path | None:
        """One of sitegen's files in the output, but for the list."""
        paths = sorted(p for p in site_kit.tree(self.root / "site") if p not in self.foreign and p != lawbook.LIST)
        return self.root / "site" / paths[number % len(paths)] if paths else None

    @rule(number=st.integers(0, 40))
    def delete_output_file(self, number: int) -> None:
        if path := self._ours(number):
            path.unlink()
        self.check()

    @rule(number=st.integers(0, 40), same_size=st.booleans())
    def edit_output_file(self, number: int, same_size: bool) -> None:
        if path := self._ours(number):
            data = path.read_bytes()
            path.write_bytes(data[:-1] + b"#" if same_size else data + b"#")
        self.check()

    @rule()
    def delete_list(self) -> None:
        """Without its list the output is known as ours by nothing, and is refused."""
        (self.root / "site" / lawbook.LIST).unlink(missing_ok=True)
        outcome = lawbook.attempt(self.root, self.options)
        assert outcome[0] is None, "law 4: a folder that nothing proves to be ours was taken"
        shutil.rmtree(self.root / "site", ignore_errors=True)
        self.foreign.clear()
        self.check()

    @rule()
    def delete_output(self) -> None:
        shutil.rmtree(self.root / "site", ignore_errors=True)
        self.foreign.clear()
        self.check()

    @rule()
    def delete_state(self) -> None:
        shutil.rmtree(self.root / ".sitegen", ignore_errors=True)
        self.check()

    @rule(damage=st.sampled_from(sorted(DAMAGES)), part=st.floats(0, 1))
    def damage_manifest(self, damage: str, part: float) -> None:
        path = self.root / ".sitegen" / "manifest.sqlite"
        if path.is_file():
            DAMAGES[damage](path, part)
        self.check()

    @rule(damage=st.sampled_from(sorted(DAMAGES)), part=st.floats(0, 1), number=st.integers(0, 99))
    def damage_manifest_and_edit(self, damage: str, part: float, number: int) -> None:
        """What the shortest ways take from the manifest may be missing just then."""
        with open(self.content / KEEPER, "a") as file:
            file.write(f"\nDamaged {number} times.\n")
        self.damage_manifest(damage, part)

    @rule(path=st.sampled_from(FOREIGN))
    def put_foreign(self, path: str) -> None:
        if (self.root / "site" / lawbook.LIST).exists():
            site_kit.put(self.root / "site", {path: b"mine"})
            self.foreign.add(path)
        self.check()

    @rule(after=st.integers(0, 60), text=articles, force=st.booleans())
    def interrupt(self, after: int, text: str, force: bool) -> None:
        """Law 3: what a stopped build leaves is whole, and the next one heals it."""
        self.place("articles/1960/a.md", text.encode())
        left = after

        def progress(stage: str, done: int, total: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Stop

        old = site_kit.tree(self.root / "site")
        new, refused = lawbook.clean_build(self.root, self.options)
        if not refused:
            options = Options(jobs=1, as_of=self.options.as_of, force=force)
            with contextlib.suppress(Stop):
                build(load_site(self.root), options, progress)
            left_behind = site_kit.tree(self.root / "site")
            lawbook.check_whole({p: d for p, d in left_behind.items() if p not in self.foreign}, old, new)
        self.check()

    @rule(instant=st.integers(0, 250), path=st.sampled_from((KEEPER, "articles/1960/a.md")), text=articles, force=st.booleans())
    def kill(self, instant: int, path: str, text: str, force: bool) -> None:
        """The same with a process that is killed, at any of its dealings with files."""
        self.place(path, text.encode())
        old = site_kit.tree(self.root / "site")
        new, refused = lawbook.clean_build(self.root, self.options)
        build_killed(self.root, Options(as_of=self.options.as_of, force=force), instant)
        if not refused:
            left_behind = site_kit.tree(self.root / "site")
            lawbook.check_whole({p: d for p, d in left_behind.items() if p not in self.foreign}, old, new)
        self.check()
