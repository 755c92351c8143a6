import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.builder.addresses import asset, beside, contact_address, local_file, may_link, old_address, safe_url
from sitegen.files import shipped


@pytest.mark.parametrize("url", ["https://a.org", "http://a.org/x?y=1&z=2#f", "https://a.org:8000/ä"])
def test_web_addresses_are_safe(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "a.org", "//a.org", "javascript:alert(1)", "JAVASCRIPT:x", "java\nscript:x", "data:text/html,x", "file:///x", "ftp://a.org", "https://",
     "https:a.org", "http://[x", "https://a.org/\nx", "https://a b.org", " https://a.org", "\x01https://a.org"],
)  # fmt: skip
def test_others_are_not(url: str) -> None:
    assert safe_url(url) == ""


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("b.md", "articles/1969/b.md"),
        ("./b.md", "articles/1969/b.md"),
        ("../1970/b.md#x", "articles/1970/b.md"),
        ("a%20b.png?x=1", "articles/1969/a b.png"),
        ("../../pages/about.md", "pages/about.md"),
        ("../../../x", ""),
        ("%2e%2e/%2e%2e/%2e%2e/x", ""),
        ("/x", "static/x"),
        ("/x/../y", "static/y"),
        ("/../imports/x", ""),
        ("%2fetc/passwd", ""),
        ("//a.org/x", ""),
        ("https://a.org/x", ""),
        ("mailto:a@b.org", ""),
        ("#x", ""),
        ("?x", ""),
        ("", ""),
        ("http://[x", ""),
        ("../../imports/ab.jsonl", ""),
        ("..%5c..%5cx", ""),
        ("x%00.png", ""),
    ],
)
def test_which_file_an_address_means(address: str, file: str) -> None:
    assert local_file(address, "articles/1969/a.md") == file


@pytest.mark.parametrize("source", ["", "/x", "../../../x", "https://a.org/x.png", "..\\x", "a\0b", "../../imports/x"])
def test_sources_that_are_none_of_ours(source: str) -> None:
    assert beside(source, "articles/1969/a.md") == ""


def test_where_files_are_published() -> None:
    assert asset("p 1.png", "articles/1969/a.md") == "articles/1969/p%201.png"
    assert asset("p.png", "pages/about.md") == "p.png"
    assert asset('<&">.png', "people/a.md") == "people/%3C%26%22%3E.png"


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/1969/07/slug/", "1969/07/slug/index.html"),
        ("/old.html", "old.html"),
        ("old.htm", "old.htm"),
        ("old", "old.html"),
        ("https://old.example.org/x/?p=1#y", "x/index.html"),
        ("/", ""),
        ("", ""),
        ("../x", ""),
        ("/a/../../x", ""),
        ("a\\b", ""),
        ("a\x07b", ""),
        ("x" * 600, ""),
    ],
)
def test_old_addresses(alias: str, file: str) -> None:
    assert old_address(alias) == file


@pytest.mark.parametrize(
    "url", ["https://a.org/x", "a.md", "#x", "/x.pdf", "mailto:a@b.org", "tel:+1", "ftp://a.org", "data:image/png;base64,AA"]
)
def test_what_a_text_may_link_to(url: str) -> None:
    assert may_link(url)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:x",
            "JavaScript:x",
            "java\tscript:x",
            " javascript:x",
            "\x01javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "http://[x",
        ),
        *("data:image/svg+xml,x", "file:///x", "blob:https://a.org/x", "filesystem:https://a.org/x", "view-source:javascript:x", "c:\\x"),
        *("feed:javascript:x", "about:blank"),
    ],
)
def test_what_it_may_not(url: str) -> None:
    assert not may_link(url)


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("desk@example.org", "mailto:desk@example.org"),
        ("first.last+news@a-b.example.org", "mailto:first.last+news@a-b.example.org"),
        ("a?bcc=b@example.org", "mailto:a%3Fbcc%3Db@example.org"),
        ("https://example.org/desk", "https://example.org/desk"),
        ("http://[x", ""),
        ("@us", ""),
        ("write to desk@example.org", ""),
        ("javascript:alert(1)//@example.org", ""),
        ("The desk, room 3", ""),
        ("", ""),
    ],
)
def test_where_a_contact_leads(contact: str, address: str) -> None:
    assert contact_address(contact) == address


def written_addresses() -> Iterator[str]:
    """What stands in the templates where an address goes."""
    for folder in (shipped("templates"), shipped("themes")):
        for file in Path(folder).rglob("*.html"):
            for value in re.findall(r"""(?:href|src|action|srcset|poster)="([^"]*)"|content="0; url=([^"]*)\"""", file.read_text("utf-8")):
                yield from re.findall(r"\{\{ *(.*?) *\}\}", "".join(value))


MADE = {
    "root": "the way to the site's root, by the builder",
    "link.address": "of a page, made of slugs; of an authority file, by _identifiers",
    "page.address": "of a page, made of slugs",
    "entry.address": "of a page, made of slugs",
    "group.address": "of a page, made of slugs",
    "row.year.address": "of a page, made of slugs",
    "month.address": "of a page, made of slugs",
    "year.address": "of a page, made of slugs",
    "page.undated.address": "of a page, made of slugs",
    "page.collection.address": "of a page, made of slugs",
    "page.part_of.address": "of a page, made of slugs",
    "page.name.address": "of a page, made of slugs",
    "page.previous.address": "of a page, made of slugs",
    "page.next.address": "of a page, made of slugs",
    "page.newer": "of a page, made of slugs",
    "page.older": "of a page, made of slugs",
    "group.anchor": "a year, or a letter's number",
    "page.canonical": "site_url, and a page's address",
    "page.image": "asset()",
    "figure.src": "asset()",
    "scan.src": "asset()",
    "page.url": "safe_url()",
    "site.contact_url": "contact_address()",
    "page.latitude": "a number",
    "page.longitude": "a number",
}


def test_every_address_in_the_templates_is_made_by_us() -> None:
    """A new one must say here who made it safe."""
    assert set(written_addresses()) <= set(MADE)
    assert "page.url" in set(written_addresses())
