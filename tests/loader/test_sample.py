"""Every clipping of the sample archive is read as a person would: fields, headings, what is left out, first and last words."""

from typing import Any

import pytest
from loader.sample import expectations

from sitegen.loader.decode import decode
from sitegen.loader.draft import Draft
from sitegen.loader.reading import read_text
from sitegen.loader.rules.furniture import RULE_LINE

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
