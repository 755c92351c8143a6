"""Builds in a process of their own that remembers nothing and hashes otherwise: a stale cache of this one can't help there.

Started from a server that has imported all and built nothing, so that one takes milliseconds.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from sitegen.builder import Options, build
from sitegen.config import load_site
from sitegen.errors import Fault

_context: Any = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["__main__", "sitegen.builder", "apart"])

TOUCHING = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.utime", "os.truncate", "sqlite3.connect")
"""What Python's audit hooks tell of: an instant at which a file is opened, renamed, deleted or changed."""


def build_apart(root: Path, options: Options) -> str:
    """Builds in a fresh process; what the fault says that stopped it, or an empty text."""
    here, there = multiprocessing.Pipe()
    process = _context.Process(target=_build, args=(root, options, there))
    process.start()
    there.close()
    try:
        said: str = here.recv()
    except EOFError:
        said = "died"
    process.join()
    here.close()
    return said


def build_killed(root: Path, options: Options, instant: int) -> bool:
    """Builds in a fresh process that is killed the moment before it touches its n-th file; whether it came to that."""
    process = _context.Process(target=_killed, args=(root, options, instant))
    process.start()
    process.join()
    return bool(process.exitcode == -signal.SIGKILL)


def _build(root: Path, options: Options, answer: Connection) -> None:
    try:
        build(load_site(root), options)
    except Fault as fault:
        answer.send(str(fault))
    else:
        answer.send("")


def _killed(root: Path, options: Options, instant: int) -> None:
    left = instant

    def count(event: str, args: tuple[object, ...]) -> None:
        nonlocal left
        if event in TOUCHING:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    site = load_site(root)
    sys.addaudithook(count)
    with contextlib.suppress(Fault):
        build(site, msgspec.structs.replace(options, jobs=1))
