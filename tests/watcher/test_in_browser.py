"""The preview in Chromium: under the strict policy of the theme, a save is seen, and so is what is wrong."""

import asyncio
from pathlib import Path

import pytest
import site_kit
from playwright.async_api import ConsoleMessage, async_playwright
from preview_kit import ARTICLE, Open
from tools import need

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run")


def test_a_save_is_seen_in_the_browser(tmp_path: Path, preview: Open) -> None:
    chromium = need("chromium")
    site = site_kit.make_site(tmp_path, {ARTICLE: site_kit.article("One", "The first text.")}, theme="broadsheet")
    said: list[str] = []

    def note(line: ConsoleMessage) -> None:
        said.append(line.text)

    async def story() -> None:
        async with preview(site) as running, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            page = await browser.new_page()
            page.on("console", note)
            await page.goto(f"http://{running.host}/articles/1969/one.html")
            await page.wait_for_function("window.LiveReload && LiveReload.connector.protocol === 7", timeout=15_000)
            (site.root / ARTICLE).write_text(site_kit.article("One", "The second text."))
            await page.get_by_text("The second text.").wait_for(timeout=15_000)
            await page.wait_for_function("window.LiveReload && LiveReload.connector.protocol === 7", timeout=15_000)
            (site.root / ARTICLE).write_text("---\ntitle: <b>One\n")
            banner = page.get_by_role("alert")
            await banner.wait_for(timeout=15_000)
            assert "no closing ---" in await banner.inner_text()
            assert await banner.evaluate("e => getComputedStyle(e).position") == "fixed", "its style is let in"
            assert await page.get_by_text("The second text.").is_visible()
            await page.wait_for_function("window.LiveReload && LiveReload.connector.protocol === 7", timeout=15_000)
            (site.root / ARTICLE).write_text(site_kit.article("One", "The third text."))
            await page.get_by_text("The third text.").wait_for(timeout=15_000)
            assert await banner.count() == 0
            await browser.close()

    asyncio.run(story())
    refused = [line for line in said if "Content Security Policy" in line]
    if refused:
        pytest.fail("\n".join(refused))
