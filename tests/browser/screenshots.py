"""Pictures of a finished site for the README: home, article, person and place, at phone and desk, by day and by night.

    python tests/browser/screenshots.py SITE [--out docs/pictures] [--article articles/1969/x.html] ...

The pages are those that the front page leads to unless they are named.
"""

import argparse
import shutil
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ROOF = 250_000
"""Bytes that a picture should not pass, so that the repository stays light."""


def main() -> int:
    asked = arguments()
    program = shutil.which("chromium")
    if program is None:
        print("screenshots need chromium", file=sys.stderr)
        return 2
    asked.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        pages = {"home": asked.site / "index.html", **linked_pages(browser, asked)}
        for width, size in SIZES.items():
            for scheme in SCHEMES:
                for kind, file in pages.items():
                    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
                    take(page, file, asked.out / f"{kind}-{width}-{scheme}.png")
                    page.close()
        browser.close()
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=lambda path: Path(path).resolve(), help="a finished site, with its index.html")
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    for kind in ("article", "person", "place"):
        parser.add_argument(f"--{kind}", help=f"path of the {kind}'s page in the site")
    return parser.parse_args()


def linked_pages(browser: Browser, asked: argparse.Namespace) -> dict[str, Path]:
    """The article, person and place that were named, or else the first of each on the front page."""
    page = browser.new_page()
    page.goto((asked.site / "index.html").as_uri())
    first = {"article": ".lead .entry-title a", "person": ".named.people .index a", "place": ".named.places .index a"}
    found = {}
    for kind, selector in first.items():
        path = getattr(asked, kind) or page.locator(selector).first.get_attribute("href")
        found[kind] = asked.site / path
    page.close()
    return found


def take(page: Page, file: Path, picture: Path) -> None:
    """Writes a picture of the page as it opens; says so where it is large."""
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    page.screenshot(path=picture)
    size = picture.stat().st_size
    print(f"{picture}: {size // 1000} KB{', large' if size > ROOF else ''}")


if __name__ == "__main__":
    sys.exit(main())
