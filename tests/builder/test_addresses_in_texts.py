"""Law 6 for addresses in Markdown and in settings: what runs, leads astray, or breaks out of its quotes is text."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import payloads
import pytest
import site_kit
from injected import as_read, dangers, parsed

SETTINGS = "title: T\ntemplates: null\n"


def body_of(tmp_path: Path, text: str) -> ET.Element:
    """The tree of the page of an article with this Markdown."""
    site_kit.make_site(tmp_path, {"content/articles/1960/a.md": site_kit.article("T", text, date="1960")}, theme="broadsheet")
    report = site_kit.build_in(tmp_path)
    assert report.faults == ()
    return parsed((tmp_path / "site/articles/1960/a.html").read_bytes())


IN_MARKDOWN = (
    "{}",
    "[x]({})",
    "[x](<{}>)",
    '[x](y.html "{}")',
    "![x]({})",
    "![{}](p.svg)",
    "<{}>",
    "[x][r]\n\n[r]: <{}>",
    "`{}`",
    "```{}\nx\n```",
    "|a|b|\n|-|-|\n|{}|x|",
    "# {}",
    "[x](a.md#{})",
)


@pytest.mark.parametrize("around", IN_MARKDOWN)
def test_markdown_with_payloads_runs_nothing(tmp_path: Path, around: str) -> None:
    """All payloads in one text, each in a paragraph of its own."""
    texts = [as_read(text) for text in payloads.TEXTS]
    tree = body_of(tmp_path, "\n\n".join(around.replace("{}", text) for text in texts))
    assert list(dangers(tree)) == []


@pytest.mark.parametrize(
    "address", ['<" onmouseover="alert(1)" x.md>', "%22%20onfocus%3D%22alert(1)%22%20x.md", "<'&gt;&lt;b&gt;.md>", "x%0a.md"]
)
def test_a_link_to_a_missing_article_stays_in_its_quotes(tmp_path: Path, address: str) -> None:
    """Its file's name is made an address without there being such a file."""
    tree = body_of(tmp_path, f"[x]({address})")
    assert list(dangers(tree)) == []
    (text,) = (e for e in tree.iter("div") if e.get("class") == "text")
    assert {(e.tag, tuple(e.attrib)) for e in text.iter()} - {("div", ("class", "dir"))} == {("p", ()), ("a", ("href",))}


def test_a_tables_columns_need_no_style_attribute(tmp_path: Path) -> None:
    """The page's Content-Security-Policy forbids it: the browser ignores it, and complains."""
    tree = body_of(tmp_path, "|a|b|c|\n|:-|:-:|-:|\n|d|e|f|")
    assert list(dangers(tree)) == []
    assert sum(1 for e in tree.iter() if e.tag in ("td", "th")) == 6


@pytest.mark.parametrize("contact", ["http://[x", "javascript:alert(1)//@example.org", "@us", "https:evil", "x@y <script>"])
def test_a_contact_that_is_no_address_is_no_link(tmp_path: Path, contact: str) -> None:
    site_kit.make_site(
        tmp_path, {"content/articles/1960/a.md": site_kit.article("T")}, f"{SETTINGS}contact: {json.dumps(contact)}\n", theme="broadsheet"
    )
    site_kit.build_in(tmp_path)
    (footer,) = parsed((tmp_path / "site/index.html").read_bytes()).iter("footer")
    assert contact in "".join(footer.itertext())
    assert [e.get("href") for e in footer.iter("a")] == ["feed.atom"]


def test_the_scheme_of_an_identifier_has_no_control_character(tmp_path: Path) -> None:
    text = '---\nname: N\nids: {"a\\x07\\x85b": "c\\x07"}\n---\n\nNote.\n'
    site_kit.built(tmp_path, {"content/articles/1960/a.md": site_kit.article("T", people=["N"]), "content/people/n.md": text}, SETTINGS)
    parsed((tmp_path / "site/people/n.html").read_bytes())
