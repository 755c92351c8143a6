"""The sample site's pages as text, one golden file a kind: a change of output is seen, and read, in a diff.

Written anew by ``UPDATE_GOLDEN=1 python -m pytest tests/builder/test_golden.py``.
"""

import os
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
import site_kit
from lawbook import keep_the_laws

from sitegen import __version__
from sitegen.builder import BuildReport

GOLDEN = Path(__file__).parent.parent / "golden"
FOLDERS = {"articles": "article", "people": "person", "places": "place", "collections": "collection", "dates": "year", "old": "moved"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    root = tmp_path_factory.mktemp("small") / "small"
    shutil.copytree(site_kit.SMALL, root)
    return root, site_kit.build_in(root)


def goldens(root: Path, report: BuildReport) -> dict[str, str]:
    """Golden file -> its text: every page of one kind, each under its path."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for path, data in sorted(site_kit.tree(root / "site").items()):
        folder, _, rest = path.partition("/")
        kind = FOLDERS.get(folder, folder) if rest else Path(path).stem.strip(".")
        text = re.sub(rf"(?<=sitegen ){re.escape(__version__)}|(?<=version=\"){re.escape(__version__)}", "VERSION", data.decode())
        if path != "manifest.sha256":
            kinds[kind].append(f"======== {path}\n{text}")
    counts = f"articles {report.articles}, held {report.held}, pages {report.pages}\n"
    told = [f"{note.spot}: {note.message}\n" for note in (*report.faults, *report.notices)]
    return {**{f"{kind}.txt": "".join(texts) for kind, texts in kinds.items()}, "report.txt": counts + "".join(told)}


def test_the_sample_site_is_as_it_was(site: tuple[Path, BuildReport]) -> None:
    found = goldens(*site)
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        site_kit.put(GOLDEN, found)
    kept = {path.name: path.read_text("utf-8") for path in GOLDEN.glob("*.txt")}
    assert sorted(found) == sorted(kept)
    for name, text in found.items():
        assert text == kept[name], f"tests/golden/{name} differs: read the difference, then set UPDATE_GOLDEN=1"


def test_what_is_hidden_is_nowhere(site: tuple[Path, BuildReport]) -> None:
    assert "HIDDEN" not in site_kit.text_of(site[0] / "site")


@pytest.mark.parametrize("theme", ["plain", "broadsheet"])
def test_the_sample_site_keeps_the_laws(tmp_path: Path, theme: str) -> None:
    root = tmp_path / "small"
    shutil.copytree(site_kit.SMALL, root)
    settings = root / "sitegen.yaml"
    settings.write_text(settings.read_text().replace("theme: plain", f"theme: {theme}"))
    outcome = keep_the_laws(root)
    assert outcome.report
    assert (outcome.report.articles, outcome.report.held) == (5, 2)
