"""The system calls of a build as strace sees them, and a fault put into a single one."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from tools import need

RENAMES = ("rename", "renameat", "renameat2")
UNLINKS = ("unlink", "unlinkat", "rmdir")
SYNCS = ("fsync", "fdatasync")

_CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")
_NAMED = re.compile(r'"((?:[^"\\]|\\.)*)"|<(/[^>]*)>')


class Call(Struct, frozen=True):
    """A system call of a build."""

    name: str
    number: int
    """Which of this name it is in its process, from 1: what strace counts by."""
    path: str
    """The file it works on, from the archive's folder; of a rename the new name."""
    text: str
    """As strace prints it."""

    def inject(self, what: str) -> str:
        """The option of strace that puts a fault into this call: ``error=EIO``, ``signal=KILL``."""
        return f"inject={self.name}:{what}:when={self.number}"


class Done(Struct, frozen=True):
    """What came of a command."""

    code: int
    err: str
    log: str
    """strace's."""

    def hit(self) -> str:
        """The call that the fault was put into; "" where the command made no such call."""
        return next((line for line in self.log.splitlines() if line.endswith("(INJECTED)")), "")


def command(root: Path, *arguments: str) -> list[str]:
    """``sitegen build`` as a user runs it."""
    return [sys.executable, "-m", "sitegen", "--root", str(root), "build", *arguments]


def environment() -> dict[str, str]:
    """A fixed day, and nothing that changes from run to run, so that a call's number is the same in each."""
    return {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


def traced(root: Path, names: Iterable[str], fault: str = "", arguments: Sequence[str] = ("-j", "1")) -> Done:
    """Builds under strace, which looks at the calls of these names and puts in the fault."""
    log = root.with_name(f"{root.name}.strace")
    options = ["-f", "-y", "-qq", "-s", "4096", "-o", str(log), "-e", f"trace={','.join(names)}"]
    options += ["-e", fault] if fault else []
    options += ["--seccomp-bpf"] if "signal=" not in fault else []  # much faster, but strace can't send signals with it
    program = [need("strace"), *options, *command(root, *arguments)]
    done = subprocess.run(program, env=environment(), capture_output=True, text=True, check=False, timeout=120)
    return Done(done.returncode, done.stderr, log.read_text("utf-8", "replace"))


def calls_of(done: Done, root: Path) -> list[Call]:
    """The calls on files of the archive, in order."""
    counts: Counter[tuple[str, str]] = Counter()
    found = []
    for line in done.log.splitlines():
        if match := _CALL.match(line):
            process, name, rest = match.groups()
            counts[process, name] += 1
            named = [quoted or place for quoted, place in _NAMED.findall(rest)]
            named = named[:1] if name.endswith("write") or name.startswith("pwrite") else named
            inside = [path.removeprefix(f"{root}/") for path in named if path.startswith(f"{root}/")]
            if inside:
                found.append(Call(name, counts[process, name], inside[-1], line))
    return found
