"""Law 1: machines, time zones, locales, hash seeds, umasks, directory orders and numbers of processes give one site."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lawbook
import pytest
import site_kit
from reckoning import check_modes
from site_kit import tree_digest
from tools import need, without

BUILD = """
import locale, os, sys
os.umask(int(os.environ.get("MASK", "022"), 8))
locale.setlocale(locale.LC_ALL, "")
from sitegen.engine import Crew
Crew.WORTH = 1
from sitegen.cli import main
sys.exit(main())
"""
"""The command itself, under a umask and in a locale that it didn't ask for, with processes for the least work."""

DAY = "1767225600"  # 2026-01-01
HERE = {"SOURCE_DATE_EPOCH": DAY, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error::EncodingWarning"}
TURKISH = {"tr_TR.UTF-8": "UTF-8", "tr_TR": "ISO-8859-9"}
"""Locales in which i and I are two letters, and the encoding of their file names."""


def archive(root: Path, theme: str, backwards: bool = False) -> Path:
    """The sample site, with two people and places more for each article so that orders may differ."""
    files = {str(path.relative_to(site_kit.SMALL)): path.read_bytes() for path in sorted(site_kit.SMALL.rglob("*")) if path.is_file()}
    files["sitegen.yaml"] = files["sitegen.yaml"].replace(b"theme: plain", f"theme: {theme}".encode())
    for number in range(12):
        names = [f"{letter} {number % 5}" for letter in ("Ödön", "Ian", "İnci", "ıan", "Zoë")]
        files[f"content/articles/1971/n{number}.md"] = site_kit.article(
            f"Number {number}", " ".join(names), people=names, places=names, tags=("I", "i", "ı"), added="2025-06-01T23:30:00-05:00"
        ).encode()
    files["content/articles/1971/İçel ığ.md"] = site_kit.article("İçel", "Ian 1.", people=["Ian 1"], source="İ").encode()
    files["content/static/ünï.txt"] = b"static"
    site_kit.put(root, dict(sorted(files.items(), reverse=backwards)))
    return root


def run(where: Path | str, *arguments: str, **environment: str) -> None:
    """Builds by the command, from a folder."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, *arguments],
        env={**os.environ, **HERE, **environment},
        cwd=where,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="module", params=["plain", "broadsheet"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def usual(theme: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    root = archive(tmp_path_factory.mktemp("usual") / "archive", theme)
    site_kit.build_in(root)
    return tree_digest(root / "site")


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with the Turkish locales."""
    folder = tmp_path_factory.mktemp("locales")
    if not Path("/usr/share/i18n/locales/tr_TR").exists():
        without("Debian's package locales")
    for name, encoding in TURKISH.items():
        subprocess.run([need("localedef"), "-i", "tr_TR", "-f", encoding, folder / name], check=True, capture_output=True)
    return str(folder)


MACHINES: dict[str, tuple[dict[str, str], str]] = {
    "hash seed 0, first time zone": ({"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati"}, "1"),
    "hash seed 1, last time zone": ({"PYTHONHASHSEED": "1", "TZ": "America/Adak"}, "2"),
    "hash seed 4711": ({"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu"}, "4"),
    "locale C": ({"PYTHONHASHSEED": "random", "LC_ALL": "C"}, "1"),
    "no UTF-8 at all": ({"PYTHONHASHSEED": "random", "LC_ALL": "C", "PYTHONUTF8": "0"}, "2"),
    "umask 077": ({"MASK": "077"}, "2"),
    "umask 000": ({"MASK": "000"}, "1"),
    "no home, no terminal": ({"HOME": "/nonexistent", "TERM": "dumb", "COLUMNS": "20", "NO_COLOR": "1"}, "1"),
    "optimised": ({"PYTHONOPTIMIZE": "2"}, "1"),
}


@pytest.mark.parametrize("name", MACHINES)
def test_another_machine_gives_the_same_bytes(tmp_path: Path, theme: str, usual: str, name: str) -> None:
    environment, jobs = MACHINES[name]
    root = archive(tmp_path / "another archive", theme, backwards=True)
    run(root, "build", "-j", jobs, **environment)
    assert tree_digest(root / "site") == usual
    check_modes(root / "site")


@pytest.mark.parametrize("name", TURKISH)
def test_a_turkish_machine(tmp_path: Path, theme: str, usual: str, locales: str, name: str) -> None:
    root = archive(tmp_path / "another archive", theme, backwards=True)
    run(root, "build", "-j", "2", LC_ALL=name, LOCPATH=locales)
    assert tree_digest(root / "site") == usual


@pytest.mark.parametrize("jobs", ["1", "2", "3", "4"])
def test_any_number_of_processes(tmp_path: Path, theme: str, usual: str, jobs: str) -> None:
    root = archive(tmp_path / "archive", theme)
    run(root, "build", "--jobs", jobs)
    assert tree_digest(root / "site") == usual


@pytest.mark.parametrize("way", ["from above", "from elsewhere", "from within", "through a link", "with dots", "another name"])
def test_from_any_folder(tmp_path: Path, usual: str, theme: str, way: str) -> None:
    name = {"another name": "Ein Archiv; ü $x"}.get(way, "archive")
    root = archive(tmp_path / "there" / name, theme)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(root)
    given: dict[str, tuple[Path | str, tuple[str, ...]]] = {
        "from above": (root.parent, ("--root", "archive")),
        "from elsewhere": ("/", ("--root", str(root))),
        "from within": (root / "content" / "articles", ()),
        "through a link": (tmp_path, ("--root", "link")),
        "with dots": (tmp_path / "elsewhere", ("--root", f"../there/./{name}/../{name}/")),
        "another name": (root, ()),
    }
    where, options = given[way]
    run(where, *options, "build", "-j", "2")
    assert tree_digest(root / "site") == usual
    assert os.listdir(tmp_path / "elsewhere") == []
    before = lawbook.stamps(root / "site")
    run(root, "build")  # by any way it is the same archive
    assert lawbook.stamps(root / "site") == before


@pytest.fixture
def disordered(tmp_path: Path) -> Iterator[Any]:
    """Shows a folder through a file system that lists its folders in another order."""
    mounted: list[Path] = []

    def show(folder: Path, *options: str) -> Path:
        place = tmp_path / f"shown {len(mounted)}"
        place.mkdir()
        subprocess.run([need("disorderfs"), "-q", *options, folder, place], check=True, capture_output=True)
        mounted.append(place)
        return place

    yield show
    for place in mounted:
        subprocess.run(["fusermount", "-u", place], check=True)


@pytest.mark.parametrize("order", [("--reverse-dirents=yes",), ("--sort-dirents=yes", "--reverse-dirents=yes"), ("--shuffle-dirents=yes",)])
def test_any_order_of_directories(tmp_path: Path, theme: str, usual: str, disordered: Any, order: tuple[str, ...]) -> None:
    """Inputs, output and templates are listed so; and what one order built, another finds unchanged."""
    root = archive(tmp_path / "archive", theme)
    place = disordered(root, *order)
    run(place, "build", "-j", "2")
    assert tree_digest(root / "site") == usual
    before = lawbook.stamps(place / "site")
    run(place, "build")
    assert lawbook.stamps(place / "site") == before
    shutil.rmtree(place / ".sitegen")
    run(place, "build")
    assert tree_digest(root / "site") == usual


def test_the_day_is_an_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = archive(tmp_path / "archive", "plain")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")  # in 2030, when the sample's embargo is over
    site_kit.build_in(root, as_of="")
    assert "HIDDEN embargoed text." in site_kit.text_of(root / "site")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    site_kit.build_in(root, as_of="")
    assert "HIDDEN" not in site_kit.text_of(root / "site")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Adak"])
def test_an_embargo_ends_with_its_day_in_utc(tmp_path: Path, zone: str) -> None:
    """Not an hour before, wherever the machine is; and an archive already built follows."""
    root = tmp_path / "archive"
    site_kit.make_site(root, {"content/articles/1960/a.md": site_kit.article("A", embargo="2026-03-01")})
    site_kit.put(root, {"content/articles/1960/b.md": site_kit.article("B")})
    midnight = int(dt.datetime(2026, 3, 1, tzinfo=dt.UTC).timestamp())
    for second, shown in ((midnight - 1, False), (midnight, True), (midnight + 86_399, True), (midnight - 1, False)):
        run(root, "build", TZ=zone, SOURCE_DATE_EPOCH=str(second))
        assert (root / "site/articles/1960/a.html").exists() is shown


@pytest.mark.parametrize("moment", ["1999-12-31 23:59:59", "2026-07-01 00:00:00", "2037-02-28 12:00:00"])
def test_one_epoch_at_any_real_time(tmp_path: Path, theme: str, usual: str, moment: str) -> None:
    """The machine's own clock says otherwise, and so do the times of the files."""
    root = archive(tmp_path / "archive", theme)
    clock = need("faketime")
    command = [clock, "-f", f"@{moment}", sys.executable, "-c", BUILD, "build", "-j", "2"]
    for path in root.rglob("*"):
        os.utime(path, (1, 1))
    subprocess.run(command, env={**os.environ, **HERE}, cwd=root, check=True, capture_output=True, timeout=120)
    assert tree_digest(root / "site") == usual


def test_nothing_of_the_machine_is_in_the_site(tmp_path: Path, theme: str) -> None:
    root = archive(tmp_path / "a-place-that-nobody-knows", theme)
    run(root, "build", "-j", "2", USER="user-that-nobody-knows", HOSTNAME="host-that-nobody-knows")
    text = site_kit.text_of(root / "site")
    for word in ("nobody-knows", sys.prefix, DAY, dt.datetime.now(dt.UTC).date().isoformat()):
        assert word not in text
