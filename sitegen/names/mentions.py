"""From spans to mentions: an article's names, tidied, with what stands round them."""

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from sitegen.names.gazetteer import Gazetteer, key
from sitegen.names.lexicon import Lexicon
from sitegen.names.rules import abbreviations, is_role_before, is_title_before
from sitegen.names.runs import beside, is_ruler
from sitegen.names.spans import Kind, Span
from sitegen.names.tokens import Token, tokens

Spans = tuple[Span, ...]

TITLE, DATELINE, CAPTION = -1, -2, -3


class Segment(Struct, frozen=True):
    """A text of the article; ``where``: a paragraph's index, or TITLE, DATELINE, CAPTION."""

    text: str
    where: int


class Mention(Struct, frozen=True, gc=False):
    """A name at its place. ``segment`` and the token numbers say where; ``text`` is without title and possessive."""

    segment: int
    start: int
    """First token."""
    end: int
    """Token after the last."""
    kind: Kind
    text: str
    confidence: float
    why: str
    titled: bool = False
    """A title stands before it."""
    heading: bool = False
    """In a headline in capitals or Title Case, where capitals say nothing."""


class Document(Struct, frozen=True):
    """An article while its names are told apart."""

    segments: tuple[Segment, ...]
    tokens: tuple[tuple[Token, ...], ...]
    headings: tuple[bool, ...]
    mentions: tuple[Mention, ...]
    """In the order in which they are read, not overlapping."""
    credited: frozenset[str]
    """Keys of authors, photographers, agencies: they are not in the story."""

    def words(self, mention: Mention) -> tuple[Token, ...]:
        return self.tokens[mention.segment][mention.start : mention.end]

    def word(self, segment: int, index: int) -> str:
        """A word by its number; "" outside."""
        words = self.tokens[segment]
        return words[index].text if 0 <= index < len(words) else ""


def document(
    segments: tuple[Segment, ...],
    found: Sequence[Spans],
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    credits: Iterable[str],
) -> Document:
    """The article's mentions, of what a recognizer found in its segments."""
    pointed = abbreviations(lexicon)
    words = tuple(tokens(segment.text, pointed) for segment in segments)
    headings = tuple(
        segment.where not in (DATELINE, CAPTION) and is_heading(text, lexicon) for segment, text in zip(segments, words, strict=True)
    )
    mentions: list[Mention] = []
    for index, spans in enumerate(found):
        tidied = [m for span in spans if (m := _tidy(index, span, segments[index].text, words[index], lexicon, gazetteer))]
        if segments[index].where == DATELINE:
            tidied = _dateline(index, words[index], tidied)
        mentions += [replace(m, heading=headings[index]) for m in tidied]
    credited = frozenset(key(name) for name in credits if name)
    bare = Document(segments, words, headings, tuple(mentions), credited)
    return replace(bare, mentions=_settled(bare, lexicon, gazetteer))


def organisations(document: Document) -> tuple[tuple[str, tuple[str, int]], ...]:
    """Names of organisations in the order of first mention, each with why and where."""
    found: dict[str, tuple[str, int]] = {}
    for mention in document.mentions:
        if mention.kind == "ORGANISATION" and not mention.heading and key(mention.text) not in document.credited:
            found.setdefault(mention.text, (mention.why, document.segments[mention.segment].where))
    return tuple(found.items())


