"""Words that nothing breaks, in every field of every kind of page: no page moves sideways under the thumb."""

import shutil
from pathlib import Path

import pytest
from markupsafe import Markup
from msgspec.structs import replace
from playwright.sync_api import Browser
from theme.filled_views import TEMPLATES, filled

from sitegen.builder import views
from sitegen.builder.templates import load_templates, theme_folder
from sitegen.config import Config, Site

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
BODY = Markup(f"<p>{WORD} <code>{WORD}</code></p><pre>{WORD * 3}</pre><table><tr><td>{WORD}</td><td>{WORD}</td></tr></table>")
YEARS = tuple(views.Counted(str(year), f"dates/{year}.html", year * 7 % 900 + 1) for year in range(1850, 2021))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of each kind with that word everywhere, and 171 years on the front page."""
    folder = tmp_path_factory.mktemp("words")
    site = Site(folder, Config(templates=None))
    shutil.copytree(theme_folder(site) / "static", folder / "assets")
    templates, view = load_templates(site), replace(filled(views.SiteView, WORD), base_path="")
    entry = Markup(templates.render("entry.html", site=view, entry=filled(views.Entry, WORD), root=""))
    for name in sorted(TEMPLATES.keys() - {"moved.html"}):
        if name.endswith(".html"):
            page = filled(TEMPLATES[name], WORD)
            page = replace(page, years=YEARS) if isinstance(page, views.HomePage) else page
            text = templates.render(name, site=view, page=page, root="", entries={b"d": entry}, body=BODY)
            (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_nothing_sticks_out(browser: Browser, folder: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = {}
    for file in sorted(folder.glob("*.html")):
        page.goto(file.as_uri())
        if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            wide[file.name] = over
    page.close()
    assert not wide
