"""From spans to mentions: an article's names, tidied, with what stands round them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.names.gazetteer import Gazetteer, key
from sitegen.names.lexicon import Lexicon
from sitegen.names.rules import abbreviations
from sitegen.names.runs import beside
from sitegen.names.spans import Kind, Span
from sitegen.names.tokens import Token, tokens
from sitegen.records.known import KnownNames

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
    known: KnownNames,
) -> Document:
    """The article's mentions, of what a recognizer found in its segments."""
    pointed = abbreviations(lexicon)
    words = tuple(tokens(segment.text, pointed) for segment in segments)
    headings = tuple(is_heading(text) for text in words)
    mentions: list[Mention] = []
    for index, spans in enumerate(found):
        tidied = [m for span in spans if (m := _tidy(index, span, segments[index].text, words[index], lexicon))]
        if segments[index].where == DATELINE:
            tidied = _dateline(index, words[index], tidied)
        mentions += [replace(m, heading=headings[index] and segments[index].where != DATELINE) for m in tidied]
    credited = frozenset(key(name) for name in credits if name)
    return Document(segments, words, headings, _settled(mentions, lexicon, gazetteer), credited)


def organisations(document: Document) -> tuple[tuple[str, tuple[str, int]], ...]:
    """Names of organisations in the order of first mention, each with why and where."""
    found: dict[str, tuple[str, int]] = {}
    for mention in document.mentions:
        if mention.kind == "ORGANISATION" and not mention.heading and key(mention.text) not in document.credited:
            found.setdefault(mention.text, (mention.why, document.segments[mention.segment].where))
    return tuple(found.items())


def is_heading(words: Sequence[Token]) -> bool:
    """Whether a text is in capitals or Title Case: three of four longer words capitalised, and no sentence's end."""
    longer = [word for word in words if word.is_word and len(word.text) > 3]
    if len(words) > 20 or (words and words[-1].text in '.!?”"') or len([w for w in words if w.is_word]) < 2:
        return False
    capital = sum(word.text[0].isupper() for word in longer)
    return len(longer) > 1 and capital >= 0.75 * len(longer) and (len(longer) > 2 or all(w.is_acronym for w in longer))


def _tidy(segment: int, span: Span, text: str, words: tuple[Token, ...], lexicon: Lexicon) -> Mention | None:
    """The span on whole words, without articles, titles, what a dash divides, small words at its ends."""
    inside = [i for i, word in enumerate(words) if word.start < span.end and word.end > span.start]
    if not inside:
        return None
    start, end = inside[0], inside[-1] + 1
    for index in range(start, end):
        if words[index].text in '—–"“”()[];:/|*' and index > start:
            end = index
            break
    titled = False
    if span.kind in ("ORGANISATION", "OTHER"):
        while start < end and words[start].text.lower() in ("the", "a", "an"):
            start += 1
    else:
        start, titled = _without_titles(span.kind, words, start, end, lexicon)
        while start < end and not _is_name_word(words[end - 1]):
            end -= 1
    if start >= end:
        return None
    name = text[words[start].start : words[end - 1].end]
    before = words[start - 1].text if start else ""
    titled = titled or (span.kind == "PERSON" and before in lexicon.titles and beside(text, words, start))
    return Mention(segment, start, end, span.kind, name, span.confidence, span.why, titled or span.why == "title")


def _is_name_word(word: Token) -> bool:
    return (word.is_word and word.is_capital) or word.text in ("Jr.", "Sr.")


def _without_titles(kind: Kind, words: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> tuple[int, bool]:
    titled = False
    while start < end:
        word, left = words[start].text, end - start - 1
        if kind == "PERSON" and word in lexicon.titles and not (word in lexicon.given and left < 2):
            titled = True
        elif kind == "PERSON" and left and ((word in lexicon.not_names and word not in lexicon.given) or _foreign(words[start], lexicon)):
            pass
        elif (words[start].is_word and words[start].is_capital) or (word.lower() in lexicon.particles and left):
            break
        start += 1
    return start, titled


def _foreign(word: Token, lexicon: Lexicon) -> bool:
    """``US | John Kerry``, ``But | Kerry``: initials keep their points, so capitals alone are another name's."""
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


def _settled(mentions: list[Mention], lexicon: Lexicon, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Each form of one kind: agencies and demonyms are OTHER; else what most of its mentions are."""
    votes: dict[str, Counter[Kind]] = {}
    for mention in mentions:
        weight = 1 if mention.heading else 2 + round(10 * mention.confidence)
        votes.setdefault(mention.text, Counter())[mention.kind] += weight
    settled: list[Mention] = []
    for mention in mentions:
        kind = _kind(mention, votes[mention.text], lexicon, gazetteer)
        settled.append(replace(mention, kind=kind) if kind != mention.kind else mention)
    return tuple(sorted(settled, key=lambda m: (m.segment, m.start)))


def _kind(mention: Mention, votes: Counter[Kind], lexicon: Lexicon, gazetteer: Gazetteer) -> Kind:
    text = mention.text
    if key(text) in lexicon.agencies or text in lexicon.demonyms:
        return "OTHER"
    if text in lexicon.not_names and not mention.titled:
        return "OTHER"
    if mention.why == "dateline" or mention.titled:
        return mention.kind
    if mention.kind in ("ORGANISATION", "OTHER", "PERSON") and key(text) in lexicon.regions:
        return "PLACE"
    best, weight = votes.most_common(1)[0]
    if votes["PERSON"] == weight and votes["PLACE"] and any(c.kind == "country" for c in gazetteer.candidates(text)):
        return "PLACE"
    return best if votes[mention.kind] < weight else mention.kind
