"""Law 6 with known payloads, in every text that somebody may write, through the real templates."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import injected
import payloads
import pytest
import site_kit
from injected import OWN, as_read, build_with, dangers, parsed, skeleton, texts_of

from sitegen.model import Image, Scan
from sitegen.slug import identity

ATOM = "{http://www.w3.org/2005/Atom}"
BY_LETTER = ("people.html", "places.html")
"""How many letters there are hangs on the names."""

TEXTS = [text for text in payloads.TEXTS if identity(as_read(text))]
PAYLOADS = pytest.mark.parametrize("text", TEXTS, ids=ascii)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("injected")


@pytest.fixture(scope="module")
def benign(workshop: Path) -> dict[str, injected.Skeleton]:
    """What the pages are made of when every text is harmless."""
    site = build_with(workshop, "Harmless words")
    return {path: skeleton(parsed(page)) for path, page in site.items() if path.endswith((".html", "/"))}


@PAYLOADS
def test_a_payload_in_every_text_stays_text(workshop: Path, benign: dict[str, injected.Skeleton], text: str) -> None:
    site = build_with(workshop, text)
    pages = {path: parsed(page) for path, page in site.items() if path.endswith((".html", "/"))}
    assert sorted(pages) == sorted(benign)
    for path, tree in pages.items():
        assert list(dangers(tree)) == [], path
        if path in BY_LETTER:
            assert skeleton(tree).keys() <= benign[path].keys(), path
        else:
            assert skeleton(tree) == benign[path], path
    _check_article(pages[OWN], as_read(text))
    _check_feed(site, as_read(text))
    places = [e.text or "" for e in ET.fromstring(site["sitemap.xml"]).iter() if e.tag.endswith("loc")]
    assert places
    assert all(place.startswith("https://example.org/sub/") and place.isascii() and " " not in place for place in places)
    assert site["robots.txt"].decode().splitlines()[-1] == "Sitemap: https://example.org/sub/sitemap.xml"


def _check_article(tree: ET.Element, text: str) -> None:
    """The text stands where it was written, whole."""
    assert as_read("".join(next(tree.iter("h1")).itertext())) == text
    assert as_read("".join(next(tree.iter("title")).itertext())).startswith(text)
    (data,) = (e for e in tree.iter("script"))
    told = json.loads(data.text or "")
    assert [as_read(found) for found in texts_of(told)].count(text) >= 6
    assert not {"<", ">", "&"} & set(data.text or "")
    contents = [as_read(e.get("content", "")) for e in tree.iter("meta") if e.get("name", "").startswith(("DC.", "citation_"))]
    assert contents.count(text) >= 6


def _check_feed(site: dict[str, bytes], text: str) -> None:
    feed = ET.fromstring(site["feed.atom"])
    titles = [as_read(e.text or "") for e in feed.iter(f"{ATOM}title")]
    assert titles.count(text) >= 3
    assert {e.tag.removeprefix(ATOM) for e in feed.iter()} <= {
        *("feed", "id", "title", "subtitle", "updated", "author", "name", "link", "generator", "entry", "category", "summary"),
    }
    assert all(e.get("href", "").startswith("https://example.org/sub/") for e in feed.iter(f"{ATOM}link"))


NAMES = [
    '" onerror="alert(1)" x',
    "' onerror='alert(1)' x",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "data:text,html",
    "{{7*7}}",
    "a&amp;b;c",
    "%22%3E",
    "a#b?c=d",
    "\\x",
    "\u202egnp",
    "a\nb",
    "x y",
    "--><b>",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_payload_as_a_files_name_stays_a_name(tmp_path: Path, name: str) -> None:
    """Those of articles, records, pages, pictures, scans and static files."""
    shown = site_kit.article("T", "Text.", date="1960", images=(Image("c", src=f"{name}.svg"),), scans=(Scan(f"{name}.svg"),))
    safe = "/" not in name and "\\" not in name and "://" not in name
    report = site_kit.built(
        tmp_path,
        {
            f"content/articles/{name}/{name}.md": site_kit.article("T", "Text.", date="1960", collection="C"),
            "content/articles/1960/a.md": shown if safe else site_kit.article("T"),
            f"content/articles/1960/{name}.svg": injected.SCAN,
            f"content/people/{name}.md": site_kit.record("P", "Note."),
            f"content/pages/{name}.md": site_kit.page("Page", "Text."),
            f"content/static/{name}.txt": "static",
        },
        "title: T\nsite_url: https://example.org/\ntemplates: null\n",
    )
    site = site_kit.tree(tmp_path / "site")
    pages = {path: page for path, page in site.items() if path.endswith(".html")}
    assert report.articles + len(report.faults) == 2
    for path, page in pages.items():
        assert list(dangers(parsed(page))) == [], path
    for path in ("feed.atom", "sitemap.xml"):
        ET.fromstring(site[path])
