"""Law 6 in a browser: known payloads in every text of a site run nothing, ask for nothing, and are read as they were written."""

from pathlib import Path

import injected
import payloads
import pytest
import site_kit
from playwright.sync_api import Browser, Dialog, Page
from test_site import opened

from sitegen.model import Name
from sitegen.prose import Block, markdown
from sitegen.slug import identity

TEXTS = [text for text in (*payloads.ELEMENTS, *payloads.ENDINGS, *payloads.ATTRIBUTES, *payloads.ADDRESSES) if identity(text)]
LISTS = ("index.html", "articles.html", "people.html", "places.html", "collections.html", "dates/1960.html", "about.html")


GROUPS = [TEXTS[at : at + 6] for at in range(0, len(TEXTS), 6)]


def articles() -> dict[str, str | bytes]:
    """An article for each few payloads, which are its headline, names, and text, both escaped and as it is."""
    found: dict[str, str | bytes] = {}
    for number, group in enumerate(GROUPS):
        first = group[0]
        bodies = [f"{markdown([Block(text)])}\n\n{text}\n\n[link]({text}) ![{text}](own.svg)\n\n<{text}>" for text in group]
        names = tuple(Name(text, (text,)) for text in group)
        found[f"content/articles/1960/p{number}.md"] = site_kit.article(
            first,
            "\n\n".join(bodies),
            date="1960",
            source=first,
            people=names,
            places=names,
            authors=tuple(group),
            tags=tuple(group),
            summary=first,
        )
    return found


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site."""
    root = tmp_path_factory.mktemp("hostile")
    first = payloads.ELEMENTS[0]
    site_kit.make_site(root, {**injected.files(first), **articles()}, injected.settings(first), theme="broadsheet")
    report = site_kit.build_in(root)
    assert report.faults == ()
    return root / "site"


def check(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate(
        "[window.__xss, document.scripts.length - document.querySelectorAll('script[type=\"application/ld+json\"]').length]"
    ) == [
        None,
        0,
    ], address


def test_payloads_run_nothing_and_ask_for_nothing(browser: Browser, hostile: Path) -> None:
    start = hostile.as_uri() + "/"
    dialogs: list[str] = []

    def closed(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with opened(browser, start) as page:
        page.on("dialog", closed)
        for number, group in enumerate(GROUPS):
            check(page, f"{start}articles/1960/p{number}.html")
            assert injected.as_read(page.locator("h1").text_content() or "") == injected.as_read(group[0])
        for path in LISTS:
            check(page, start + path)
        for folder in ("people", "places"):
            check(page, sorted((hostile / folder).glob("*.html"))[0].as_uri())
    assert dialogs == []


def test_focus_and_hover_run_nothing(browser: Browser, hostile: Path) -> None:
    """Handlers that wait for somebody."""
    start = hostile.as_uri() + "/"
    numbers = [number for number, group in enumerate(GROUPS) if set(group) & set(payloads.ATTRIBUTES)]
    with opened(browser, start) as page:
        for number in numbers:
            page.goto(f"{start}articles/1960/p{number}.html")
            for link in page.locator("main a").all()[:25]:
                link.hover()
                link.focus()
            assert page.evaluate("window.__xss") is None
