"""Markdown, with front matter or without: passed through as its writer meant it."""

import re

import msgspec
from markdown_it import MarkdownIt

from sitegen.article import read_article, split
from sitegen.errors import ArticleFault, BadClipping, Notice, Spot
from sitegen.loader.decode import Decoded
from sitegen.loader.draft import Draft, Evidence, Fate
from sitegen.loader.fields import Step, fields_of
from sitegen.loader.lines import Layout, Line, split_lines
from sitegen.loader.rules.rule import View
from sitegen.loader.rules.table import PARTICULARS
from sitegen.model import Article
from sitegen.prose import Block, normal_body

ENDINGS = (".md", ".markdown", ".mdown")
DEEP = 15
"""Lines below the headline in which the paper, the day and the writer are looked for."""

MOST_BRACKETS = 10_000
"""Most ``[`` of a file: a Markdown parser looks for the end of each, and so takes the square of their number."""

_HEADLINE = re.compile(r"# +\S[^\n]*(?:\n[ \t]*(?:\n|\Z)|\Z)")
"""A heading in the first line, with a blank line below: what marks a file that isn't named so as Markdown."""

_HEADING = re.compile(r"\s*#\s+(?P<title>\S[^\n]*)(?:\n|\Z)")


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
    """The article that the file already is. Raises BadFrontMatter, BadField, BadClipping."""
    _check_brackets(decoded, path)
    article, notices = read_article(decoded.text, path)
    return (_draft(article, decoded.text, "front matter", notices=notices),)


def is_markdown(decoded: Decoded, name: str) -> bool:
    """Whether a file without front matter begins with a heading, and is named as Markdown or has a blank line below it."""
    heading = _HEADING if name.lower().endswith(ENDINGS) else _HEADLINE
    return heading.match(decoded.text) is not None


def read_markdown(decoded: Decoded, path: str) -> tuple[Draft, ...]:
    """The article under a first heading, with what the lines just below it say of its origin. Raises BadClipping, BadField."""
    _check_brackets(decoded, path)
    match = _HEADING.match(decoded.text)
    if not match:
        raise BadClipping(Spot(path), "no heading to take for a title", "begin with '# Title'")
    above = decoded.text[: match.end()].count("\n")
    steps, taken = _particulars(decoded.text[match.end() :], above)
    fields, evidence, notices = fields_of(steps, path)
    rest = "\n".join(decoded.text[match.end() :].split("\n")[taken:])
    heading = _without_closing(match["title"].rstrip())
    title = plain(heading)
    article = Article(**fields | {"title": title[0] if title else heading}, body=normal_body(rest))
    draft = _draft(article, decoded.text, "Markdown heading", notices=notices)
    said = {fate.line: fate for step in steps for fate in step.fates}
    fates = tuple(said.get(fate.line, fate) for fate in draft.fates)
    return (msgspec.structs.replace(draft, evidence=draft.evidence + evidence, fates=fates),)


def _check_brackets(decoded: Decoded, path: str) -> None:
    if (count := decoded.text.count("[")) > MOST_BRACKETS:
        raise BadClipping(Spot(path), f"{count:,} opening brackets; Markdown with at most {MOST_BRACKETS:,} is read", "take them out")


def _without_closing(heading: str) -> str:
    """A heading without the ``##`` that may stand after it, with a blank between."""
    bare = heading.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() else heading


def _particulars(text: str, above: int) -> tuple[list[Step], int]:
    """What the first paragraphs below the headline say of the piece, and how many lines of the text they are.

    A paragraph of which only a part is that is text, and with it all below.
    """
    raw = text.split("\n")
    lines = _lines("\n".join(raw[:DEEP]), above)
    view = View(lines, Layout(wrapped=False), frozenset({"title"}))
    steps: list[Step] = []
    at = 0
    while at < len(lines):
        block, end = [], view.block_end(at)
        while at < end and (step := _step(view, at)):
            block.append(step)
            at += step.taken.lines
        if at != end:
            break
        steps += block
        view = msgspec.structs.replace(view, known=view.known | {found.field for step in block for found in step.taken.found})
    return steps, steps[-1].lines[-1].number - above if steps else 0


def _step(view: View, at: int) -> Step | None:
    found = ((rule.name, taken) for rule in PARTICULARS if (taken := rule.match(view, at)))
    return next((Step(name, view.lines[at : at + taken.lines], taken) for name, taken in found), None)


def _lines(text: str, above: int) -> tuple[Line, ...]:
    """The lines of Markdown without its marks, up to the first that is more than a line of a paragraph."""
    lines = []
    for line in split_lines(text):
        tokens = MarkdownIt("js-default").parse(line.text)
        words = plain(line.text.rstrip("\\"))
        if line.indent > 3 or tokens[0].type != "paragraph_open" or len(words) != 1:
            break
        lines.append(msgspec.structs.replace(line, number=line.number + above, text=words[0]))
    return tuple(lines)


def _draft(article: Article, text: str, rule: str, notices: tuple[Notice, ...] = ()) -> Draft:
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
