"""B61 and B65 with builds as users start them: Ctrl-C at any instant, and two at once."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import lawbook
import pytest
from faults_kit import Between, wait_for_end
from site_kit import tree
from strace_kit import command, environment

ARTICLES = 450
"""So many that there are workers."""


def start(root: Path) -> "subprocess.Popen[str]":
    program = command(root, "-j", "2")
    return subprocess.Popen(
        program, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def wait_for_lock(root: Path, process: "subprocess.Popen[str]") -> None:
    lock = root / ".sitegen/lock"
    while process.poll() is None and not (lock.exists() and lock.read_text() == str(process.pid)):
        time.sleep(0.002)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("count", [3, pytest.param(20, marks=pytest.mark.long)])
def test_b61_interrupted_at_random_instants(tmp_path: Path, number: signal.Signals, count: int) -> None:
    between, chance = Between(tmp_path, ARTICLES), random.Random(number)
    process, begun = start(between.again()), time.monotonic()
    wait_for_lock(between.root, process)
    locked = time.monotonic()
    process.communicate()
    longest, interrupted = time.monotonic() - locked, 0
    assert locked > begun
    while interrupted < count:
        process = start(between.again())
        wait_for_lock(between.root, process)
        time.sleep(chance.uniform(0, longest))
        if number is signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.send_signal(number)
        _, err = process.communicate(timeout=30)
        wait_for_end(process.pid)
        between.check()
        if process.returncode == 0:
            lawbook.check_same(tree(between.root / "site"), between.new)
        else:
            assert (process.returncode, err) == (130, "sitegen: interrupted\n")
            interrupted += 1
            between.check_next()


def test_b65_two_builds_at_once(tmp_path: Path) -> None:
    """The second says whose turn it is, and leaves the first alone."""
    between = Between(tmp_path, ARTICLES)
    first = start(between.root)
    wait_for_lock(between.root, first)
    os.kill(first.pid, signal.SIGSTOP)  # so that it can't be over before the second has started
    second = start(between.root)
    _, err = second.communicate(timeout=30)
    os.kill(first.pid, signal.SIGCONT)
    _, own = first.communicate(timeout=60)
    assert (second.returncode, err.splitlines()[0]) == (3, f"error: another build is running (process {first.pid})")
    assert (first.returncode, own) == (0, "")
    lawbook.check_same(tree(between.root / "site"), between.new)


def test_b65_a_killed_build_bars_nobody(tmp_path: Path) -> None:
    between = Between(tmp_path, ARTICLES)
    first = start(between.root)
    wait_for_lock(between.root, first)
    first.kill()
    first.communicate()
    wait_for_end(first.pid)
    second = start(between.root)
    assert second.communicate(timeout=60) == (None, "")
    assert second.returncode == 0
    lawbook.check_same(tree(between.root / "site"), between.new)
