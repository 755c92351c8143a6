"""A worker that is killed, crashes or finds no memory costs time at most; B75. Nothing is lost, nobody hangs, no worker stays."""

import os
import re
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import lawbook
import pytest
from faults_kit import Between, temporaries, wait_for_end
from site_kit import article, make_site, tree
from strace_kit import command, environment
from tools import without

ARTICLES = 450
"""So many that there are workers."""


@pytest.fixture(scope="module")
def between(tmp_path_factory: pytest.TempPathFactory) -> Between:
    if not Path("/proc/self/task").is_dir():
        without("/proc")
    return Between(tmp_path_factory.mktemp("workers"), ARTICLES)


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []  # it has ended


def workers(process: "subprocess.Popen[str]") -> Iterator[int]:
    """Each worker that a build has, as soon as it is there."""
    seen: set[int] = set()
    while process.poll() is None:
        for worker in children(process.pid):
            if worker not in seen:
                seen.add(worker)
                yield worker
        time.sleep(0.001)


def start(root: Path) -> "subprocess.Popen[str]":
    program = command(root, "-j", "2")
    return subprocess.Popen(
        program, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def hurt(between: Between, number: signal.Signals, most: int, wait: float) -> tuple[int, str]:
    """A build whose workers, so many of them, get a signal some time after their start; exit code and errors."""
    process, count = start(between.again()), 0
    for worker in workers(process):
        if count < most:
            time.sleep(wait)
            try:
                os.kill(worker, number)
            except ProcessLookupError:
                continue
            count += 1
    _, err = process.communicate(timeout=60)
    wait_for_end(process.pid)
    assert count, "there was no worker"
    return process.returncode, err


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
@pytest.mark.parametrize("wait", [0.0, 0.05])
def test_one_worker_dies(between: Between, number: signal.Signals, wait: float) -> None:
    """Its batch is done again."""
    assert hurt(between, number, 1, wait) == (0, "")
    lawbook.check_same(tree(between.root / "site"), between.new)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_every_worker_dies(between: Between, number: signal.Signals) -> None:
    """Class S, in words, and the old site stands."""
    code, err = hurt(between, number, 1_000, 0.0)
    if code == 0:  # one was too quick to be killed
        lawbook.check_same(tree(between.root / "site"), between.new)
    else:
        assert code == 2
        assert re.match("error: .*was killed, twice", err)
        assert "Traceback" not in err
    assert not temporaries(between.root)
    between.check()
    between.check_next()


@pytest.mark.long
@pytest.mark.parametrize("megabytes", [512, 192, 128, 96, 80])
def test_b75_little_memory(tmp_path: Path, megabytes: int) -> None:
    """5,000 articles: the whole site, or class S."""
    count, limit = 5_000, megabytes << 20
    make_site(tmp_path, {f"content/articles/1960/{n}.md": article(f"Title {n}", f"Person {n % 50} came. " * 9) for n in range(count)})
    limited = subprocess.run(
        command(tmp_path, "-j", "2"),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    published = len(list((tmp_path / "site/articles/1960").glob("*.html")))
    assert "Traceback" not in limited.stderr
    if limited.returncode == 0:
        assert published == count
    else:
        assert limited.returncode == 2
        assert "memory" in limited.stderr.lower()
    shutil.rmtree(tmp_path)
