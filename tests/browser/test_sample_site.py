"""The repository's own sample as a reader has it: the pages of the README's pictures, by day and by night."""

import re
import shutil
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser
from test_site import DESK, PHONE, opened

from sitegen.builder import Options, build
from sitegen.config import load_site

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the committed content, which ``served`` then serves."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(ROOT / "sitegen.yaml", folder)
    shutil.copytree(ROOT / "content", folder / "content")
    site = load_site(folder)
    report = build(site, Options(jobs=1))
    assert report.faults == ()
    return site.output


def pictured() -> list[str]:
    """The front page and those that ``make screenshots`` names."""
    (recipe,) = re.findall(r"screenshots\.py (.*)", (ROOT / "Makefile").read_text("utf-8"))
    return ["index.html", *re.findall(r"--(?:article|person|place) (\S+)", recipe)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_on_the_pages_of_the_pictures(
    browser: Browser, served: str, axe: str, scheme: Literal["dark", "light"], size: tuple[int, int]
) -> None:
    pages = pictured()
    assert len(pages) == 4
    with opened(browser, served, size, scheme) as page:
        for path in pages:
            page.goto(served + path)
            page.evaluate(axe)
            found: dict[str, Any] = page.evaluate("axe.run()")
            assert found["passes"]
            assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == [], path
