"""Markdown, with front matter or without: passed through as its writer meant it."""

import re

import msgspec
from markdown_it import MarkdownIt

from sitegen.article import read_article, split
from sitegen.errors import ArticleFault, BadClipping, Spot
from sitegen.loader.decode import Decoded
from sitegen.loader.draft import Draft, Evidence, Fate
from sitegen.model import Article
from sitegen.prose import Block, normal_body

ENDINGS = (".md", ".markdown", ".mdown")
_HEADING = re.compile(r"\s*#\s+(?P<title>\S.*?)\s*#*\s*(?:\n|\Z)")


def has_front_matter(decoded: Decoded, name: str) -> bool:
    """Whether it begins with ``---`` and fields; without a Markdown file's ending only if they have a title."""
    if not re.match(r"---[ \t]*\n", decoded.text):
        return False
    if name.lower().endswith(ENDINGS):
        return True
    try:
        tree, _ = split(decoded.text, name)
    except ArticleFault:
        return False
    return "title" in tree.items


def read_front_matter(decoded: Decoded, path: str) -> tuple[Draft, ...]:
    """The article that the file already is. Raises BadFrontMatter, BadField."""
    article, notices = read_article(decoded.text, path)
    return (_draft(article, decoded.text, "front matter", notices=notices),)


def is_markdown(decoded: Decoded, name: str) -> bool:
    """Whether a file without front matter is named as Markdown, and begins with a heading: else its text is only text."""
    return name.lower().endswith(ENDINGS) and _HEADING.match(decoded.text) is not None


def read_markdown(decoded: Decoded, path: str) -> tuple[Draft, ...]:
    """The article under a first heading."""
    match = _HEADING.match(decoded.text)
    if not match:
        raise BadClipping(Spot(path), "no heading to take for a title", "begin with '# Title'")
    article = Article(title=plain(match["title"])[0] or match["title"], body=normal_body(decoded.text[match.end() :]))
    return (_draft(article, decoded.text, "Markdown heading"),)


def _draft(article: Article, text: str, rule: str, notices: tuple = ()) -> Draft:  # type: ignore[type-arg]
    fates = tuple(Fate(number, "Markdown", line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    return Draft(
        msgspec.structs.replace(article, origin=None),
        blocks=tuple(Block(paragraph) for paragraph in plain(article.body)),
        evidence=(Evidence("title", rule, 1, article.title),),
        notices=notices,
        fates=fates,
    )


def plain(body: str) -> tuple[str, ...]:
    """The text of each paragraph, heading and item of a Markdown body, without its marks."""
    texts = []
    for token in MarkdownIt("js-default").parse(body):
        if token.type == "inline":
            parts = (" " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ())
            texts.append("".join(parts).strip())
    return tuple(filter(None, texts))
