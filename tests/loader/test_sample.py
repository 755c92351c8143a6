"""Every clipping of the sample archive is read as a person would: fields, headings, what is left out, first and last words."""

from typing import Any

import pytest
from loader.sample import expectations

from sitegen.loader.decode import decode
from sitegen.loader.draft import Draft
from sitegen.loader.naming import name_text
from sitegen.loader.reading import read_text
from sitegen.loader.rules.furniture import RULE_LINE
from sitegen.names.finder import Finder, Found
from sitegen.progress import silent

SAMPLE = expectations()


def read(stem: str) -> tuple[Draft, dict[str, Any]]:
    path, expected = SAMPLE[stem]
    return read_text(decode(path.read_bytes(), path.name).text, path.name), expected


@pytest.mark.parametrize("stem", sorted(SAMPLE))
def test_fields(stem: str) -> None:
    draft, expected = read(stem)
    article = draft.article
    found = {
        name: getattr(article, name)
        for name in ("title", "subtitle", "date", "source", "agency", "dateline", "section", "page", "edition", "collection")
    }
    assert found == {name: expected.get(name, "") for name in found}
    assert list(article.authors) == expected.get("authors", [])


@pytest.mark.parametrize("stem", sorted(SAMPLE))
def test_images(stem: str) -> None:
    draft, expected = read(stem)
    found = [{k: v for k in ("caption", "credit", "code", "date") if (v := getattr(image, k))} for image in draft.article.images]
    assert found == expected.get("images", [])


@pytest.mark.parametrize("stem", sorted(SAMPLE))
def test_text(stem: str) -> None:
    draft, expected = read(stem)
    assert [block.text for block in draft.blocks if block.level] == expected.get("headings", [])
    kept = [block.text for block in draft.blocks if not block.level and not RULE_LINE.match(block.text)]
    assert kept[0].split()[:6] == expected["first"].split()[:6]
    assert kept[-1].endswith(expected["last"])
    assert len(kept) == expected["paragraphs"]


@pytest.mark.parametrize("stem", sorted(SAMPLE))
def test_removed(stem: str) -> None:
    draft, expected = read(stem)
    assert [removed.text for removed in draft.removed] == expected.get("removed", [])


@pytest.fixture(scope="module")
def names(spacy_finder: Finder) -> dict[str, Found]:
    stems = sorted(SAMPLE)
    return dict(zip(stems, spacy_finder.find([name_text(read(stem)[0]) for stem in stems], silent), strict=True))


def f1(found: set[tuple[str, str]], expected: set[tuple[str, str]]) -> float:
    return 2 * len(found & expected) / max(1, len(found) + len(expected))


def test_people(names: dict[str, Found]) -> None:
    """Names have an issue of their own; what is reached is held."""
    found = {(stem, person.name) for stem, one in names.items() for person in one.people}
    expected = {(stem, person["name"]) for stem in SAMPLE for person in read(stem)[1].get("people", [])}
    assert f1(found, expected) >= 0.97, (sorted(found - expected), sorted(expected - found))


def test_short_forms(names: dict[str, Found]) -> None:
    found = {(f"{stem}: {person.name}", form) for stem, one in names.items() for person in one.people for form in person.forms}
    expected = {
        (f"{stem}: {person['name']}", form) for stem in SAMPLE for person in read(stem)[1].get("people", []) for form in person["as"]
    }
    assert f1(found, expected) >= 0.95, (sorted(found - expected), sorted(expected - found))


def test_places(names: dict[str, Found]) -> None:
    found = {(stem, place.name) for stem, one in names.items() for place in one.places}
    expected = {(stem, place) for stem in SAMPLE for place in read(stem)[1].get("places", [])}
    assert f1(found, expected) >= 0.95, (sorted(found - expected), sorted(expected - found))
