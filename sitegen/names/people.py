"""People of one article: full forms first, then the short forms that mean them in this text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sitegen.names.gazetteer import key
from sitegen.names.lexicon import Lexicon
from sitegen.names.mentions import TITLE, Document, Mention
from sitegen.names.runs import JUNIOR, NUMERALS, beside
from sitegen.names.tokens import Token
from sitegen.records.known import KnownNames, plain

SURE = 0.5
"""Below this a name stands only where something else in the text supports it."""

_PREFIXES = ("al-", "el-", "ul-", "as-", "ad-", "ash-", "ar-", "an-")


Holders = Mapping[tuple[int, int], Mention]
"""By segment and token number."""


class Person(Struct, frozen=True):
    """Somebody the article names."""

    name: str
    """Fullest form in the text, without titles."""
    forms: tuple[str, ...]
    """Other forms in this text that mean them."""
    why: str
    where: int
    confidence: float


class _Full(Struct):
    """A full name while its mentions are gathered."""

    words: tuple[str, ...]
    """Folded, without ``Jr.``."""
    texts: Counter[str]
    first: Mention
    confidence: float
    why: str
    short: frozenset[str]
    """Short given names, which are no full form where another is."""

    @property
    def name(self) -> str:
        return max(self.texts, key=lambda text: (len(text.split()), text.split()[0] not in self.short, self.texts[text]))


def group(document: Document, lexicon: Lexicon, known: KnownNames) -> tuple[Person, ...]:
    """The article's people in the order of first mention."""
    mentions = [m for m in document.mentions if m.kind == "PERSON" and not _is_credit(m, document)]
    several = [m for m in mentions if len(name_words(m.text)) > 1 and not m.heading]
    fulls = _joined(several, lexicon)
    holders = _holders(document)
    alone = _alone(document, holders)
    fulls = [full for full in fulls if full.confidence >= SURE or full.words[-1] in alone]
    forms = _short_forms(fulls, document, mentions, lexicon, holders)
    people = [_person(full, forms[index], document, known) for index, full in enumerate(fulls)]
    taken = {name for full in fulls for name in _suffixes(full.words, lexicon)} | {full.words[:1] for full in fulls}
    people += _by_surname(mentions, taken, document, lexicon, known)
    return tuple(person for _, person in sorted(people, key=lambda pair: pair[0]))


def is_letter(text: str) -> bool:
    """Whether a form is a single letter, as of ``Malcolm X`` or ``Mr. K.``: as a link it would stand everywhere."""
    return len(text.rstrip(".")) < 2


def name_words(name: str) -> tuple[str, ...]:
    """A name's words as they are compared: folded, prefixes apart (``al-Hakim`` = ``Al Hakim``), without ``Jr.``."""
    words: list[str] = []
    for word in name.replace(",", " ").split():
        if word in JUNIOR:
            continue
        lower = word.lower()
        prefix = next((p for p in _PREFIXES if lower.startswith(p) and len(word) > len(p)), "")
        if prefix:
            words.append("al")
        words.append("al" if lower in ("al", "el", "ul") else key(word[len(prefix) :]))
    return tuple(word for word in words if word)


def _is_credit(mention: Mention, document: Document) -> bool:
    return key(mention.text) in document.credited


def _joined(mentions: Sequence[Mention], lexicon: Lexicon) -> list[_Full]:
    """One for each person with a full form: middle initials and names may be missing."""
    by_last: dict[str, list[_Full]] = {}  # all forms of one person end in one word
    short = frozenset(name.title() for name in lexicon.short_names)
    for mention in sorted(mentions, key=lambda m: -len(name_words(m.text))):
        words = name_words(mention.text)
        home = [full for full in by_last.get(words[-1], ()) if _same(full.words, words, lexicon)]
        if len(home) == 1:
            full = home[0]
            full.texts[mention.text] += 1
            if (mention.segment, mention.start) < (full.first.segment, full.first.start):
                full.first = mention
            if mention.confidence > full.confidence:
                full.confidence, full.why = mention.confidence, mention.why
        elif not home:
            by_last.setdefault(words[-1], []).append(_Full(words, Counter([mention.text]), mention, mention.confidence, mention.why, short))
    return [full for group_ in by_last.values() for full in group_]


