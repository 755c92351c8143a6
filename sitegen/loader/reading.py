"""A clipping's text to a draft: the head from the top, the end from the bottom, the text between.

Every line has one fate; a line that no rule takes is text of the article.
"""

from sitegen.errors import BadClipping, Notice, Spot
from sitegen.loader.body import Body, read_body
from sitegen.loader.draft import Draft, Evidence
from sitegen.loader.fields import Step, fields_of
from sitegen.loader.lines import Line, joins, layout, split_lines
from sitegen.loader.rules.headlines import LONGEST
from sitegen.loader.rules.rule import Taken, View
from sitegen.loader.rules.table import HEAD, TAIL
from sitegen.loader.spelling import spelling
from sitegen.model import Article
from sitegen.prose import Block, markdown

TITLE_WORDS = 10
"""Words of the text that stand for a headline where there is none."""

DEEP, NEAR = 60, 15
"""Lines from the bottom in which furniture is looked for, and all else."""

MOST_STEPS = 300
"""Times that a rule may take lines at either end; a page of print has a tenth of it. What is left then is text."""


def read_text(text: str, path: str) -> Draft:
    """The draft that a clipping's text is.

    Raises BadClipping where no article is in it, BadField where a header line gives a date that can't be.
    """
    lines = split_lines(text)
    view = View(lines, layout(lines), frozenset(), spelling(text))
    head, start = _head(view)
    tail, end = _tail(view, start, frozenset(found.field for step in head for found in step.taken.found) | {"title"})
    body = read_body(View(lines[start:end], view.layout, frozenset(), view.spelled))
    return _draft(head, body, tail, path)


def _head(view: View) -> tuple[list[Step], int]:
    """What stands above the text, and the index of the text's first line."""
    steps: list[Step] = []
    known: frozenset[str] = frozenset()
    at = 0
    while at < len(view.lines) and len(steps) < MOST_STEPS:
        now = View(view.lines, view.layout, known, view.spelled)
        step = next((Step(rule.name, _lines(now, at, taken), taken) for rule in HEAD if (taken := rule.match(now, at))), None)
        if step is None:
            break
        steps.append(step)
        known |= {found.field for found in step.taken.found}
        at += step.taken.lines
    return steps, at


def _tail(view: View, start: int, known: frozenset[str]) -> tuple[list[Step], int]:
    """What stands below the text, and the index after the text's last line."""
    steps: list[Step] = []
    end = len(view.lines)
    while end > start and len(steps) < MOST_STEPS:
        low = max(start, end - DEEP - 1)  # a window: all lines again at each step would take the square of their number
        step = _last(View(view.lines[low:end], view.layout, known, view.spelled), start - low)
        if step is None:
            break
        steps.append(step)
        end -= step.taken.lines
        known |= {found.field for found in step.taken.found}
    return steps[::-1], end


def _last(view: View, start: int) -> Step | None:
    """What the first rule that fits makes of the last lines, as many as it can take; None where they are text."""
    end = len(view.lines)
    places = [at for at in range(max(start, end - DEEP), end) if _begins(view, at, start)]
    for rule in TAIL:
        for at in places if rule.far else places[-NEAR:]:
            taken = rule.match(view, at)
            if taken and at + taken.lines == end:
                return Step(rule.name, _lines(view, at, taken), taken)
    return None


def _begins(view: View, at: int, start: int) -> bool:
    """Whether a paragraph begins at a line: what stands inside one is no furniture, whatever it says."""
    if at == start or view.lines[at].gap or not view.layout.wrapped:
        return True
    return not joins(view.lines[at - 1], view.lines[at], view.layout)


def _lines(view: View, at: int, taken: Taken) -> tuple[Line, ...]:
    return view.lines[at : at + taken.lines]


def _draft(head: list[Step], body: Body, tail: list[Step], path: str) -> Draft:
    steps = [*head, *body.steps, *tail]
    fields, evidence, notices = fields_of(steps, path)
    evidence += body.evidence
    if not fields.get("title") and not body.blocks:
        raise BadClipping(Spot(path), "no article text found", "all of its lines are page furniture or particulars")
    if not fields.get("title"):
        fields["title"] = first_words(body.blocks)
        evidence += (Evidence("title", "first words", body.fates[0].line, fields["title"], 0.3),)
        notices += (Notice(Spot(path, body.fates[0].line), "no headline found: the text's first words stand for it"),)
    elif len(fields["title"]) > LONGEST:
        notices += (Notice(Spot(path, 1), f"a headline of {len(fields['title']):,} characters: is it one?"),)
    elif not body.blocks:
        notices += (Notice(Spot(path), "a headline and no text"),)
    removed = tuple(removed for step in steps for removed in step.removed)
    fates = sorted([*(fate for step in steps for fate in step.fates), *body.fates], key=lambda fate: fate.line)
    return Draft(
        article=Article(**fields, body=markdown(body.blocks)),
        blocks=body.blocks,
        block_lines=body.lines,
        evidence=evidence,
        removed=tuple(sorted(removed, key=lambda r: r.line)),
        notices=notices,
        fates=tuple(fates),
    )


def first_words(blocks: tuple[Block, ...]) -> str:
    """The beginning of a text, for want of a headline."""
    words = blocks[0].text.split()
    return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")
