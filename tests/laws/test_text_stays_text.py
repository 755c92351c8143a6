"""Law 6: no text of an article, name or file becomes markup; the page shows exactly the text that was kept."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
import site_kit
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from site_kit import article, build_in, shown

from sitegen.model import Image, Name
from sitegen.prose import Block, clean, markdown
from sitegen.slug import identity

CODE = (
    "<script>alert(1)</script>",
    "</title>",
    "</script><!--",
    "]]>",
    "<b onclick=x>",
    "&lt;",
    "&amp;amp;",
    "&#60;",
    '"',
    "'",
    "`",
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "{#",
    "*a*",
    "__b__",
    "~~c~~",
    "[x](y)",
    "![x](http://e.org/y.png)",
    "[r]: /u",
    "http://example.org",
    "\\",
    "\\*",
    "# h",
    "+ a",
    "- a",
    "1. a",
    "> q",
    "    four",
    "-----",
    "=====",
    "|a|b|",
    "|-|-|",
    "```",
    "~~~",
    "\u202e",
    "\u200b",
    "\xad",
    "---",
    ": ",
    "\ufffd",
)
TEXT = st.lists(
    st.sampled_from(CODE) | st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12), min_size=1, max_size=5
).map(" ".join)
LINES = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)
USUAL = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PATH = "articles/1960/a.html"


def seen(text: str) -> str:
    """A text as a reader sees it: white space folded."""
    return " ".join(text.split())


def parsed(html: str) -> ET.Element:
    """The page's tree, by a parser that bears no error."""
    root: ET.Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return root


def text_in(element: ET.Element) -> str:
    return seen("".join(element.itertext()))


def shape(element: ET.Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes: what a text must not change."""
    for found in element.iter():
        yield str(found.tag), tuple(sorted(found.attrib))


def pages(root: Path, value: str, theme: str) -> dict[str, str]:
    """The HTML of a site whose every free text is this one."""
    text = article(
        value,
        "",
        subtitle=value,
        date="1960-01-01",
        authors=(value,),
        source=value,
        agency=value,
        dateline=value,
        section=value,
        page=value,
        edition=value,
        identifier=value,
        collection=value,
        summary=value,
        tags=(value,),
        people=(Name(value),),
        places=(Name(value),),
        organisations=(Name(value),),
        images=(Image(value, value, value),),
    )
    named = {"content/articles/1960/a.md": text, "content/pages/about.md": site_kit.page(value, description=value)}
    site_kit.make_site(root, named, theme=theme)
    report = build_in(root, force=True)
    assert report.faults == ()
    # Addresses are made of names: a page is told by its folder.
    found = {path: data.decode() for path, data in site_kit.tree(root / "site").items() if path.endswith(".html")}
    return {
        path.rpartition("/")[0] + "/" if path.startswith(("people/", "places/", "coll")) and "/" in path else path: t
        for path, t in found.items()
    }


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("text")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # pyuca leaves its table's file open
@pytest.mark.parametrize("theme", ["plain", "broadsheet"])
def test_any_text_in_any_field_stays_text(workshop: Path, theme: str) -> None:
    # A name of one word has no sort name of its own to show.
    plain = [pages(workshop / theme, words, theme) for words in ("Plain", "Plain words")]
    control = {path: [list(shape(parsed(found[path]))) for found in plain] for path in plain[0]}

    @USUAL
    @example("</title><script>alert(1)</script>")
    @example('" onmouseover="alert(1)')
    @given(TEXT)
    def stays(value: str) -> None:
        value = clean(value).strip()
        assume(identity(value) and value)
        found = pages(workshop / theme, value, theme)
        assert sorted(found) == sorted(control)
        for path, html in found.items():
            tree = parsed(html)
            assert list(shape(tree)) in control[path], path
        tree = parsed(found[PATH])
        assert text_in(next(tree.iter("h1"))) == seen(value)
        assert seen(value) in text_in(next(tree.iter("title")))
        ET.fromstring(shown(workshop / theme, "feed.atom"))

    stays()


def test_any_text_in_a_body_stays_text(workshop: Path) -> None:
    root = workshop / "body"

    @USUAL
    @given(st.lists(st.builds(Block, LINES, st.sampled_from((0, 0, 2, 3)), st.booleans()), min_size=1, max_size=4))
    def stays(blocks: list[Block]) -> None:
        site_kit.make_site(root, {"content/articles/1960/a.md": article("T", markdown(blocks), date="1960")})
        report = build_in(root)
        assert report.faults == ()
        body = next(e for e in parsed(shown(root, PATH)).iter("div") if e.get("id") == "text")
        assert text_in(body) == seen(" ".join(clean(block.text) for block in blocks))
        kinds = {(str(e.tag), tuple(e.attrib)) for e in body.iter()} - {("div", ("id",))}
        assert kinds <= {("p", ()), ("br", ()), ("h2", ()), ("h3", ()), ("blockquote", ())}

    stays()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_any_name_in_a_body_is_only_a_link(workshop: Path) -> None:
    """Names are found in the text and made links, whatever they are; the text stays the same."""
    root = workshop / "names"

    @USUAL
    @given(TEXT, TEXT, TEXT)
    def stays(name: str, form: str, rest: str) -> None:
        text = f"{form} and {name}: {rest}, {name}'s {form}."
        people = (Name(name, (form,)),)
        assume(identity(clean(name)))
        site_kit.make_site(root, {"content/articles/1960/a.md": article("T", markdown([Block(text)]), date="1960", people=people)})
        report = build_in(root)
        assert report.faults == ()
        body = next(e for e in parsed(shown(root, PATH)).iter("div") if e.get("id") == "text")
        assert text_in(body) == seen(clean(text))
        kinds = {(str(e.tag), tuple(sorted(e.attrib))) for e in body.iter()} - {("div", ("id",))}
        assert kinds <= {("p", ()), ("a", ("class", "href"))}

    stays()


@pytest.mark.parametrize("escape", ["\\x07", "\\x1b[31m", "\\x0b", "\\uFFFE", "\\x85", "\\u2028"])
def test_no_control_character_gets_into_a_page(tmp_path: Path, escape: str) -> None:
    """YAML may write them in quotes; no XML can hold them, and no page should."""
    text = f'---\ntitle: "one{escape}two"\nsummary: "three{escape}"\npeople: ["Ann{escape}"]\n---\n\nText.\n'
    report = site_kit.built(tmp_path, {"content/articles/1960/a.md": text}, "site_url: https://a.org/\n")
    assert report.faults == ()
    for path, data in site_kit.tree(tmp_path / "site").items():
        if path.endswith(".html"):
            parsed(data.decode())
    ET.fromstring(shown(tmp_path, "feed.atom"))
    ET.fromstring(shown(tmp_path, "sitemap.xml"))


def test_control_characters_in_a_body_are_told(tmp_path: Path) -> None:
    report = site_kit.built(tmp_path, {"content/articles/1960/a.md": article("T", "one\x1b[31m two\x07")})
    assert [n.message for n in report.notices] == ["has control characters: left out"]
    assert "one[31m two</p>" in shown(tmp_path, "articles/1960/a.html")
