"""Where a text names somebody: the forms that an article lists, longest first, at word boundaries."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import itemgetter

from msgspec import Struct

from sitegen.builder.views import Snippet
from sitegen.model import Name

LONGEST = 300
"""Characters of a snippet; a longer sentence is cut round the name."""

_END = re.compile(r"[.!?…](?<![.!?…]{2})[.!?…]{0,9}[\"”’»)\]]{0,5}\s{1,20}(?=[\"“‘«(\[]?[A-Z0-9À-ÞΑ-ΩА-Я])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Capt|Lt|Sgt|Maj|Sen|Rep|Gov|Rev|St|Hon|Jr|Sr|vs|No|Messrs|Adm|Cmdr|Pres)|\b[A-Z])\.\s*\Z"
)
_BEARER = re.compile(r"\s*\([^()]*\)\Z")


class Mention(Struct, frozen=True, gc=False):
    """``text[start:end]`` names the name with this number."""

    start: int
    end: int
    number: int


class Forms(Struct, frozen=True):
    """What to look for: each form with the number of its name, longest first; a form of two names is none's."""

    pairs: tuple[tuple[str, int], ...]
    count: int
    """Names in all; people come first."""
    people: int

    @classmethod
    def of(cls, people: Iterable[Name], places: Iterable[Name] = ()) -> "Forms":
        first = tuple(people)
        names = (*first, *places)
        owner: dict[str, int] = {}
        shared: set[str] = set()
        for number, name in enumerate(names):
            for form in {_BEARER.sub("", name.name).strip(), *name.forms}:
                if form and owner.setdefault(form, number) != number:
                    shared.add(form)
        pairs = [(form, number) for form, number in owner.items() if form not in shared]
        return cls(tuple(sorted(pairs, key=lambda p: (-len(p[0]), p[0]))), len(names), len(first))

    def within(self, text: str) -> "Forms":
        """Only the forms that the text holds."""
        pairs = tuple([pair for pair in self.pairs if pair[0] in text])
        return Forms(pairs, self.count if pairs else 0, self.people)


def mentions(text: str, forms: Forms) -> tuple[Mention, ...]:
    """All mentions in a text, in order; a longer form hides those inside it."""
    found: list[Mention] = []
    for form, number in forms.pairs:
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            if _bounded(text, at, end):
                place = bisect_left(found, at, key=_start) if found else 0
                if (not place or found[place - 1].end <= at) and (place == len(found) or end <= found[place].start):
                    found.insert(place, Mention(at, end, number))
            at = text.find(form, end)
    return tuple(found)


def _start(mention: Mention) -> int:
    return mention.start


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a form stands as words of its own: "Iran" is not in "Iranian", nor "Brien" in "O'Brien"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum() or (before in ("'", "’", "-") and text[start - 2 : start - 1].isalnum()))


Ends = tuple[tuple[int, int], ...]
"""Where the sentences of a text end: the mark, and what follows the space after it."""


def sentence_ends(text: str) -> Ends:
    """The ends of all sentences but the last one of a paragraph's text."""
    ends = [match.span() for match in _END.finditer(text)]
    return tuple([end for end in ends if not _ABBREVIATION.search(text, max(0, end[0] - 12), end[0] + 2)])


def snippet(text: str, mention: Mention, ends: Ends) -> Snippet:
    """The sentence of a mention in a paragraph's text."""
    before_it, after_it = bisect_right(ends, mention.start, key=itemgetter(1)), bisect_left(ends, mention.end - 1, key=itemgetter(0))
    start = ends[before_it - 1][1] if before_it else 0
    end = ends[after_it][1] if after_it < len(ends) else len(text)
    before, rest = text[start : mention.start].lstrip(), text[mention.end : end].rstrip()
    before, rest = _cut(before, rest, LONGEST - (mention.end - mention.start))
    return Snippet(before, text[mention.start : mention.end], rest)


def _cut(before: str, after: str, room: int) -> tuple[str, str]:
    """Both sides of a name within ``room`` characters, at word ends, an ellipsis where something was cut."""
    if len(before) + len(after) <= room:
        return before, after
    left = max(room // 2, room - len(after))
    if len(before) > left:
        before = "… " + before[-left:].partition(" ")[2]
    right = room - len(before)
    if len(after) > right:
        after = after[:right].rpartition(" ")[0] + " …"
    return before, after
