"""Bylines: who wrote a piece, above it or after it."""

import re

from sitegen.loader import words
from sitegen.loader.casing import is_capitals, ordinary
from sitegen.loader.rules.agencies import agency_name
from sitegen.loader.rules.papers import looks_like_paper
from sitegen.loader.rules.rule import Found, Taken, View

_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|du|la|le|al|el|bin|ibn|ter|ten|y|St\.)"
# Atomic: initials can be read as one word or as several, and a pattern that tries each way takes for ever.
_NAME_WORD = r"(?!AND\b)(?>[^\W\d_]\.(?:-?[^\W\d_]\.)*|(?:[A-Z]|[^\W\d_a-z])[\w'’-]*\.?)"
NAME = rf"(?:(?:Mr|Mrs|Miss|Ms|Dr|Sir|Prof|Rev|Capt|Lieut|Col)\.?\s+)?{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_NAME_WORD}){{1,4}}"
"""A person's name as bylines print it: two to five words, initials and particles among them."""

_NAMES = rf"{NAME}(?:(?:\s*,\s*(?:(?:and|AND)\s+)?|\s+(?:and|AND)\s+|\s*&\s*){NAME})*"
_BYLINE = re.compile(rf"(?:By|BY|by|Story by|Text by|Words by|Written by|From|FROM)\s*:?\s+(?P<names>{_NAMES})(?P<tail>.*)\Z")
_NOBODY = re.compile(rf"(?:By|From)\s+(?P<who>{words.CORRESPONDENTS})\.?\Z", re.IGNORECASE)
_ROLE = re.compile(rf"(?:,|of|for|in)?\s*(?P<role>{words.ROLES})\.?\Z", re.IGNORECASE)
_AFTER = re.compile(rf"(?:--?|—|–)\s*(?P<names>{_NAMES})\.?\Z")
_CREDITS = re.compile(
    r"[(\[](?:Additional )?(?:Reporting|Writing|Report|Written|Compiled) by\s+(?P<names>[^;)\]]+)(?P<more>[^)\]]*)[)\]]\.?\Z"
)


def authors_of(text: str) -> tuple[str, ...]:
    """The names in a byline, in ordinary letters: ``A, B and C``; no roles, papers or agencies."""
    return tuple(ordinary(part) for part in _parts(text) if not (_ROLE.fullmatch(part) or looks_like_paper(part) or agency_name(part)))


def _parts(text: str) -> list[str]:
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*;\s*", text.strip(" .,"), flags=re.IGNORECASE)
    return [part.strip() for part in parts if part.strip()]


def byline(view: View, at: int) -> Taken | None:
    """``By JANE DOE``, ``By Jane Doe and John Roe, The Evening Post``, ``By Our Staff Reporter``."""
    line = view.lines[at]
    if len(line.text) > 120:
        return None
    if match := _NOBODY.match(line.text):
        return Taken(1, (Found("extra.byline", line.text, line.number, line.text),))
    match = _BYLINE.match(line.text)
    if not match:
        return None
    tail = match["tail"].strip(" ,.;")
    authors = authors_of(match["names"])
    if not authors and not agency_name(match["names"]):
        return None
    found = [Found("authors", authors, line.number, line.text, 0.95)] if authors else []
    for part in _parts(match["names"]):
        if ordinary(part) not in authors:
            found += _tail(part, line.number, line.text) or []
    if tail:
        more = _tail(tail, line.number, line.text)
        if more is None:
            return None
        found += more
    lines = 1
    after = view.lines[at + 1] if at + 1 < len(view.lines) else None
    if after is not None and not after.gap and (under := _under(after.text, after.number)):
        found += under
        lines = 2
    return Taken(lines, tuple(found))


def _tail(tail: str, number: int, text: str) -> list[Found] | None:
    """What stands after the names: a paper, an agency, a role, a place; None where it is a sentence."""
    if name := agency_name(tail):
        return [Found("agency", name, number, text)]
    in_place = re.fullmatch(r"in\s+([^\W\d_][\w .'’-]{1,40})", tail)
    if in_place and in_place[1][0].isupper():
        return [Found("dateline", ordinary(in_place[1]), number, text)]
    of_paper = re.sub(r"^(?:of|for)\s+", "", tail)
    of_paper = re.sub(r"\s+staff\Z", "", of_paper, flags=re.IGNORECASE)
    if looks_like_paper(of_paper):
        return [Found("source", ordinary(of_paper), number, text, 0.85)]
    if _ROLE.match(tail):
        return [Found("extra.byline", text, number, text)]
    return None


def _under(text: str, number: int) -> list[Found]:
    """A line under the byline that says what its bearer is: ``Associated Press Writer``, ``Courier Staff``."""
    stem = re.sub(r"\s+(?:staff )?(?:writer|reporter|correspondent|staff)\.?\Z", "", text, flags=re.IGNORECASE)
    if len(text.split()) > 6:
        return []
    if name := agency_name(stem):
        return [Found("agency", name, number, text)]
    if _ROLE.fullmatch(text) and text[0].isupper():
        paper = [Found("source", ordinary(stem), number, text, 0.5)] if looks_like_paper(stem) and len(stem.split()) > 1 else []
        return [*paper, Found("extra.byline", text, number, text)]
    return []


def signature(view: View, at: int) -> Taken | None:
    """The writer's name after the text: ``-- JANE DOE``, ``By Jane Doe``, a name in capitals, ``(Reporting by ...)``."""
    line = view.lines[at]
    if len(line.text) > 160:
        return None
    if match := _CREDITS.match(line.text):
        names = re.sub(r"\s+in\s+[A-Z][\w ]*", "", match["names"])
        return Taken(1, (Found("authors", authors_of(names), line.number, line.text, 0.85),))
    if match := _AFTER.match(line.text):
        return Taken(1, (Found("authors", authors_of(match["names"]), line.number, line.text, 0.85),))
    if taken := byline(view, at):
        return taken
    if re.fullmatch(_NAMES, line.text) and is_capitals(line.text) and len(line.text.split()) <= 5 and line.gap:
        return Taken(1, (Found("authors", authors_of(line.text), line.number, line.text, 0.7),))
    return None
