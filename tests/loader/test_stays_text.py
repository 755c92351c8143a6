"""Law 6: what import writes of a text is that text on the page, whatever it looks like to a Markdown parser."""

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st
from loader.writing import CLIPPING, LINE
from markdown_it import MarkdownIt

from sitegen.article import read_article, write
from sitegen.errors import ArticleFault
from sitegen.loader.decode import decode
from sitegen.loader.reading import read_text
from sitegen.prose import Block, clean, markdown

MARKDOWN = MarkdownIt("js-default")
BLOCK = st.builds(
    Block, text=st.lists(LINE, min_size=1, max_size=3).map("\n".join), level=st.sampled_from([0, 0, 0, 2, 3]), quote=st.booleans()
)


def visible(body: str) -> str:
    """What a reader sees of a body: the text of the parsed page, white space normalised."""
    tree = html5lib.parse(f"<!doctype html><body>{MARKDOWN.render(body)}", namespaceHTMLElements=False)
    return squeezed("".join(tree.find("body").itertext()))


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=6))
def test_blocks_are_seen_as_they_are(blocks: list[Block]) -> None:
    assert visible(markdown(blocks)) == squeezed(clean("".join(block.text for block in blocks)))


@settings(deadline=None)
@given(CLIPPING)
def test_the_kept_text_of_any_clipping_is_seen_as_it_is(text: str) -> None:
    try:
        draft = read_text(decode(text.encode(), "any.txt").text, "any.txt")
    except ArticleFault:
        return
    kept = squeezed(clean("".join(block.text for block in draft.blocks)))
    assert visible(draft.article.body) == kept
    written, _ = read_article(write(draft.article), "any.md")
    assert written == draft.article


def test_nothing_of_a_text_becomes_an_element() -> None:
    text = "A headline\n\n<script>alert(1)</script> and [a](javascript:b) and ![c](d) and <e@f.gh> and https://example.org.\n"
    body = read_text(text, "x.txt").article.body
    tree = html5lib.parse(MARKDOWN.render(body), namespaceHTMLElements=False)
    assert {element.tag for element in tree.iter()} == {"html", "head", "body", "p"}
