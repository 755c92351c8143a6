"""Law 3: a build killed at any instant leaves each file whole and no broken link behind; the next one heals all."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lawbook
import pytest
import site_kit
from apart import build_killed
from faults_kit import SETTINGS, Between, check_instant, edition, replace_content, standing, wait_for_end
from site_kit import article, put, tree
from strace_kit import RENAMES, UNLINKS, calls_of, command, environment, traced

from laws.archive_machine import KEEPER, START, settle

KILLED = -signal.SIGKILL


def test_looked_at_after_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After every file that is put in its place or deleted, in one build."""
    between, steps = Between(tmp_path), 0

    def and_look(act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(*arguments: Any, **options: Any) -> Any:
            nonlocal steps
            done = act(*arguments, **options)
            steps += 1
            between.check()
            return done

        return acting

    with monkeypatch.context() as patch:
        for name in ("replace", "rename", "unlink", "remove", "rmdir"):
            patch.setattr(os, name, and_look(getattr(os, name)))
        report = site_kit.build_in(between.root)
    assert report.deleted
    assert steps >= len(report.written) + len(report.deleted)
    between.check_next()


@pytest.mark.parametrize("names", [RENAMES, UNLINKS], ids=["rename", "deletion"])
def test_killed_at_some(tmp_path: Path, names: tuple[str, ...]) -> None:
    killed_at(Between(tmp_path), names, slice(0, None, 15))


@pytest.mark.long
@pytest.mark.parametrize("cold", [True, False], ids=["cold", "rebuild"])
def test_killed_at_each_of_the_first_renames(tmp_path: Path, cold: bool) -> None:
    killed_at(Between(tmp_path, cold=cold), RENAMES, slice(40))


@pytest.mark.long
def test_killed_at_each_of_the_first_deletions(tmp_path: Path) -> None:
    killed_at(Between(tmp_path), UNLINKS, slice(20))


def killed_at(between: Between, names: tuple[str, ...], which: slice) -> None:
    """Kills a build at each of these calls that it makes on its site."""
    calls = [c for c in calls_of(traced(between.root, names), between.root) if c.path.startswith("site/")]
    assert len(calls) >= (which.stop or 20)
    for call in calls[which]:
        root = between.again()
        done = traced(root, names, call.inject("signal=KILL"))
        assert (done.code, done.err) == (KILLED, ""), call
        between.check()
        between.check_next()


ARTICLES = 400
"""So many that there are workers."""


class Alternating:
    """An archive whose content is now one edition, now another, while its site may be anything between."""

    def __init__(self, root: Path) -> None:
        self.root, self.chance = root, random.Random(1969)
        site_kit.make_site(root, {}, SETTINGS)
        self.editions = [edition(n, random.Random(n), ARTICLES) for n in range(2)]
        self.clean = []
        for files in self.editions:
            replace_content(root, files)
            self.clean.append(lawbook.clean_build(root, lawbook.USUAL)[0])

    def start(self, jobs: int) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(command(self.root, "-j", str(jobs)), env=environment(), start_new_session=True, stdout=subprocess.DEVNULL)

    def time_to_start_and_end(self, jobs: int) -> tuple[float, float]:
        """Seconds until a build takes the lock, and until it is over."""
        (self.root / ".sitegen/lock").unlink(missing_ok=True)
        process, begun = self.start(jobs), time.monotonic()
        while not (self.root / ".sitegen/lock").exists():
            time.sleep(0.005)
        locked = time.monotonic()
        process.wait()
        return locked - begun, time.monotonic() - begun

    def killed(self, jobs: int, instant: float) -> bool:
        """Kills a build so many seconds after its start; False where it was over by then. Leaves no worker."""
        process = self.start(jobs)
        try:
            process.wait(instant)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        code = process.wait()
        wait_for_end(process.pid)
        return code == KILLED


@pytest.mark.long
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("cold", [True, False], ids=["cold", "rebuild"])
def test_killed_at_random_instants(tmp_path: Path, jobs: int, cold: bool) -> None:
    """Fifteen kills each."""
    archive = Alternating(tmp_path / "archive")
    root, chance, kills = archive.root, archive.chance, 0
    first, last = archive.time_to_start_and_end(jobs)
    while kills < 15:
        number = chance.randrange(2)
        replace_content(root, archive.editions[number])
        if cold:
            shutil.rmtree(root / "site", ignore_errors=True)
            shutil.rmtree(root / ".sitegen", ignore_errors=True)
        old = standing(root)
        kills += archive.killed(jobs, chance.uniform(first, last))
        check_instant(standing(root), old, archive.clean[number])
        site_kit.build_in(root)
        lawbook.check_same(tree(root / "site"), archive.clean[number])


@pytest.mark.long
def test_an_edit_taken_back_after_a_killed_build(tmp_path: Path) -> None:
    """The build was killed, at any instant, for an edit that then goes: no page is to be written, but the list is as the kill left it."""
    root, killed, instant = tmp_path / "archive", True, 0
    site_kit.make_site(root, START)
    lawbook.keep_the_laws(root)
    while killed:
        put(root, {f"content/{KEEPER}": article("Keeper", f"Number {instant}.")})
        settle(root.parent)
        killed = build_killed(root, lawbook.USUAL, instant)
        put(root, START)
        settle(root.parent)
        lawbook.keep_the_laws(root)
        instant += 1
    assert instant > 20
