"""The whole path, as a user goes it: a wheel, a fresh environment, an empty folder, four commands."""

import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that would be published."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def sitegen(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The installed command: sitegen itself from the wheel, what it depends on from the environment that runs the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = str(folder / "bin" / "python")
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", "--no-compile", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    (packages,) = folder.glob("lib/python3.*/site-packages")
    # Last on the path, and without their .pth files: those would bring the checkout in.
    (packages / "others.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")) + "\n")
    return str(folder / "bin" / "sitegen")


def test_the_wheel_holds_what_it_needs_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    folders = {"/".join(name.split("/")[:2]) for name in names}
    assert {"sitegen/templates", "sitegen/themes", "sitegen/clippings", "sitegen/sample", "sitegen/builder"} <= folders
    assert not [name for name in names if re.search(r"__pycache__|/tests/|\.sitegen|sitegen/content|node_modules", name)]
    assert [name for name in names if name.endswith("/entry_points.txt")]
    assert sum(info.file_size for info in zipfile.ZipFile(wheel).infolist()) < 8_000_000


def test_from_nothing_to_an_archive(sitegen: str, tmp_path: Path) -> None:
    def run(*arguments: str, where: Path) -> str:
        done = subprocess.run([sitegen, *arguments], cwd=where, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = subprocess.run(
        [Path(sitegen).with_name("python"), "-c", "import sitegen; print(sitegen.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(Path(sitegen).parent.parent) in where.stdout, "not the wheel's"

    run("init", "my-archive", "--sample", where=tmp_path)
    archive = tmp_path / "my-archive"
    read, written = map(int, re.search(r"^(\d+) articles read: (\d+) written", run("import", "clippings/", where=archive), re.M).groups())  # type: ignore[union-attr]
    assert read == written >= 24
    articles = sorted((archive / "content/articles").rglob("*.md"))
    assert len(articles) == written
    assert f"{written} articles published" in run("build", where=archive)
    site = archive / "site"
    for page in ("index.html", "articles.html", "people.html", "places.html", "dates.html", "about.html", "404.html", "feed.atom"):
        assert (site / page).stat().st_size > 200, page
    for article in articles:
        assert (site / article.relative_to(archive / "content")).with_suffix(".html").is_file()
    assert len(list((site / "people").glob("*.html"))) > 10
    assert len(list((site / "places").glob("*.html"))) > 10
    assert ": 0 written" in run("build", where=archive)
    assert re.search(r"^\d+ articles read: 0 written", run("import", "clippings/", where=archive), re.M)
