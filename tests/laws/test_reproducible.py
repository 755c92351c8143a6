"""Law 1: machines, time zones, locales, hash seeds, directory orders and numbers of processes give one site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import site_kit
from site_kit import tree_digest

BUILD = """
import os, sys
os.umask(int(sys.argv[3], 8))
from pathlib import Path
from sitegen import engine
from sitegen.builder import Options, build
from sitegen.config import load_site
engine.Crew.WORTH = 1
build(load_site(Path(sys.argv[1])), Options(jobs=int(sys.argv[2]), as_of="2026-01-01"))
"""


def archive(root: Path, backwards: bool = False) -> Path:
    """The sample site, with two people and places more for each article so that orders may differ."""
    files = {str(path.relative_to(site_kit.SMALL)): path.read_bytes() for path in sorted(site_kit.SMALL.rglob("*")) if path.is_file()}
    for number in range(12):
        names = [f"{letter} {number % 5}" for letter in ("Ödön", "Ian", "İnci", "ıan", "Zoë")]
        files[f"content/articles/1971/n{number}.md"] = site_kit.article(
            f"Number {number}", " ".join(names), people=names, places=names
        ).encode()
    site_kit.put(root, dict(sorted(files.items(), reverse=backwards)))
    return root


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = archive(tmp_path_factory.mktemp("usual") / "archive")
    site_kit.build_in(root)
    return tree_digest(root / "site")


@pytest.mark.parametrize(
    ("environment", "jobs", "mask", "there"),
    [
        ({"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati"}, 1, "022", "/"),
        ({"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": "C"}, 1, "077", "."),
        ({"PYTHONHASHSEED": "random", "LC_ALL": "tr_TR.UTF-8"}, 2, "000", "/"),
        ({"PYTHONHASHSEED": "random", "LC_ALL": "C", "PYTHONUTF8": "0", "SOURCE_DATE_EPOCH": "0"}, 3, "027", "."),
    ],
)
def test_another_machine_gives_the_same_bytes(
    tmp_path: Path, usual: str, environment: dict[str, str], jobs: int, mask: str, there: str
) -> None:
    root = archive(tmp_path / "another archive", backwards=True)
    where = "." if there == "." else str(root)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, where, str(jobs), mask],
        env={**os.environ, **environment},
        cwd=root if there == "." else there,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert tree_digest(root / "site") == usual


def test_the_day_is_an_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = archive(tmp_path / "archive")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")  # in 2030, when the sample's embargo is over
    site_kit.build_in(root, as_of="")
    assert "HIDDEN embargoed text." in site_kit.text_of(root / "site")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    site_kit.build_in(root, as_of="")
    assert "HIDDEN" not in site_kit.text_of(root / "site")
