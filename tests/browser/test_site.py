"""The site as a reader has it: clicked through, from a server under a sub-path and from a folder."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

PHONE, DESK, NARROW = (390, 844), (1280, 900), (320, 640)
PAGES = {
    "home": "index.html",
    "article": "articles/1969/men-on-the-moon.html",
    "excerpt": "articles/1962/aldrin-to-be.html",
    "arabic": "articles/undated/arabic.html",
    "person": "people/neil-armstrong.html",
    "place": "places/houston.html",
    "unlocated": "places/tranquility-base.html",
    "people": "people.html",
    "articles": "articles.html",
    "dates": "dates.html",
    "year": "dates/1969.html",
    "collections": "collections.html",
    "collection": "collections/the-moon-landings.html",
    "about": "about.html",
}


@contextmanager
def opened(
    browser: Browser,
    start: str,
    size: tuple[int, int] = DESK,
    scheme: Literal["dark", "light"] = "light",
    script: bool = True,
    missing: str = "-",
) -> Iterator[Page]:
    """A page that fails the test for an error in its console, or a request to anywhere but the site.

    ``missing`` is the end of the one address that need not be there.
    """
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, java_script_enabled=script)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"{message.type}: {message.text} {message.location['url']}"))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith((start, "data:")) else None)
    page.on("requestfailed", lambda request: wrong.append(f"{request.failure}: {request.url}"))
    page.on("response", lambda response: wrong.append(f"{response.status}: {response.url}") if response.status >= 400 else None)
    try:
        yield page
        # What the page was still loading when the reader went on is aborted, and no fault.
        assert not [w for w in wrong if not w.endswith(missing) and not w.startswith("net::ERR_ABORTED")]
    finally:
        context.close()


def test_reader_goes_from_the_front_page_through_names_and_back(browser: Browser, start: str) -> None:
    with opened(browser, start) as page:
        page.goto(start + "index.html")
        page.get_by_role("link", name="Men Walk on the Moon").first.click()
        expect(page.locator("h1")).to_have_text("Men Walk on the Moon")
        page.locator(".text a.person", has_text="Armstrong").first.click()
        expect(page.locator("h1")).to_have_text("Neil Armstrong")
        expect(page.locator(".snippet").first).to_contain_text("Neil Armstrong")
        page.locator(".company").get_by_role("link", name="Houston").click()
        expect(page.locator("h1")).to_have_text("Houston")
        expect(page.get_by_role("img", name="Houston on a map of the world")).to_be_visible()
        page.go_back()
        page.go_back()
        expect(page.locator("h1")).to_have_text("Men Walk on the Moon")
        page.locator(".masthead-title a").click()
        expect(page).to_have_url(start + "index.html")


def test_every_page_opens_without_an_error_or_a_request_elsewhere(browser: Browser, start: str) -> None:
    with opened(browser, start) as page:
        for path in PAGES.values():
            page.goto(start + path)
            expect(page.locator("h1")).to_have_count(1)
            assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Newsreader")
            assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Newsreader'))")


@pytest.mark.parametrize("size", [PHONE, NARROW, DESK], ids=["phone", "narrow", "desk"])
def test_nothing_sticks_out_at_the_side(browser: Browser, served: str, size: tuple[int, int]) -> None:
    with opened(browser, served, size) as page:
        for name, path in PAGES.items():
            page.goto(served + path)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def test_scan_stands_beside_the_text_at_a_desk_and_after_it_on_a_phone(browser: Browser, served: str) -> None:
    for size, beside in ((DESK, True), (PHONE, False)):
        with opened(browser, served, size) as page:
            page.goto(served + PAGES["article"])
            text, scan = page.locator(".piece-text").bounding_box(), page.locator(".facsimile").bounding_box()
            assert text
            assert scan
            assert (scan["x"] >= text["x"] + text["width"]) is beside
            assert (scan["y"] >= text["y"] + text["height"]) is not beside


def test_page_reads_without_script(browser: Browser, served: str) -> None:
    with opened(browser, served, script=False) as page:
        page.goto(served + PAGES["article"])
        expect(page.locator(".text")).to_contain_text("climbed down the ladder")


def test_night_has_light_letters_on_dark_paper(browser: Browser, served: str) -> None:
    brightness = []
    for scheme in ("light", "dark"):
        with opened(browser, served, scheme=scheme) as page:
            page.goto(served + "index.html")
            colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            brightness.append(sum(int(n) for n in re.findall(r"\d+", colour)[:3]))
    assert brightness[0] > 700
    assert brightness[1] < 100


def test_paper_has_the_text_and_its_source_but_no_navigation(browser: Browser, served: str) -> None:
    with opened(browser, served) as page:
        page.goto(served + PAGES["article"])
        page.emulate_media(media="print")
        expect(page.locator(".text")).to_be_visible()
        expect(page.locator(".citation")).to_be_visible()
        expect(page.locator("nav.sections")).to_be_hidden()


def test_keyboard_skips_to_the_text(browser: Browser, served: str) -> None:
    with opened(browser, served) as page:
        page.goto(served + "index.html")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(browser: Browser, served: str, axe: str, scheme: Literal["dark", "light"], size: tuple[int, int]) -> None:
    with opened(browser, served, size, scheme) as page:
        for name, path in PAGES.items():
            page.goto(served + path)
            page.evaluate(axe)
            found: dict[str, Any] = page.evaluate("axe.run()")
            assert found["passes"]
            assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == [], name


def test_missing_page_leads_home_from_any_address(browser: Browser, served: str) -> None:
    with opened(browser, served, missing="no/such/page.html") as page:
        page.goto(served + "no/such/page.html")
        expect(page.locator("h1")).to_have_text("Page not found")
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Newsreader")
        page.get_by_role("link", name="The front page").click()
        expect(page).to_have_url(served + "index.html")
