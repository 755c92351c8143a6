import json

import pytest

from builder.catalogue_kit import article_card, view
from sitegen.builder.metadata import json_ld, meta_elements
from sitegen.builder.views import ArticlePage
from sitegen.dates import read_date


def page(**fields: object) -> ArticlePage:
    return view(ArticlePage, "articles/a.html", article_card("a", **fields), site_url="https://a.org/")  # type: ignore[arg-type]


FULL = page(
    title="T",
    date="1969-07-21",
    authors=("Nell", "Tom"),
    source="The Bee",
    page="3",
    language="en",
    identifier="B-1",
    summary="S",
    people=("Ann",),
    places=("Rome",),
)


def test_zotero_takes_it_for_a_newspaper_article() -> None:
    """It asks for DC.type; citation_title alone makes a journal article, og:type=website a web page."""
    found = dict(meta_elements(FULL))
    assert found["DC.type"] == "newspaperArticle"
    assert found["og:type"] == "article"
    assert found["citation_publication_date"] == "1969/07/21"
    assert found["citation_journal_title"] == "The Bee"
    assert found["DC.identifier"] == "B-1"


def test_every_author_has_an_element() -> None:
    assert [content for name, content in meta_elements(FULL) if name == "citation_author"] == ["Nell", "Tom"]


def test_nothing_is_said_of_nothing() -> None:
    assert all(content for _, content in meta_elements(page()))
    assert set(json.loads(json_ld(page()))) == {"@context", "@type", "headline", "url"}


def test_json_ld() -> None:
    found = json.loads(json_ld(FULL))
    assert (found["headline"], found["datePublished"], found["url"]) == ("T", "1969-07-21", "https://a.org/articles/a.html")
    assert found["isPartOf"] == {"@type": "Newspaper", "name": "The Bee"}
    assert [m["name"] for m in found["mentions"]] == ["Ann", "Rome"]


@pytest.mark.parametrize("text", ["</script>", "<!--", "<script", "]]>", "&lt;", "\u2028", "\u2029", '"', "\\", "é火"])
def test_no_text_ends_its_script(text: str) -> None:
    found = json_ld(page(title=text, source=text))
    assert json.loads(found)["headline"] == text
    assert not set("<>&\u2028\u2029") & set(found)


@pytest.mark.parametrize("date", ["1969", "1969-07", "1969~", "196X", "1969-21"])
def test_dates_are_as_exact_as_known(date: str) -> None:
    assert json.loads(json_ld(page(date=date)))["datePublished"] == read_date(date).iso
