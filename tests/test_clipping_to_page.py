"""Law 6 over the whole path: what is kept of a clipping stands on its article's page, word for word, whatever it looks like."""

import xml.etree.ElementTree as ET
from pathlib import Path

import html5lib
import pytest
import site_kit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loader.writing import CLIPPING

from sitegen.article import write
from sitegen.errors import ArticleFault
from sitegen.loader.decode import decode
from sitegen.loader.draft import Draft
from sitegen.loader.reading import read_text
from sitegen.prose import clean

BUILT_AT_ONCE = 12
"""A build of a few articles costs little more than one of one."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clippings")


def test_the_kept_text_of_any_clipping_is_the_text_of_its_page(folder: Path) -> None:
    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(CLIPPING, min_size=1, max_size=BUILT_AT_ONCE))
    def stays(clippings: list[str]) -> None:
        drafts = [draft for text in clippings for draft in drafts_of(text)]
        for old in (folder / "content").rglob("*.md"):
            old.unlink()
        site = {f"content/articles/undated/a{n}.md": write(draft.article) for n, draft in enumerate(drafts)}
        site_kit.make_site(folder, site, theme="broadsheet")
        report = site_kit.build_in(folder, allow_empty=True)
        assert (report.articles, report.faults) == (len(drafts), ())
        for n, draft in enumerate(drafts):
            kept = " ".join(clean(block.text) for block in draft.blocks)
            assert text_of_page(site_kit.shown(folder, f"articles/undated/a{n}.html")) == folded(kept)

    stays()


def drafts_of(text: str) -> list[Draft]:
    """What the loader makes of a clipping: nothing where it refuses it."""
    try:
        return [read_text(decode(text.encode(), "any.txt").text, "any.txt")]
    except ArticleFault:
        return []


def text_of_page(html: str) -> str:
    """What a reader sees of the article's text."""
    tree: ET.Element = html5lib.parse(html, namespaceHTMLElements=False)
    texts = [element for element in tree.iter() if "text" in (element.get("class") or "").split()]
    assert len(texts) <= 1  # none where a clipping is a headline alone
    return folded("".join(part for text in texts for part in text.itertext()))


def folded(text: str) -> str:
    """White space as a browser shows it: one space for any of it, none at the ends."""
    return " ".join(text.split())
