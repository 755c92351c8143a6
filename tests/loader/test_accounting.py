"""Law 8: every line of a clipping has one fate, and all of its words are there still, in the article or in the ledger."""

import re

import pytest
from hypothesis import given, settings
from loader.sample import expectations
from loader.writing import CLIPPING

from sitegen.errors import ArticleFault, BadClipping
from sitegen.loader.decode import decode
from sitegen.loader.draft import Draft
from sitegen.loader.reading import read_text


def letters(text: str) -> str:
    """A text without what reading may change: white space, and hyphens at line ends."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def account(text: str, draft: Draft) -> None:
    lines = [(n, line.strip()) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    told: dict[int, str] = {}
    for fate in draft.fates:
        told[fate.line] = told.get(fate.line, "") + fate.text
    # An in-line dateline may be longer than its paragraph's first line: compare all as one text.
    assert letters("".join(told[n] for n in sorted(told))) == letters("".join(line for _, line in lines))
    kept = "".join(fate.text for fate in draft.fates if fate.became in ("text", "heading"))
    assert letters("".join(block.text for block in draft.blocks)) == letters(kept)
    assert [r.line for r in draft.removed] == sorted({fate.line for fate in draft.fates if fate.became == "removed"})
    fields = {fate.line for fate in draft.fates if fate.became not in ("text", "heading", "removed")}
    assert fields <= {evidence.line for evidence in draft.evidence} | followers(draft)
    for removed in draft.removed:
        assert removed.why


def followers(draft: Draft) -> set[int]:
    """Lines whose words stand in the evidence of a field that began above them (a headline of two lines)."""
    texts = [letters(evidence.text) for evidence in draft.evidence]
    return {fate.line for fate in draft.fates if any(letters(fate.text) in text for text in texts)}


@settings(deadline=None)
@given(CLIPPING)
def test_every_line_of_any_clipping_is_accounted_for(text: str) -> None:
    try:
        decoded = decode(text.encode(), "any.txt")
        draft = read_text(decoded.text, "any.txt")
    except ArticleFault:
        return
    account(decoded.text, draft)
    assert draft.article.title.strip()


@pytest.mark.parametrize("stem", sorted(expectations()))
def test_every_line_of_the_sample_is_accounted_for(stem: str) -> None:
    path, _ = expectations()[stem]
    text = decode(path.read_bytes(), path.name).text
    account(text, read_text(text, path.name))


def test_what_is_only_furniture_is_refused() -> None:
    with pytest.raises(BadClipping, match="no article text found"):
        read_text("Home > World\n\nShare on Facebook\nTweet\n\nLeave a Reply\n", "nav.txt")
