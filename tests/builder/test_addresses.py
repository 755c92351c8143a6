import pytest

from sitegen.builder.addresses import asset, beside, local_file, old_address, safe_url


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
