"""What stands above the text: headline, decks, the section's label, breadcrumbs."""

import re

from sitegen.loader.casing import is_capitals, ordinary
from sitegen.loader.lines import ends_sentence, is_prose
from sitegen.loader.rules.bylines import byline
from sitegen.loader.rules.datelines import correspondent_line, inline, place_line, slash_line
from sitegen.loader.rules.furniture import furniture_kind
from sitegen.loader.rules.papers import date_line, is_section, masthead, page_line, paper_line
from sitegen.loader.rules.rule import Found, Taken, View

_CRUMB = re.compile(r"[\w&'’\s.-]{1,30}+(?:(?:>|»|›|→|::)[\w&'’\s.,-]{1,60}+)+\Z")
_PARTICULARS = (masthead, paper_line, date_line, page_line, byline, slash_line, correspondent_line)
"""Rules whose lines end a headline that goes over several."""

SENTENCE = 15
"""Words from which a first line with a full stop is the text's own beginning, and there is no headline."""

LONGEST = 250
"""Characters of the longest headline that isn't doubted."""


def breadcrumb(view: View, at: int) -> Taken | None:
    """A web page's path: ``Home > World``."""
    return Taken(1, why="breadcrumb") if _CRUMB.match(view.lines[at].text) and not ends_sentence(view.lines[at].text) else None


def section(view: View, at: int) -> Taken | None:
    """A section's label alone on its line, above the headline or just below it."""
    line = view.lines[at]
    if not is_section(line.text) or furniture_kind(line.text) == "page navigation" or re.search(r"[^\w&'’\s/|,:-]", line.text):
        return None
    if at + 1 >= len(view.lines) or ("title" not in view.known and view.prose_follows(at + 1)):
        return None
    if not (is_capitals(line.text) or line.text.istitle() or len(line.text.split()) == 1):
        return None
    label = line.text.strip(" :|-")
    return Taken(1, (Found("section", ordinary(label) if is_capitals(label) else label, line.number, line.text, 0.85),))


def kicker(view: View, at: int) -> Taken | None:
    """A column's or section's own label in capitals, between the paper's name and the headline."""
    line = view.lines[at]
    if "title" in view.known or "source" not in view.known or "section" in view.known:
        return None
    if not is_capitals(line.text) or len(line.text.split()) > 4 or view.block_end(at) != at + 1 or at + 2 >= len(view.lines):
        return None
    below = view.paragraph(at + 1)
    if is_capitals(below.text) or is_prose(below.text) or any(rule(view, at + 1) for rule in _PARTICULARS):
        return None
    return Taken(1, (Found("section", ordinary(line.text), line.number, line.text, 0.6),))


def title(view: View, at: int) -> Taken | None:
    """The headline: the first line that is nothing else, with those that go on with it."""
    if "title" in view.known:
        return None
    first = view.lines[at]
    whole = view.paragraph(at)
    if len(whole.lines) > 1 and is_prose(whole.text) and not is_capitals(whole.text):
        return None
    if ends_sentence(first.text) and (len(first.text) > LONGEST or (first.text[-1] == "." and len(first.text.split()) >= SENTENCE)):
        return None
    if inline(first.text, first.number)[0]:
        return None
    end = at + 1
    while end < view.block_end(at) and end - at < 5 and _goes_on(view, at, end):
        end += 1
    lines = view.lines[at:end]
    text = " ".join(line.text for line in lines)
    return Taken(end - at, (Found("title", text, first.number, text, 0.9 if len(text) <= LONGEST else 0.6),))


def _goes_on(view: View, at: int, end: int) -> bool:
    """Whether a line is the headline's still: the same letters (or a small one), and no particulars of the article."""
    first, before, line = view.lines[at], view.lines[end - 1], view.lines[end]
    if any(rule(view, end) for rule in _PARTICULARS) or len(line.text) > 90 or len(before.text) > 90:
        return False
    if is_capitals(first.text):
        return is_capitals(line.text) and not inline(line.text, line.number)[0]
    if ends_sentence(before.text) or is_prose(view.paragraph(end).text):
        return False
    return line.text[0].islower()


def deck(view: View, at: int) -> Taken | None:
    """A line under the headline that isn't text yet; a sentence only where a byline or dateline follows it."""
    if "title" not in view.known:
        return None
    paragraph = view.paragraph(at)
    if inline(paragraph.text, paragraph.number)[0] or len(paragraph.text) > LONGEST:
        return None
    after = at + len(paragraph.lines)
    if after >= len(view.lines):
        return None
    sentence = ends_sentence(paragraph.text) and paragraph.text[-1] not in "?!:"
    if sentence:
        near = len(paragraph.text.split()) <= 45 and "authors" not in view.known
        if not (near and any(rule(view, after) for rule in (byline, slash_line, correspondent_line, place_line))):
            return None
        sure = 0.7
    else:
        if len(paragraph.text.split()) > 45 or not _above_text(view, after):
            return None
        sure = 0.8
    raw = " ".join(line.text for line in paragraph.lines)
    return Taken(len(paragraph.lines), (Found("subtitle", paragraph.text.strip(), paragraph.number, raw, sure),))


def _above_text(view: View, at: int) -> bool:
    """Whether a paragraph of text comes within a few lines."""
    place = at
    for _ in range(6):
        if place >= len(view.lines):
            return False
        paragraph = view.paragraph(place)
        if is_prose(paragraph.text) or inline(paragraph.text, 0)[0]:
            return True
        place += len(paragraph.lines)
    return False
