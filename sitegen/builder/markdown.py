"""The long way for Markdown: markdown-it-py with our rules for names, links, pictures and tables."""

import itertools
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sitegen.builder.addresses import local_file, may_link, published_at
from sitegen.builder.bodies import note_sentences
from sitegen.builder.limits import check_depth, check_limits
from sitegen.builder.mentions import Forms, Mention, mentions
from sitegen.builder.shortway import Block
from sitegen.builder.sources import ENDINGS
from sitegen.prose import escape

EXCERPT = 60
"""Words of an article whose rights are ``excerpt``."""


def render_whole(text: str, env: dict[str, Any]) -> str:
    """A whole text as HTML."""
    html: str = _parser().render(text, env)
    return html


def render_inline(block: Block, env: dict[str, Any]) -> str:
    """A paragraph's text through markdown-it-py's inline rules and those after them."""
    parser = _parser()
    token = Token("inline", "", 0, content=block.text, children=[])
    opening = Token("heading_open" if block.tag != "p" else "paragraph_open", block.tag, 1)
    state = StateCore(block.text, parser, env, [opening, token])
    for rule in parser.core.ruler.getRules(""):
        if rule.__name__ not in ("normalize", "block"):
            rule(state)
    html: str = parser.renderer.render([token], parser.options, env)
    return html


def excerpt(text: str, path: str) -> str:
    """The first words of a body's first paragraph, as Markdown of plain text."""
    check_limits(text, path)
    tokens = _parser().parse(text, {"path": path, "forms": Forms.of(()), "link": False, "files": {}, "targets": {}, "snippets": {}})
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "paragraph_open":
            words = plain(inline).split()
            return escape(" ".join(words[:EXCERPT]) + (" …" if len(words) > EXCERPT else ""))
    return ""


def plain(inline: Token) -> str:
    """The visible text of a paragraph's token."""
    return "".join(" " if t.type in ("softbreak", "hardbreak") else t.content for t in inline.children or ())


@cache
def _parser() -> MarkdownIt:
    """``js-default`` without raw HTML: CommonMark, tables, strikethrough. Linkify would triple the cost."""
    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    parser.validateLink = may_link  # type: ignore[method-assign]
    parser.core.ruler.after("block", "depth", _depth)
    parser.core.ruler.push("names", _names)
    parser.add_render_rule("image", _image)
    parser.add_render_rule("link_open", _link_open)
    for cell in ("th_open", "td_open"):
        parser.add_render_rule(cell, _cell)
    return parser


def _depth(state: StateCore) -> None:
    """Core rule: refuses a text of which the parser has dropped what is nested too deep."""
    check_depth(state.tokens, state.env["path"])


def _cell(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A table's cell, its alignment as a class: the pages' Content-Security-Policy forbids style attributes."""
    token = tokens[index]
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrs["class"] = style.rpartition(":")[2]
    return renderer.renderToken(tokens, index, options, env)


def _names(state: StateCore) -> None:
    """Core rule: finds the names in text, outside links and code; makes links of them and notes their sentences."""
    forms: Forms = state.env["forms"]
    present = forms.within(state.src)
    if not present.count:
        return
    heading = False
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "inline" and token.children:
            if not heading:
                text = plain(token)
                note_sentences(text, mentions(text, present.within(text)), state.env["snippets"])
            if state.env["link"]:
                token.children = _linked(token.children, present)


def _linked(children: list[Token], forms: Forms) -> list[Token]:
    linked: list[Token] = []
    inside = 0
    for child in children:
        inside += (child.type == "link_open") - (child.type == "link_close")
        found = mentions(child.content, forms) if child.type == "text" and not inside else ()
        if found:
            linked.extend(_split(child, found, forms))
        else:
            linked.append(child)
    return linked


def _split(text: Token, found: Sequence[Mention], forms: Forms) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    for mention in found:
        if mention.start > at:
            tokens.append(_text(text.content[at : mention.start], text.level))
        kind = "person" if mention.number < forms.people else "place"
        attrs: dict[str, str | int | float] = {"class": f"name {kind}", "href": f"\0{mention.number}\0"}
        tokens.append(Token("link_open", "a", 1, attrs=attrs, level=text.level, info="name"))
        tokens.append(_text(text.content[mention.start : mention.end], text.level + 1))
        tokens.append(Token("link_close", "a", -1, level=text.level))
        at = mention.end
    if at < len(text.content):
        tokens.append(_text(text.content[at:], text.level))
    return tokens


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)


def _image(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A picture of our own, or for one elsewhere a link: no page makes a request to another host."""
    token = tokens[index]
    source = str(token.attrs.get("src", ""))
    token.attrs["alt"] = renderer.renderInlineAsText(token.children or [], options, env)
    if urlsplit(source).scheme == "data":
        return renderer.renderToken(tokens, index, options, env)
    local = local_file(source, env["path"])
    if local and not local.lower().endswith(ENDINGS):
        token.attrs["src"] = _own(local, env)
        return renderer.renderToken(tokens, index, options, env)
    link = Token("link_open", "a", 1, attrs={"href": source})
    label = _text(str(token.attrs["alt"]) or source, 0)
    return renderer.renderInline([link, label, Token("link_close", "a", -1)], options, env)


def _link_open(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Links to Markdown files become links to their pages; links to files of our own publish them."""
    token = tokens[index]
    href = str(token.attrs.get("href", ""))
    local = local_file(href, env["path"]) if token.info != "name" else ""
    if local.lower().endswith(ENDINGS):
        number = env["forms"].count + env["targets"].setdefault(local, len(env["targets"]))
        _, mark, fragment = href.partition("#")
        token.attrs["href"] = f"\0{number}\0{mark}{fragment}"
    elif local.endswith(".html") and href.startswith("/"):
        _, mark, fragment = href.partition("#")
        token.attrs["href"] = f"\0/{quote(published_at(local))}\0{mark}{fragment}"
    elif local and not local.endswith((".html", "/")):
        _, mark, fragment = href.partition("#")
        token.attrs["href"] = _own(local, env) + mark + fragment
    return renderer.renderToken(tokens, index, options, env)


def _own(file: str, env: Any) -> str:
    """The place-holder of a file of our own, noted for publishing."""
    env["files"][file] = None
    return f"\0/{quote(published_at(file))}\0"
