"""The text between head and end: paragraphs, subheadings, captions, and what is no text."""

from msgspec import Struct

from sitegen.loader.draft import Evidence, Fate
from sitegen.loader.fields import Step
from sitegen.loader.lines import Line, Paragraph, paragraphs
from sitegen.loader.rules.captions import caption
from sitegen.loader.rules.datelines import inline
from sitegen.loader.rules.furniture import JUMP
from sitegen.loader.rules.headings import Spoken, dead_line, heading_confidence, pull_quote
from sitegen.loader.rules.rule import Taken, View
from sitegen.prose import Block


class Body(Struct, frozen=True):
    blocks: tuple[Block, ...] = ()
    lines: tuple[int, ...] = ()
    """The line where each block begins."""
    steps: tuple[Step, ...] = ()
    """What was taken out: captions, jump lines, pull quotes, the in-line dateline."""
    fates: tuple[Fate, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def read_body(view: View) -> Body:
    """The body that a clipping's middle lines are."""
    kept, steps = _taken_out(view, paragraphs(view.lines, view.layout, view.spelled))
    blocks: list[Block] = []
    fates: list[Fate] = []
    evidence: list[Evidence] = []
    for at, paragraph in enumerate(kept):
        if sure := heading_confidence(kept, at):
            blocks.append(Block(paragraph.text, level=2))
            fates += [Fate(line.number, "heading", line.text) for line in paragraph.lines]
            evidence.append(Evidence("body", "subheading", paragraph.number, paragraph.text, sure))
            continue
        text, lead = paragraph.text, ""
        if all(block.level for block in blocks):  # the first paragraph of text
            found, lead, text = inline(paragraph.text, paragraph.number)
            if found:
                steps.append(Step("in-line dateline", paragraph.lines[:1], Taken(0, found, lead=lead)))
        blocks.append(Block(text))
        fates += _text_fates(paragraph.lines, lead)
    return Body(tuple(blocks), tuple(p.number for p in kept), tuple(steps), tuple(fates), tuple(evidence))


def _taken_out(view: View, found: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], list[Step]]:
    """The paragraphs that are text, and what the others are."""
    kept: list[Paragraph] = []
    steps: list[Step] = []
    spoken = Spoken(found)
    place = taken_to = 0
    for at, paragraph in enumerate(found):
        start, place = place, place + len(paragraph.lines)
        if start < taken_to:
            continue
        if taken := caption(view, start):
            taken_to = start + taken.lines
            steps.append(Step("caption", view.lines[start:taken_to], taken))
        elif why := _no_text(found, spoken, at):
            steps.append(Step(why, paragraph.lines, Taken(len(paragraph.lines), why=why)))
        else:
            kept.append(paragraph)
    return tuple(kept), steps


def _no_text(found: tuple[Paragraph, ...], spoken: Spoken, at: int) -> str:
    """Why a paragraph is left out, "" where it is text."""
    if JUMP.match(found[at].text):
        return "jump line"
    return "pull quote" if pull_quote(found, spoken, at) else dead_line(found[at])


def _text_fates(lines: tuple[Line, ...], lead: str) -> list[Fate]:
    """The lines of a paragraph without the dateline that it begins with."""
    fates, skip = [], len("".join(lead.split()))
    for line in lines:
        at = 0
        while skip and at < len(line.text):
            skip -= not line.text[at].isspace()
            at += 1
        if rest := line.text[at:].strip():
            fates.append(Fate(line.number, "text", rest))
    return fates
