"""No clipping takes for ever: what grows with the square of a text, or faster, would be seen here as minutes."""

import time

import pytest

from sitegen.errors import BadClipping
from sitegen.loader.formats.registry import read_clipping

STORY = "A story was told that the boats came in at last, all of them.\n\n"
WRAPPED = "the harbour was quiet and the boats came in one after another\n"
"""A line of running text, wrapped."""

LONG = {
    "blanks": "A" + " " * 20_000 + "b said so.\n",
    "no-break spaces": "A" + "\u00a0" * 20_000 + "b said so.\n",
    "one wrapped paragraph": WRAPPED * 4_000,
    "letters": "a\n" * 100_000,
    "hyphens": "long-\nline\n" * 4_000,
    "nothing but hyphens": "a-\n" * 50_000,
    "dates in a line": "1 January 1969 " * 30_000,
    "dates of a header": "Date: " + "1 January 1969 " * 30_000,
    "furniture below": "Title here\n\n" + STORY + "Page 6\n\n" * 20_000,
    "furniture above": "Page 6\n\n" * 20_000 + STORY,
    "a breadcrumb that is none": "a > " * 40 + "!\n\n" + STORY,
    "initials": "Title here\n\n" + STORY + "-- " + "A. A. A. A., " * 11 + "1\n",
    "quotations": "Title here\n\n" + "".join(f"“The boat number {i} came in at last, he said.”\n\n" for i in range(10_000)),
    "one quotation": "Title here\n\n" + "“The boat number one came in at last, he said.”\n\n" * 10_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_clipping_is_read_in_seconds(text: str) -> None:
    start = time.process_time()
    draft = read_clipping(text.encode(), "x.txt").drafts[0]
    assert time.process_time() - start < 5
    assert draft.article.title


@pytest.mark.parametrize(
    "text",
    ["# A" + " " * 20_000 + "b\n\n" + STORY, "# A\n\n" + "[" * 10_000, "# A\n\n" + "**a " * 20_000],
    ids=["blanks", "brackets", "stars"],
)
def test_markdown_is_read_in_seconds(text: str) -> None:
    start = time.process_time()
    assert read_clipping(text.encode(), "x.md").drafts[0].article.title
    assert time.process_time() - start < 5


def test_more_brackets_than_markdown_can_bear_are_refused() -> None:
    for text in ("# A\n\n" + "[" * 200_000, "---\ntitle: A\n---\n\n" + "[" * 200_000):
        with pytest.raises(BadClipping, match="200,000 opening brackets; Markdown with at most 10,000 is read"):
            read_clipping(text.encode(), "x.md")


def test_a_pull_quote_repeats_a_longer_paragraph_and_an_equal_one_does_not() -> None:
    quote = "“The boats sank in the night.”"
    longer = "“The boats sank in the night,” said the harbour master on Monday, “and all of them had fish.”"
    once = f"Title here\n\n{STORY}{longer}\n\n{quote}\n\n{STORY}"
    assert quote not in read_clipping(once.encode(), "x.txt").drafts[0].article.body
    twice = f"Title here\n\n{STORY}{quote}\n\n{STORY}{quote}\n\n{STORY}"
    assert read_clipping(twice.encode(), "x.txt").drafts[0].article.body.count(quote) == 2
