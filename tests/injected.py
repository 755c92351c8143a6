"""A site with a payload in every text that somebody may write, and what no page of it may hold."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import site_kit

from sitegen.model import Image, Name, Scan
from sitegen.prose import Block, clean, markdown

SCAN = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
OWN = "articles/1960/own.html"
SCHEMES = ("", "http", "https", "mailto", "tel", "ftp")
"""Of the addresses in a page; ``data`` too for a picture."""
PICTURE = re.compile("data:image/(png|gif|jpeg|webp);")

FROM_TEXT = {("br", None), ("a", "name person"), ("a", "name place")}

Skeleton = Counter[tuple[str, tuple[str, ...]]]


def files(text: str) -> dict[str, str | bytes]:
    """Every kind of file below ``content/``, with each of its texts this one."""
    everything = site_kit.article(
        text,
        markdown([Block(text, 2), Block(text), Block(f"See {text}, said Ann.", quote=True)]),
        subtitle=text,
        date="1960-01-01",
        authors=(text, text),
        source=text,
        agency=text,
        dateline=text,
        section=text,
        page=text,
        edition=text,
        identifier=text,
        collection=text,
        summary=text,
        tags=(text, "tag"),
        people=(Name(text, ("Ann", text)), Name("Second")),
        places=(Name(text),),
        organisations=(Name(text),),
        images=(Image(text, text, text, text, "own.svg"), Image(text, text)),
        scans=(Scan("own.svg", text),),
        url="https://example.org/x?a=1&b=2",
        accessed="2020-01-01",
    )
    known = {
        "sort_name": f"{text} S",
        "aliases": (text, f"{text} A"),
        "description": text,
        "ids": {"wikidata": f"{text} 1", as_read(text): text},
    }
    return {
        "content/articles/1960/own.md": everything,
        "content/articles/1960/own.svg": SCAN,
        "content/articles/1960/cut.md": site_kit.article(text, markdown([Block(text)]), date="1960-01-02", source=text, rights="excerpt"),
        "content/articles/1960/entry.md": site_kit.article(text, date="1960-01-03", source=text, rights="metadata", page=text),
        "content/people/r.md": site_kit.record(text, markdown([Block(text)]), born="1900", **known),
        "content/places/r.md": site_kit.record(text, markdown([Block(text)]), country=text, coordinates=(1.0, 2.0), **known),
        "content/collections/r.md": site_kit.record(text, markdown([Block(text)]), **known),
        "content/pages/about.md": site_kit.page(text, markdown([Block(text)]), description=text),
    }


def settings(text: str) -> str:
    """The settings with every free text this one; a control character is refused there."""
    free = ("title", "subtitle", "description", "publisher")
    shown = "".join(c for c in text if c.isprintable())
    lines = [f"{name}: {json.dumps(shown, ensure_ascii=False)}" for name in free if shown]
    return "\n".join([*lines, "contact: a@example.org", "site_url: https://example.org/sub/", "templates: null", ""])


def build_with(root: Path, text: str) -> dict[str, bytes]:
    """The finished site, its pages by their paths; those whose address is made of the text, by their folders."""
    site_kit.make_site(root, files(text), settings(text), theme="broadsheet")
    report = site_kit.build_in(root, force=True)
    assert report.faults == ()
    return {_place(path): data for path, data in site_kit.tree(root / "site").items()}


def _place(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/" if folder in ("people", "places", "collections") and name != "second.html" else path


def parsed(page: bytes) -> ET.Element:
    """The page's tree, by a parser that bears no error."""
    tree: ET.Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.decode())
    return tree


def skeleton(tree: ET.Element) -> Skeleton:
    """How often each element stands in a page, with the names of its attributes; but for what a text may bring with it.

    That is a line break where it has one, and a link where it names somebody.
    """
    return Counter((str(e.tag), tuple(sorted(e.attrib))) for e in tree.iter() if (e.tag, e.get("class")) not in FROM_TEXT)


def dangers(tree: ET.Element) -> Iterator[str]:
    """What no page may hold, whatever it is made of."""
    for element in tree.iter():
        if element.tag in ("script", "style", "iframe", "object", "embed", "base", "form"):
            data = element.tag == "script" and element.attrib == {"type": "application/ld+json"}
            yield from () if data else (f"<{element.tag}>",)
        for name, value in element.attrib.items():
            if str(name).startswith("on") or name in ("style", "srcdoc"):
                yield f'{name}="{value}"'
            if name in ("href", "src", "action", "formaction", "poster", "data") or str(name).endswith("}href"):
                parts = urlsplit(value.strip())
                shown = element.tag in ("img", "image", "source") or element.get("rel") in ("stylesheet", "icon")
                fine = parts.scheme in ("", "data") and not parts.netloc if shown else parts.scheme in SCHEMES or PICTURE.match(value)
                if not fine or any(c < " " for c in value):
                    yield f'<{element.tag} {name}="{value}">'


def texts_of(value: object) -> Iterator[str]:
    """Every text in a tree of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)


def as_read(text: str) -> str:
    """A text as a page shows it: what nobody sees is gone, blanks are folded."""
    return " ".join(clean(text).split())