def is_heading(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a text is in capitals or Title Case, so that its capitals say nothing: ``A Bad Half Hour``."""
    if len(words) > 20 or not words or words[-1].text in '.!?”"':
        return False
    content = [word for word in words if word.is_word and word.text.lower() not in lexicon.function_words]
    capital = sum(word.text[0].isupper() for word in content)
    return len(content) > 1 and capital >= 0.75 * len(content)


def _tidy(segment: int, span: Span, text: str, words: tuple[Token, ...], lexicon: Lexicon, gazetteer: Gazetteer) -> Mention | None:
    """The span on whole words, without articles, titles, what a dash divides, small words at its ends."""
    start = bisect.bisect_right(words, span.start, key=lambda word: word.end)
    end = bisect.bisect_left(words, span.end, key=lambda word: word.start)
    for index in range(start, end):
        if words[index].text in '—–"“”()[];:/|*' and index > start:
            end = index
            break
    titled, kind = False, span.kind
    if kind in ("ORGANISATION", "OTHER"):
        while start < end and words[start].text.lower() in ("the", "a", "an"):
            start += 1
    else:
        kind = _kind_by_title(span, words, start, end, lexicon, gazetteer)
        start, titled = _without_titles(kind, words, start, end, lexicon)
        if kind == "PLACE" and words[start : start + 1] and words[start].text == "The" and words[start].first and start + 1 < end:
            start += 1
        while start < end and not _is_name_word(words[end - 1]):
            end -= 1
    if start >= end or lexicon.is_grammar(words[start:end]):
        return None
    while lexicon.is_pronoun(words[end - 1].text) and not is_ruler(words[max(0, start - 1) : end - 1], lexicon):
        end -= 1
    name = text[words[start].start : words[end - 1].end]
    before = words[start - 1].text if start else ""
    titled = titled or (kind == "PERSON" and before in lexicon.titles and beside(text, words, start))
    return Mention(segment, start, end, kind, name, span.confidence, span.why, titled or span.why == "title")


def _is_name_word(word: Token) -> bool:
    return (word.is_word and word.is_capital) or word.text in ("Jr.", "Sr.")


def _without_titles(kind: Kind, words: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> tuple[int, bool]:
    titled = start > 0 and words[start - 1].text in lexicon.titles
    while start < end:
        word, left = words[start].text, end - start - 1
        if kind == "PERSON" and _is_title(words[start:end], words[start - 1].text if start else "", titled, lexicon):
            titled = True
        elif kind == "PERSON" and left and ((word in lexicon.not_names and word not in lexicon.given) or _foreign(words[start], lexicon)):
            pass
        elif (words[start].is_word and words[start].is_capital) or (word.lower() in lexicon.particles and left):
            break
        start += 1
    return start, titled


def _kind_by_title(span: Span, words: Sequence[Token], start: int, end: int, lexicon: Lexicon, gazetteer: Gazetteer) -> Kind:
    """A bearer of a title of nobility is no place: ``Lady | Grimston``; but ``Lady Island`` and ``Prince Rupert`` are some."""
    if span.kind != "PLACE" or words[end - 1].text in lexicon.place_after or "..." in span.why:
        return span.kind
    nobles = lexicon.cues["bearer"]
    first = start - 1 if start and words[start - 1].text in nobles else start
    if words[first].text not in nobles or first + 1 == end or gazetteer.candidates(" ".join(word.text for word in words[first:end])):
        return span.kind
    return "PERSON"


def _is_title(words: Sequence[Token], before: str, titled: bool, lexicon: Lexicon) -> bool:
    following = words[1].text if len(words) > 1 else ""
    return is_title_before(words[0].text, titled, following, lexicon) or is_role_before(words, lexicon, before)


def _foreign(word: Token, lexicon: Lexicon) -> bool:
    """``US | John Glenn``, ``But | Glenn``: initials keep their points, so capitals alone are another name's."""
    return (word.is_acronym and "." not in word.text) or (word.first and word.text.lower() in lexicon.function_words)


def _dateline(index: int, words: tuple[Token, ...], tidied: list[Mention]) -> list[Mention]:
    """The place of a dateline, whatever the recognizer took it for: ``Cape Canaveral, Fla.``"""
    first = [i for i, word in enumerate(words) if word.text == ","]
    end = first[0] if first else len(words)
    while end and not words[end - 1].is_word:
        end -= 1
    if not end or not words[0].is_capital:
        return tidied
    text = " ".join(word.text for word in words[:end])
    whole = Mention(index, 0, end, "PLACE", text, 0.9, "dateline")
    return [whole, *(m for m in tidied if m.start >= end)]


def _settled(document: Document, lexicon: Lexicon, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Each form of one kind: agencies, demonyms and things are OTHER; else what most of its mentions are."""
    votes: dict[str, Counter[Kind]] = {}
    quoted = quoted_vessels(document, lexicon)
    thing = {
        (m.segment, m.start) for m in document.mentions if (m.segment, m.start) in quoted or _is_thing(document, m, lexicon, gazetteer)
    }
    bearers = {m.text for m in document.mentions if m.titled}  # the boat may be called after somebody of the article
    things = {m.text for m in document.mentions if (m.segment, m.start) in thing and not _is_state(m.text, gazetteer)} - bearers
    surnames = {m.text.split()[-1] for m in document.mentions if m.kind == "PERSON" and " " in m.text}
    total = Counter(m.text for m in document.mentions)
    stands = Counter(m.text for m in document.mentions if _stands_in(document, m) and m.text not in surnames)
    sides = {m.text for m in document.mentions if _is_side(document, m, lexicon, gazetteer)}
    shaped = {text for text, count in stands.items() if 2 * count >= total[text]} | {
        m.text for m in document.mentions if m.kind == "PLACE" and _says_place(m.why)
    }
    for mention in document.mentions:
        weight = 1 if mention.heading else 2 + round(10 * mention.confidence)
        votes.setdefault(mention.text, Counter())[mention.kind] += weight
    settled: list[Mention] = []
    for mention in document.mentions:
        is_thing = (mention.segment, mention.start) in thing or (mention.text in things and not _in_place(document, mention))
        if (is_thing and not mention.titled) or mention.text in sides or _in_title(document, mention, lexicon):
            kind: Kind = "OTHER"
        elif mention.text in shaped and not mention.titled:
            kind = "PLACE"
        else:
            kind = _kind(mention, votes[mention.text], lexicon, gazetteer)
        settled.append(replace(mention, kind=kind) if kind != mention.kind else mention)
    return tuple(sorted(settled, key=lambda m: (m.segment, m.start)))


def _stands_in(document: Document, mention: Mention) -> bool:
    """``at Hammaguir``: one word that a model took for a person, where a place stands."""
    if mention.kind != "PERSON" or mention.titled or mention.end - mention.start > 1 or mention.heading:
        return False
    before = document.word(mention.segment, mention.start - 1)
    end = document.words(mention)[-1].end
    return before in ("in", "at", "near") and document.segments[mention.segment].text[end : end + 1] not in ("'", "’")


def _says_place(why: str) -> bool:
    return why in ("record", "containment", "known region", "dateline") or "..." in why


def _is_thing(document: Document, mention: Mention, lexicon: Lexicon, gazetteer: Gazetteer) -> bool:
    """``Vostok 6``, ``the destroyer Noa``, ``a film called Jaws``: a number behind it, or a word for it before."""
    number = document.word(mention.segment, mention.end)
    beyond = document.word(mention.segment, mention.end + 1)
    if number == "#":
        return True
    if number.isdigit() and len(number) < 4 and beside_next(document, mention) and not _well_known(mention.text, gazetteer):
        return not beyond or not beyond[0].isalpha() or beyond.lower() in lexicon.function_words
    before = document.word(mention.segment, mention.start - 1)
    if before in ("called", "named"):
        before = document.word(mention.segment, mention.start - 2)
    return before in lexicon.cues["thing"] or before.lower() in lexicon.cues["vessel"]


def quoted_vessels(document: Document, lexicon: Lexicon) -> frozenset[tuple[int, int]]:
    """Segment and number of the words that stand in quotation marks behind a vessel: ``the smack "Fair Wind"``."""
    found: set[tuple[int, int]] = set()
    for segment, words in enumerate(document.tokens):
        for at, word in enumerate(words):
            if not (word.is_word and word.text.lower() in lexicon.cues["vessel"]):
                continue
            opening = next((i for i in range(at + 1, min(at + 5, len(words))) if words[i].text in _OPENING), 0)
            if not opening or any(words[i].text in ".!?;:" for i in range(at + 1, opening)):
                continue
            closing = next(
                (i for i in range(opening + 1, min(opening + 8, len(words))) if words[i].text in _OPENING[words[opening].text]), 0
            )
            found.update((segment, i) for i in range(opening + 1, closing))
    return frozenset(found)


_OPENING = MappingProxyType({'"': '"', "'": "'’", "“": "”", "‘": "’'", "„": "“”", "«": "»", "»": "«"})
"""Quotation marks, each with what closes it."""


def _in_title(document: Document, mention: Mention, lexicon: Lexicon) -> bool:
    """``the Duke of | Argyll``: the place of a title of nobility is its bearer's name."""
    before = document.word(mention.segment, mention.start - 2)
    return mention.kind == "PLACE" and document.word(mention.segment, mention.start - 1) == "of" and before in lexicon.cues["bearer"]


def _is_side(document: Document, mention: Mention, lexicon: Lexicon, gazetteer: Gazetteer) -> bool:
    """``the North Side``, ``EAST COAST``: a part of something, unless a place is called so."""
    words = mention.text.title().split()
    if (
        mention.why == "dateline"
        or len(words) != 2
        or words[0] not in lexicon.cues["compass"]
        or words[1].lower() not in lexicon.cues["side"]
    ):
        return False
    return key(mention.text) not in lexicon.regions and not any(c.own_name for c in gazetteer.candidates(mention.text))


def _in_place(document: Document, mention: Mention) -> bool:
    return (
        document.word(mention.segment, mention.start - 1).lower() in ("in", "near", "from")
        and not document.word(mention.segment, mention.end).isdigit()
    )


def beside_next(document: Document, mention: Mention) -> bool:
    """Whether only a blank stands between the mention and the next word."""
    return mention.end < len(document.tokens[mention.segment]) and beside(
        document.segments[mention.segment].text, document.tokens[mention.segment], mention.end
    )


def in_capitals(text: str) -> bool:
    """Whether a name is written in capitals and is no abbreviation, as far as that can be seen."""
    return text.isupper() and "." not in text and (" " in text or len(text) > 5)


def _is_state(text: str, gazetteer: Gazetteer) -> bool:
    return any(c.kind in ("country", "state") for c in gazetteer.candidates(text))


def _well_known(text: str, gazetteer: Gazetteer) -> bool:
    return any(c.kind != "city" or c.population > 500_000 for c in gazetteer.candidates(text)[:1])


def _kind(mention: Mention, votes: Counter[Kind], lexicon: Lexicon, gazetteer: Gazetteer) -> Kind:
    text = mention.text.title() if in_capitals(mention.text) else mention.text
    if key(text) in lexicon.agencies or text in lexicon.demonyms or text in lexicon.cues["compass"]:
        return "OTHER"
    if text in lexicon.not_names and not mention.titled:
        return "OTHER"
    if text.lower() in lexicon.roles or (text.lower() in lexicon.place_lower) or text in lexicon.place_before:
        return "OTHER"
    if mention.why == "dateline" or mention.titled:
        return mention.kind
    words = text.split()
    if mention.kind == "PLACE" and len(words) > 1 and not gazetteer.candidates(text) and key(text) not in lexicon.regions:
        if words[-1] in lexicon.organisation_words and words[-1] not in lexicon.place_after:
            return "ORGANISATION"
        if words[0] in lexicon.demonyms:
            return "OTHER"
    if mention.kind in ("ORGANISATION", "OTHER", "PERSON") and key(text) in lexicon.regions:
        return "PLACE"
    best, weight = votes.most_common(1)[0]
    if votes["PERSON"] == weight and votes["PLACE"] and any(c.kind == "country" for c in gazetteer.candidates(text)):
        return "PLACE"
    return best if votes[mention.kind] < weight else mention.kind
