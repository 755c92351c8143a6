"""Law 3 where the system refuses a single call: full, failing, read-only, no right, too many files.

B57 and B59: one error is told, nothing half-written or lost stays, and the next build heals.
"""

import re
from pathlib import Path

import lawbook
import pytest
from faults_kit import Between, temporaries
from site_kit import tree
from strace_kit import RENAMES, SYNCS, UNLINKS, Call, Done, calls_of, traced

SPACE, DISK, FILES, READ_ONLY, RIGHT = "ENOSPC", "EIO", "EMFILE", "EROFS", "EACCES"

WRITING = {
    "open": (("openat",), "site", (FILES, READ_ONLY, RIGHT, SPACE, DISK)),
    "write": (("write",), "site", (SPACE, DISK)),
    "rename": (RENAMES, "site", (SPACE, DISK, READ_ONLY, RIGHT)),
    "delete": (UNLINKS, "site", (DISK, READ_ONLY, RIGHT)),
    "folder": (("mkdir", "mkdirat"), "site", (SPACE, READ_ONLY, RIGHT)),
    "sync": (SYNCS, "site", (DISK,)),
    "list": (("getdents64",), "site", (DISK,)),
}
STATE = {
    "state-open": (("openat",), ".sitegen", (FILES, READ_ONLY, RIGHT)),
    "state-write": (("write", "pwrite64", "ftruncate"), ".sitegen", (SPACE, DISK)),
    "state-lock": (("flock",), ".sitegen", (DISK,)),
}
READING = {
    "settings": (("openat", "read"), "sitegen.yaml", (FILES, DISK)),
    "content-open": (("openat",), "content", (FILES, DISK)),
    "content-read": (("read",), "content", (DISK,)),
    "content-list": (("getdents64",), "content", (DISK,)),
    "theme-open": (("openat",), "themes", (FILES, RIGHT)),
    "theme-read": (("read",), "themes", (DISK,)),
    "theme-list": (("getdents64",), "themes", (DISK,)),
}
ALL = {**WRITING, **STATE, **READING}


def refuse(between: Between, kind: str, count: int, step: int = 1) -> None:
    """Refuses the first calls of a kind, or every so many of them, for each reason."""
    names, place, errors = ALL[kind]
    between.again()
    calls = [c for c in calls_of(traced(between.root, names), between.root) if c.path.split("/")[0] == place]
    assert calls, f"a build makes no such call: {kind}"
    for call in calls[::step][:count]:
        for error in errors:
            between.again()
            done = traced(between.root, (call.name,), call.inject(f"error={error}"))
            assert f"/{place}" in done.hit(), f"another call was refused than {call.text}"
            reading = kind not in WRITING or (call.name == "openat" and "O_CREAT" not in call.text)
            check_told(done, call, reading)
            check_site(between, done)
            between.check_next()


def check_told(done: Done, call: Call, reading: bool) -> None:
    """One error in words. Where the site can't be written that is class S; what need not be read may be no fault at all."""
    told = f"{call.text}\n{done.err}"
    assert not re.search("Traceback|unexpected", done.err), told
    assert done.code in ((0, 2) if reading else (2,)), told
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == (done.code != 0), told
    assert len(done.err.splitlines()) <= 3, told


def check_site(between: Between, done: Done) -> None:
    """Nothing half-written stays; no success with less than the whole site."""
    assert not temporaries(between.root)
    between.check()
    if done.code == 0:
        lawbook.check_same(tree(between.root / "site"), between.new)


@pytest.mark.parametrize("kind", ALL)
def test_refused_now_and_then(tmp_path: Path, kind: str) -> None:
    refuse(Between(tmp_path, cold=kind == "folder"), kind, 2, 11)


@pytest.mark.long
@pytest.mark.parametrize("kind", [k for k in WRITING if k != "folder"])
def test_the_first_forty(tmp_path: Path, kind: str) -> None:
    refuse(Between(tmp_path), kind, 40)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["open", "write", "rename", "folder"])
def test_the_first_forty_of_a_first_build(tmp_path: Path, kind: str) -> None:
    refuse(Between(tmp_path, cold=True), kind, 40, 1 if kind == "folder" else 4)


@pytest.mark.long
@pytest.mark.parametrize("kind", [*STATE, *READING])
def test_state_and_inputs(tmp_path: Path, kind: str) -> None:
    refuse(Between(tmp_path), kind, 20, 3)
