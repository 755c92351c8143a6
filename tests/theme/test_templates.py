"""Every template with every look: sound HTML from the emptiest and the fullest page, and text that stays text (law 6)."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import html5lib
import msgspec
import pytest
from markupsafe import Markup
from theme.filled_views import TEMPLATES, bare, filled

from sitegen.builder import views
from sitegen.builder.templates import Templates, load_templates
from sitegen.config import Config, Site

ROOT = "../../"
PAYLOAD = """<script>alert(1)</script>"'&amp;{{7*7}}--><b onclick=x>]]>"""
HTML = sorted(name for name in TEMPLATES if name.endswith(".html"))
XML = sorted(name for name in TEMPLATES if name.endswith((".atom", ".xml")))
Outline = list[tuple[str, tuple[str, ...]]]


@pytest.fixture(scope="module", params=["broadsheet", "unstyled"])
def templates(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """The shipped theme's templates, and the base's alone under a theme that has none."""
    folder = tmp_path_factory.mktemp("site")
    unstyled = folder / "themes" / "unstyled"
    unstyled.mkdir(parents=True)
    (unstyled / "theme.yaml").write_text("name: unstyled\n")
    return load_templates(Site(folder, Config(theme=request.param, templates=None)))


def page_with(text: str, templates: Templates, name: str) -> str:
    """A page of this kind with everything on it, each free text of it ``text``."""
    page = filled(TEMPLATES[name], text)
    site = filled(views.SiteView, text)
    entry = templates.render("entry.html", site=site, entry=filled(views.Entry, text), root=ROOT)
    entries = {b"d": Markup(entry)}
    return templates.render(name, site=site, page=page, root=ROOT, entries=entries, body=Markup("<p>Body</p>"))


def bare_page(templates: Templates, name: str) -> str:
    site = msgspec.structs.replace(bare(views.SiteView), title="Archive", url="", contact="", contact_url="", publisher="")
    return templates.render(name, site=site, page=bare(TEMPLATES[name]), root="", entries={}, body=Markup(""))


def parse(text: str) -> ET.Element:
    """The tree that a browser makes; raises for the least error in the markup."""
    tree: ET.Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    return tree


def outline(tree: ET.Element) -> Outline:
    """Elements and the names of their attributes, in order: what text must not change."""
    return [(str(e.tag), tuple(sorted(e.attrib))) for e in tree.iter()]


def links(tree: ET.Element) -> Iterator[str]:
    for element in tree.iter():
        for name in ("href", "src", "{http://www.w3.org/1999/xlink}href"):
            if (value := element.get(name)) is not None:
                yield value


@pytest.mark.parametrize("name", HTML)
def test_fullest_and_barest_page_are_sound_html(templates: Templates, name: str) -> None:
    for text in (page_with("text", templates, name), bare_page(templates, name)):
        tree = parse(text)
        assert text.startswith("<!DOCTYPE html>")
        assert len(list(tree.iter("h1"))) == 1
        ids = [e.attrib["id"] for e in tree.iter() if "id" in e.attrib]
        assert len(ids) == len(set(ids))
        for element in tree.iter():
            for label in (element.get("aria-labelledby") or "").split():
                assert label in ids


@pytest.mark.parametrize("name", HTML)
def test_text_stays_text(templates: Templates, name: str) -> None:
    harmless, hostile = parse(page_with("text", templates, name)), parse(page_with(PAYLOAD, templates, name))
    assert outline(hostile) == outline(harmless)
    for script in (*hostile.iter("script"), *harmless.iter("script")):  # data, in an escape of its own
        script.text = json.dumps(json.loads(script.text or ""), ensure_ascii=False).replace(
            json.dumps(PAYLOAD, ensure_ascii=False)[1:-1], "text"
        )
    assert "".join(hostile.itertext()).replace(PAYLOAD, "text") == "".join(harmless.itertext())


@pytest.mark.parametrize("name", XML)
def test_text_stays_text_in_feed_and_sitemap(templates: Templates, name: str) -> None:
    harmless, hostile = (ET.fromstring(page_with(text, templates, name).encode()) for text in ("text", PAYLOAD))
    assert outline(hostile) == outline(harmless)
    assert "".join(hostile.itertext()).replace(PAYLOAD, "text") == "".join(harmless.itertext())
    ET.fromstring(bare_page(templates, name).encode())


@pytest.mark.parametrize("name", HTML)
def test_nothing_inline_that_a_strict_policy_forbids(templates: Templates, name: str) -> None:
    tree = parse(page_with("text", templates, name))
    for element in tree.iter():
        assert not [a for a in element.attrib if a == "style" or a.startswith("on")]
        assert element.tag != "style"
        if element.tag == "script":
            assert element.get("type") == "application/ld+json" or (element.get("src") or "").startswith(ROOT)


@pytest.mark.parametrize("name", [name for name in HTML if name != "404.html"])
def test_links_are_relative_to_the_root_or_lead_outside_by_a_users_click(templates: Templates, name: str) -> None:
    tree = parse(page_with("text", templates, name))
    outside = {"https://example.org/a?b=1&c=2", "https://www.openstreetmap.org/?mlat=12.5&mlon=12.5#map=9/12.5/12.5"}
    unprefixed = {"made/"}  # canonical, contact and identifiers are absolute, and made so by the builder
    for link in links(tree):
        assert link.startswith((ROOT, "#", *unprefixed)) or link in outside
    for element in tree.iter():
        if element.tag in {"img", "script"} or element.get("rel") == "stylesheet":
            assert all(link.startswith(ROOT) for link in (element.get("src"), element.get("href")) if link)


def test_not_found_page_uses_the_path_of_the_site(templates: Templates) -> None:
    site = msgspec.structs.replace(filled(views.SiteView, "text"), base_path="/archive/", contact_url="mailto:a@example.org")
    text = templates.render("404.html", site=site, page=bare(views.TextPage), root="../", entries={}, body=Markup(""))
    found = [link for link in links(parse(text)) if not link.startswith(("#", "mailto:"))]
    assert found
    assert all(link.startswith("/archive/") for link in found)


def test_data_for_machines_parses_whatever_the_title(templates: Templates) -> None:
    title = "</script><!--<script>\u2028 \\ " + PAYLOAD
    page = msgspec.structs.replace(bare(views.ArticlePage), title=title)
    text = templates.render("article.html", site=bare(views.SiteView), page=page, root="", entries={}, body=Markup(""))
    scripts = list(parse(text).iter("script"))
    assert len(scripts) == 1
    assert json.loads(scripts[0].text or "")["headline"] == title


def test_rights_say_what_is_shown_and_where_the_rest_is(templates: Templates) -> None:
    site = bare(views.SiteView)
    for rights, words in (("full", ""), ("excerpt", "Only an excerpt"), ("metadata", "Only the catalogue entry")):
        page = msgspec.structs.replace(bare(views.ArticlePage), rights=rights, source="Evening Post")
        tree = parse(templates.render("article.html", site=site, page=page, root="", entries={}, body=Markup("")))
        notice = " ".join(" ".join("".join(e.itertext()).split()) for e in tree.iter("p") if e.get("class") == "notice")
        assert notice.startswith(words)
        assert ("Evening Post" in notice) is (rights != "full")


def test_place_without_coordinates_says_so_and_one_on_the_equator_has_them(templates: Templates) -> None:
    site, unknown = bare(views.SiteView), bare(views.NamePage)
    nowhere = templates.render("place.html", site=site, page=unknown, root="", entries={}, body=Markup(""))
    assert "No coordinates known" in nowhere
    zero = msgspec.structs.replace(unknown, latitude=0.0, longitude=0.0, coordinates="0.00° N, 0.00° E")
    island = templates.render("place.html", site=site, page=zero, root="", entries={}, body=Markup(""))
    assert "No coordinates known" not in island
    assert "0.00° N, 0.00° E" in island


def test_undated_article_is_called_so(templates: Templates) -> None:
    site, page = bare(views.SiteView), bare(views.ArticlePage)
    text = templates.render("article.html", site=site, page=page, root="", entries={}, body=Markup(""))
    assert "Undated" in text
    assert "<time" not in text


def test_every_template_is_written_out_and_known(templates: Templates) -> None:
    for name in templates.sources:
        assert templates.digest_of(name)
    plain = {name for name in templates.sources if ":" not in name and not name.startswith("_")}
    assert plain == set(TEMPLATES) | {"layout.html", "entry.html", "nojekyll.txt"}


def test_archive_in_a_script_from_right_to_left_says_so(templates: Templates) -> None:
    for language, direction in (("he", "rtl"), ("ar-EG", "rtl"), ("en", None), ("", None)):
        site = msgspec.structs.replace(bare(views.SiteView), language=language)
        text = templates.render("page.html", site=site, page=bare(views.TextPage), root="", entries={}, body=Markup(""))
        assert parse(text).get("dir") == direction
