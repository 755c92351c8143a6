"""Markdown to HTML: the text of articles, records and pages, with names as links and mentions as snippets.

A rendered body holds no addresses of other pages but ``\\0NUMBER\\0`` for each (NUL can't come of Markdown), so that it
depends on the article alone; the addresses are put in when its page is rendered. People come first, then places, then
the Markdown files that it links to. Files of our own are ``\\0/PATH\\0``: where the page will stand is not known here.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from sitegen.builder.limits import check_length, check_limits, check_names
from sitegen.builder.mentions import Ends, Forms, Mention, mentions, sentence_ends, snippet
from sitegen.builder.shortway import Block, Segment, blocks, framed
from sitegen.builder.views import Snippet


class Body(Struct, frozen=True):
    """A rendered body and what it gives to other pages."""

    html: str
    snippets: tuple[Snippet | None, ...]
    """The sentence of the first mention of each name, in the order of the names."""
    files: tuple[str, ...]
    """Files of our own that it shows or links to, below ``content/``."""
    targets: tuple[str, ...]
    """Markdown files that it links to, below ``content/``."""


def render(text: str, path: str, forms: Forms, link_names: bool = True) -> Body:
    """A Markdown body as HTML. ``path`` is its file below ``content/``, ``forms`` the names to find in it.

    Raises BadText where a limit is passed.
    """
    check_length(text, path)
    check_names(text, len(forms.pairs), path)
    env: dict[str, Any] = {"path": path, "forms": forms, "link": link_names, "files": {}, "targets": {}, "snippets": {}}
    html = _short_way(text, env)
    if html is None:
        from sitegen.builder.markdown import render_whole

        check_limits(text, path)
        html = render_whole(text, env)
    snippets = tuple(env["snippets"].get(n) for n in range(forms.count))
    return Body(html, snippets, tuple(env["files"]), tuple(env["targets"]))


def _short_way(text: str, env: dict[str, Any]) -> str | None:
    """The same HTML for prose whose blocks are plain to see; None for any other text."""
    found = blocks(text)
    if found is None:
        return None
    if any(not isinstance(block, str) and block.segments is None for block in found):
        check_limits(text, env["path"])  # the parser has a part in it
    namer = _Namer(env["forms"].within(text), env["link"], env["snippets"])
    parts = []
    for block in found:
        if isinstance(block, str):
            parts.append(f"<p>{namer.html(block, namer.note(block))}</p>\n")
        else:
            html = _parsed(block, env) if block.segments is None else _marked_up(block, block.segments, namer)
            parts.append(framed(block.tag, html, block.quoted))
    return "".join(parts)


def _parsed(block: Block, env: dict[str, Any]) -> str:
    from sitegen.builder.markdown import render_inline  # with markdown-it-py, which prose with nothing to interpret does without

    return render_inline(block, env)


class _Namer:
    """The names of one text: links them where they stand, notes the sentence of each one's first mention."""

    def __init__(self, forms: Forms, link: bool, snippets: dict[int, Snippet]) -> None:
        self._forms = forms
        self._link = link
        self._snippets = snippets
        self._waiting = forms.pairs
        """Those whose names have no sentence yet."""

    def note(self, text: str) -> tuple[Mention, ...] | None:
        """Notes what a paragraph is the first to name. Returns its mentions where it had to look for all."""
        if not [form for form, _ in self._waiting if form in text]:
            return None
        found = mentions(text, self._forms.within(text))
        note_sentences(text, found, self._snippets)
        self._waiting = tuple(pair for pair in self._waiting if pair[1] not in self._snippets)
        return found

    def html(self, text: str, found: tuple[Mention, ...] | None = None) -> str:
        """The text as HTML; ``found`` are its mentions, where they are known already."""
        if not self._link:
            return _escape(text)
        if found is None:
            here = self._forms.within(text)
            found = mentions(text, here) if here.pairs else ()
        parts, at = [], 0
        for mention in found:
            kind = "person" if mention.number < self._forms.people else "place"
            parts.append(f'{_escape(text[at : mention.start])}<a class="name {kind}" href="\0{mention.number}\0">')
            parts.append(f"{_escape(text[mention.start : mention.end])}</a>")
            at = mention.end
        parts.append(_escape(text[at:]))
        return "".join(parts)


def _marked_up(block: Block, segments: Iterable[Segment], namer: _Namer) -> str:
    """The HTML of a block whose segments are told, its names linked and noted."""
    if block.tag == "p":
        namer.note("".join(text for text, _ in segments).replace("\n", " "))
    parts = []
    for text, tag in segments:
        html = _escape(text) if tag.startswith("a ") else namer.html(text)
        parts.append(f"<{tag}>{html}</{tag.partition(' ')[0]}>" if tag else html)
    return "".join(parts)


def _escape(text: str) -> str:
    """As markdown-it-py's ``escapeHtml``, for text without ``&``, ``<`` and ``>``: those are never plain."""
    return text.replace('"', "&quot;") if '"' in text else text


def with_addresses(html: str, addresses: Sequence[str], root: str) -> str:
    """A rendered body with the addresses of the pages that it links put in."""
    if "\0" not in html:
        return html
    parts = html.split("\0")
    parts[1::2] = [root + (n[1:] if n.startswith("/") else addresses[int(n)]) for n in parts[1::2]]
    return "".join(parts)


def note_sentences(text: str, found: Iterable[Mention], snippets: dict[int, Snippet]) -> None:
    """Notes the sentence of each name's first mention."""
    ends: Ends | None = None
    for mention in found:
        if mention.number not in snippets:
            ends = sentence_ends(text) if ends is None else ends
            snippets[mention.number] = snippet(text, mention, ends)