def _same(longer: tuple[str, ...], words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether the shorter full form is the longer: a middle word less, or its last words behind a particle."""
    if longer == words:
        return True
    if len(words) < 2 or len(words) > len(longer):
        return False
    if len(words) < len(longer) and longer[-len(words) :] == words and words in _suffixes(longer, lexicon):
        return True
    return _same_given(longer[0], words[0], lexicon) and longer[-1] == words[-1] and all(word in longer for word in words[1:])


def _same_given(one: str, other: str, lexicon: Lexicon) -> bool:
    """``James`` and ``Jim``; ``J.`` is no evidence."""
    nothing: frozenset[str] = frozenset()
    return one == other or one in lexicon.short_names.get(other, nothing) or other in lexicon.short_names.get(one, nothing)


def _suffixes(words: tuple[str, ...], lexicon: Lexicon) -> tuple[tuple[str, ...], ...]:
    """Ends of a name that can stand for it: the surname, with its particles or without, ``Abdel Nasser``, ``Glenn``."""
    start = len(words) - 1
    if len(words) > 2 and words[-1] in {numeral.lower() for numeral in NUMERALS}:
        return (words[:-1],)
    ends = [words[start:]]
    particles = lexicon.particles | lexicon.cues["later_particle"] | {"abdel", "abdul", "abu"}
    while start > 1 and words[start - 1] in particles:
        start -= 1
        ends.append(words[start:])
    if start > 1 and start == len(words) - 1 and len(words[start - 1]) > 2:
        ends.append(words[start - 1 :])  # a double surname: García Márquez, Abdel Nasser
    return tuple(ends)


def _holders(document: Document) -> Holders:
    """For each word of a mention of several words, that mention: what stands in a longer name is not its short form."""
    several = (m for m in document.mentions if m.end - m.start > 1 and _proper(document, m))
    return {(m.segment, index): m for m in several for index in range(m.start, m.end)}


def _alone(document: Document, holders: Holders) -> frozenset[str]:
    """Keys of capitalised words that stand in no name of several words: they support a doubtful full name."""
    return frozenset(
        key(word.text)
        for segment, words in enumerate(document.tokens)
        if not document.headings[segment]
        for at, word in enumerate(words)
        if word.is_word and word.is_capital and (segment, at) not in holders
    )


def _short_forms(
    fulls: Sequence[_Full], document: Document, mentions: Sequence[Mention], lexicon: Lexicon, holders: Holders
) -> list[Counter[str]]:
    """For each person the forms that stand alone in the text and mean nobody else."""
    bearers: dict[tuple[str, ...], set[int]] = {}
    for index, full in enumerate(fulls):
        for suffix in _suffixes(full.words, lexicon):
            bearers.setdefault(suffix, set()).add(index)
    alone = {name_words(m.text) for m in mentions if len(name_words(m.text)) == 1}
    for index, full in enumerate(fulls):
        if full.words[:1] in alone and full.words[:1] not in bearers:
            bearers.setdefault(full.words[:1], set()).add(index)
    places = _place_texts(document)
    forms = [Counter[str]() for _ in fulls]
    for text, words in _standing_alone(document, set(bearers), lexicon, holders):
        who = bearers[words]
        if len(who) == 1 and text not in places:
            forms[next(iter(who))][text] += 1
    for index, full in enumerate(fulls):
        for text, count in full.texts.items():
            if text != full.name:
                forms[index][text] += count
    return forms


def _place_texts(document: Document) -> frozenset[str]:
    """Forms that the text also uses for a place, told by what stands before them."""
    counts: Counter[str] = Counter()
    for mention in document.mentions:
        if mention.kind == "PLACE" and not mention.heading:
            before = document.word(mention.segment, mention.start - 1).lower()
            counts[mention.text] += 1 if before in ("in", "at", "near", "from", "outside", "across") else 0
    return frozenset(text for text, count in counts.items() if count)


def _standing_alone(
    document: Document, wanted: set[tuple[str, ...]], lexicon: Lexicon, holders: Holders
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each place in running text where one of these forms stands and is no part of a longer name."""
    lasts = {words[-1] for words in wanted}
    longest = min(6, max((len(words) for words in wanted), default=0))
    for segment, tokens in enumerate(document.tokens):
        if document.headings[segment]:
            continue
        at = 0
        while at < len(tokens):
            step = 1
            if tokens[at].is_word:
                for end in range(min(len(tokens), at + longest), at, -1):
                    text = document.segments[segment].text[tokens[at].start : tokens[end - 1].end]
                    words = name_words(text)
                    if words and words[-1] in lasts and words in wanted and _stands(document, segment, at, end, lexicon, holders):
                        yield text, words
                        step = end - at
                        break
            at += step


def _stands(document: Document, segment: int, start: int, end: int, lexicon: Lexicon, holders: Holders) -> bool:
    tokens = document.tokens[segment]
    text = document.segments[segment].text
    if not tokens[end - 1].is_capital or any(not beside(text, tokens, i) for i in range(start + 1, end)):
        return False
    if not tokens[start].is_capital and tokens[start].text not in lexicon.particles:
        return False
    if lexicon.is_grammar(tokens[start:end]) or is_letter(text[tokens[start].start : tokens[end - 1].end]):
        return False
    holder = holders.get((segment, start))
    if holder is not None and holder.start <= start and end <= holder.end and holder.end - holder.start > end - start:
        return False
    if start and _is_name(tokens[start - 1]) and beside(text, tokens, start):
        before = tokens[start - 1]
        return (
            before.text in lexicon.titles
            or before.text in lexicon.not_names
            or (before.first and before.text.lower() in lexicon.function_words)
        )
    if end < len(tokens) and _is_name(tokens[end]) and beside(text, tokens, end) and not tokens[end].is_acronym:
        return tokens[end].text in lexicon.not_names
    return True


def _is_name(word: Token) -> bool:
    return word.is_word and word.is_capital


def _proper(document: Document, mention: Mention) -> bool:
    """A mention that begins with a capital is a name; a model also takes ``the Franco regime`` for one."""
    return all(word.is_capital or len(word.text) < 4 for word in document.words(mention))


def _person(full: _Full, forms: Counter[str], document: Document, known: KnownNames) -> tuple[tuple[int, int], Person]:
    name = full.name
    record = known.record("people", name)
    forms = Counter({text: n for text, n in forms.items() if text != name})
    if record is not None and record.name != name:
        forms[name] += 1
        name = record.name
    place = (full.first.segment, full.first.start)
    return place, Person(name, tuple(forms), full.why, document.segments[full.first.segment].where, full.confidence)


def _by_surname(
    mentions: Iterable[Mention], taken: set[tuple[str, ...]], document: Document, lexicon: Lexicon, known: KnownNames
) -> Iterator[tuple[tuple[int, int], Person]]:
    """People of whom the text has one name only: behind a title, or several times."""
    found: dict[tuple[str, ...], list[Mention]] = {}
    for mention in mentions:
        words = name_words(mention.text)
        if (
            len(words) == 1
            and words not in taken
            and not is_letter(mention.text)
            and not mention.heading
            and document.segments[mention.segment].where != TITLE
        ):
            found.setdefault(words, []).append(mention)
    for group_ in found.values():
        first = group_[0]
        record = known.record("people", first.text)
        titled = any(m.titled for m in group_)
        if not titled and record is None and not (len(group_) > 1 and _like_a_person(first, document, lexicon)):
            continue
        name = plain(record.name) if record else first.text
        forms = tuple(dict.fromkeys(m.text for m in group_ if m.text != name))
        why = "title" if titled else "record" if record else "named several times"
        place = (first.segment, first.start)
        yield place, Person(record.name if record else name, forms, why, document.segments[first.segment].where, 0.8 if titled else 0.6)


def _like_a_person(mention: Mention, document: Document, lexicon: Lexicon) -> bool:
    word = document.words(mention)[0]
    return not word.is_acronym and word.text not in lexicon.not_names and mention.confidence >= SURE
