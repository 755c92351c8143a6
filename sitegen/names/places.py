"""Places of one article: each form with the place it means, chosen by the whole document, or with why it isn't known."""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from sitegen.names.gazetteer import TOWNS, Candidate, Gazetteer, key
from sitegen.names.lexicon import Lexicon
from sitegen.names.mentions import Document, Mention, beside_next, in_capitals
from sitegen.names.people import Person
from sitegen.names.runs import beside
from sitegen.records.known import KnownNames

SMALL = 5_000
"""People of a town that is not taken for a name by itself, where the article plays elsewhere."""

PLAIN = 0.7
"""By how much a town leads, in powers of ten of people, that is meant by the first word of its name: ``Frankfurt``."""

OTHERS = 2
"""So many other places say where an article plays; one may itself be taken for a namesake."""

SAME_TOWN = 50.0
"""Kilometres between parts of one town."""

NEAR = 300.0
"""Kilometres within which places speak for each other."""

COUNTRIES = 1.0
"""What a candidate gains where its country is named in the article."""


ANCHORS = 50
"""Places that nearness is measured to; a whole book names more."""


DOUBTFUL = 0.3
"""Confidence of a place that is kept without coordinates, since no candidate is likely enough."""


class Place(Struct, frozen=True):
    """A place the article names."""

    name: str
    """The form the text has: Cologne, though the gazetteer says Köln."""
    forms: tuple[str, ...]
    candidate: Candidate | None
    reason: str
    where: int
    confidence: float


class Context(Struct, frozen=True):
    """What the article as a whole says of where it plays."""

    countries: Counter[str]
    """ISO codes, by how often they are named, themselves or by an adjective."""
    states: frozenset[str]
    """Codes of states of the US that are named."""
    outer: dict[str, frozenset[str]]
    """For a name's key what is written behind it as its whole: ``Cologne, Germany``."""
    beside: dict[str, frozenset[str]]
    """For a name's key the countries that are named in a sentence with it."""


class Choice(Struct, frozen=True):
    """A candidate with what speaks for it."""

    candidate: Candidate
    score: float
    reason: str


def resolve(document: Document, people: Sequence[Person], lexicon: Lexicon, gazetteer: Gazetteer, known: KnownNames) -> tuple[Place, ...]:
    """The article's places in the order of first mention."""
    surnames = {form for person in people for form in (person.name, *person.forms)}
    mentions = [m for m in _nouns(document, lexicon, gazetteer) if m.text not in surnames]
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(key(mention.text), []).append(mention)
    context = _context(document, mentions, lexicon, gazetteer)
    options = {name: gazetteer.candidates(group[0].text) or gazetteer.candidates(f"the {group[0].text}") for name, group in groups.items()}
    chosen = {name: _choose(name, options[name], context, lexicon, ()) for name in groups}
    anchors = [c.candidate for c in chosen.values() if c and c.candidate.kind in TOWNS and c.score >= 4.5][:ANCHORS]
    settled: dict[str, Choice | None] = {}
    for name, first in chosen.items():
        others = tuple(anchor for anchor in anchors if not (first and anchor == first.candidate))
        settled[name] = _choose(name, options[name], context, lexicon, others)
    located = [(name, c.candidate) for name, c in settled.items() if c][:ANCHORS]
    places: list[Place] = []
    for name, group in groups.items():
        choice = settled[name]
        elsewhere = [candidate for other, candidate in located if other != name]
        doubt = _doubt(name, choice, options[name], context, elsewhere, len(group)) if choice else ""
        place = _place(group, options[name], choice, document, name in lexicon.regions)
        if doubt:
            choice, place = None, structs.replace(place, candidate=None, reason=doubt, confidence=DOUBTFUL)
        places.append(_by_record(place, choice, options[name], known))
    return _one_each(places)


def _nouns(document: Document, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Mentions that name a place, not what belongs to it: neither ``US diplomat`` nor ``Moscow Radio``."""
    for mention in document.mentions:
        if mention.kind != "PLACE" or key(mention.text) in document.credited:
            continue
        if mention.text in lexicon.states and mention.text.endswith("."):
            continue  # "Fla." says where another place is
        if mention.heading and not _known_place(mention.text, gazetteer, lexicon):
            continue
        word = document.words(mention)[-1]
        if _abbreviation(mention) and _qualifies(document, mention, lexicon):
            continue
        text = document.segments[mention.segment].text
        tokens = document.tokens[mention.segment]
        after = mention.end
        if after < len(tokens) and beside(text, tokens, after) and tokens[after].text in lexicon.organisation_words:
            continue
        if word.is_word:
            yield mention


def _known_place(text: str, gazetteer: Gazetteer, lexicon: Lexicon) -> bool:
    return key(text) in lexicon.regions or any(c.kind not in TOWNS or c.population > 500_000 for c in gazetteer.candidates(text)[:1])


def _abbreviation(mention: Mention) -> bool:
    return len(mention.text) <= 6 and mention.text.replace(".", "").isupper()


def _qualifies(document: Document, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether an abbreviation stands before the noun that it belongs to: ``US troops``, but not ``the US said``."""
    following = document.word(mention.segment, mention.end)
    if not beside_next(document, mention):
        return False
    return bool(following) and following[0].isalnum() and following not in lexicon.cues["noun_before"]


def _context(document: Document, mentions: Sequence[Mention], lexicon: Lexicon, gazetteer: Gazetteer) -> Context:
    countries: Counter[str] = Counter()
    states: set[str] = set()
    outer: dict[str, set[str]] = {}
    near: dict[str, set[str]] = {}
    sentences = _sentences(document)
    by_sentence: dict[tuple[int, int], set[str]] = {}
    for mention in mentions:
        wholes = [c for c in gazetteer.candidates(mention.text) if c.kind in ("country", "state")]
        for whole in wholes:
            countries[whole.country] += 1
            by_sentence.setdefault((mention.segment, sentences[mention.segment][mention.start]), set()).add(whole.country)
            if whole.kind == "state":
                states.add(whole.admin1)
        if written := _written_outer(document, mention, lexicon, gazetteer):
            outer.setdefault(key(mention.text), set()).update(written)
            states.update(code[3:] for code in written if code.startswith("US."))
    for tokens in document.tokens:
        for token in tokens:
            if code := lexicon.demonyms.get(token.text, ""):
                countries[code] += 1
    for mention in mentions:
        near.setdefault(key(mention.text), set()).update(by_sentence.get((mention.segment, sentences[mention.segment][mention.start]), ()))
    return Context(countries, frozenset(states), _frozen(outer), _frozen(near))


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in table.items()}


def _sentences(document: Document) -> tuple[tuple[int, ...], ...]:
    """For each segment the number of each token's sentence."""
    return tuple(tuple(itertools.accumulate((token.text in ".!?" for token in tokens), initial=0)) for tokens in document.tokens)


def _written_outer(document: Document, mention: Mention, lexicon: Lexicon, gazetteer: Gazetteer) -> set[str]:
    """Codes of the country (``SY``) or state (``US.TX``) written behind a comma, in brackets, or after "in"."""
    at = mention.end
    mark = document.word(mention.segment, at)
    if mark not in (",", "(", "in"):
        return set()
    if mark == "," and document.word(mention.segment, at + 1) == "in":
        at, mark = at + 1, "in"
    if short := lexicon.states.get(document.word(mention.segment, at + 1)):
        return {f"US.{short}"}
    words = document.tokens[mention.segment]
    for end in (at + 4, at + 3, at + 2):
        name = " ".join(word.text for word in words[at + 1 : end])
        wholes = [c for c in gazetteer.candidates(name) if c.kind in ("country", "state")]
        if mark == "," and not _closed(document.word(mention.segment, end)):
            wholes = [c for c in wholes if c.kind == "state"]  # "In Geneva, Russia said"
        if wholes and key(name) != key(mention.text):
            return {c.country if c.kind == "country" else f"US.{c.admin1}" for c in wholes}
    return set()


def _closed(word: str) -> bool:
    """Whether what stands behind a comma ends there, as an apposition does."""
    return not word or word in ",.;:)!?—–-"


def _choose(name: str, options: Sequence[Candidate], context: Context, lexicon: Lexicon, anchors: Sequence[Candidate]) -> Choice | None:
    """The candidate for which most speaks."""
    if not options:
        return None
    choices = sorted((_judged(name, option, context, anchors) for option in options), key=lambda c: (-c.score, c.candidate.geonameid))
    best = choices[0]
    if (
        best.candidate.kind in TOWNS
        and not best.reason.startswith("written")
        and not _is_known_town(best.candidate, name, CITY if name in lexicon.regions else TOWN)
        and (name in lexicon.regions or _is_water(name, lexicon))
    ):
        return None
    return best


TOWN = 15_000
"""People from which a town may be meant by a name that also says water or mountain (GeoNames' cities15000)."""

CITY = 1_000_000
"""People from which a city is meant rather than the region that is called after it."""


def _is_known_town(candidate: Candidate, name: str, least: int) -> bool:
    """Whether a town of some size has just this name: Rio de Janeiro is no river, Green Bay no bay."""
    return key(candidate.name) == name and candidate.population >= least


def _is_water(name: str, lexicon: Lexicon) -> bool:
    """A river or mountain, after which towns are called too."""
    words = name.split()
    return len(words) > 1 and bool({words[0].title(), words[-1].title()} & lexicon.cues["water"])


def _judged(name: str, option: Candidate, context: Context, anchors: Sequence[Candidate]) -> Choice:
    """The score adds what speaks for a place; the reason is what weighed most beside its size."""
    size = math.log10(option.population + 10)
    reasons: list[tuple[float, str]] = [(0.01, "the most populous of its name")]
    outer = context.outer.get(name, frozenset())
    if option.country in outer or (f"US.{option.admin1}" in outer and option.country == "US"):
        reasons.append((8.0, f"written with {option.country_name if option.country in outer else option.admin1}"))
    if option.kind in ("country", "continent"):
        reasons.append((3.5, option.kind))
    elif option.kind == "state":
        reasons.append((1.5, "state of the United States"))
    elif option.kind == "capital":
        reasons.append((3.0, f"capital of {option.country_name}"))
    if option.kind in TOWNS and option.country in context.beside.get(name, ()):
        reasons.append((1.5, f"{option.country_name} is named beside it"))
    if option.kind != "country" and (times := context.countries[option.country]):
        share = times / context.countries.total()
        reasons.append((COUNTRIES * (0.4 + share), f"{option.country_name} is named in the article"))
    if option.country == "US" and option.kind in TOWNS and option.admin1 in context.states:
        reasons.append((1.5, f"its state, {option.admin1}, is named"))
    if option.own_name:
        reasons.append((0.7, "its main name"))
    if option.kind == "state" and any(a.admin1 == option.admin1 and a.country == "US" for a in anchors):
        reasons.append((2.0, "with a town of it"))
    if option.kind == "country" and any(a.country == option.country for a in anchors):
        reasons.append((1.0, "with a town of it"))
    if option.kind in TOWNS and anchors:
        nearest = min(kilometres(option, anchor) for anchor in anchors)
        if nearest < NEAR:
            reasons.append((2.0 * (1 - nearest / NEAR), "near other places of the article"))
    return Choice(option, size + sum(weight for weight, _ in reasons), max(reasons)[1])


def _doubt(name: str, choice: Choice, options: Sequence[Candidate], context: Context, elsewhere: Sequence[Candidate], times: int) -> str:
    """Why the chosen town had better not be put on the map; "" where it may be."""
    town = choice.candidate
    if town.kind != "city" or choice.reason.startswith("written") or any(town.geonameid == place.geonameid for place in elsewhere):
        return ""
    if not town.own_name and _is_part(name, town) and (rivals := _rivals(name, choice, options, context, elsewhere)):
        return f"unlocated: it may be {', '.join(map(_spoken, (town, *rivals)))}, and the article does not say which"
    if town.population >= SMALL or times > 1:  # an article about a hamlet names it again
        return ""
    if len(elsewhere) < OTHERS or town.country in {*context.countries, *(place.country for place in elsewhere)}:
        return ""
    if any(kilometres(town, place) < NEAR for place in elsewhere if place.kind in TOWNS):
        return ""
    return f"unlocated: the gazetteer has only a small {town.name} in {town.country_name}, far from the article's other places"


def _spoken(town: Candidate) -> str:
    return f"{town.name} ({town.admin1 if town.country == 'US' else town.country_name})"


def _is_part(name: str, town: Candidate) -> bool:
    """Whether a name is the first or last words of the town's: Boulogne, of Boulogne-sur-Mer."""
    own = f" {key(town.name)} "
    return own.startswith(f" {name} ") or own.endswith(f" {name} ")


def _rivals(name: str, choice: Choice, options: Sequence[Candidate], context: Context, elsewhere: Sequence[Candidate]) -> list[Candidate]:
    """Other towns that the short name means as likely."""
    near = [place for place in elsewhere if place.kind in TOWNS]
    judged = (_judged(name, option, context, near) for option in options if option.kind in TOWNS)
    lead = _judged(name, choice.candidate, context, near).score - PLAIN
    return [c.candidate for c in judged if c.score > lead and kilometres(c.candidate, choice.candidate) > SAME_TOWN][:2]


def kilometres(a: Candidate, b: Candidate) -> float:
    """Great-circle distance (haversine formula, mean radius 6371 km)."""
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def _place(group: Sequence[Mention], options: Sequence[Candidate], choice: Choice | None, document: Document, region: bool) -> Place:
    texts = Counter(m.text for m in group)
    first = group[0]
    name = max(texts, key=lambda text: (not text.isupper(), texts[text]))
    if in_capitals(name) or (name.isupper() and choice and choice.candidate.own_name):
        name = _in_title_case(name)
    forms = tuple(text for text in texts if text != name)
    where = document.segments[first.segment].where
    if choice is None:
        reason = "a region or water, of which the gazetteer has no point" if region else "not in the gazetteer"
        return Place(name, forms, None, reason, where, 0.5)
    confidence = round(min(0.98, choice.score / 9), 2) if len(options) > 1 else 0.9
    return Place(name, forms, choice.candidate, choice.reason, where, confidence)


def _in_title_case(name: str) -> str:
    """``Sutton-on-Sea`` of ``SUTTON-ON-SEA``."""
    words = [word if word in _SMALL else word.capitalize() for word in re.split(r"([-\s]+)", name.lower())]
    return "".join([words[0].capitalize(), *words[1:]])


_SMALL = frozenset(("of", "on", "upon", "in", "by", "the", "and", "sur", "de", "la", "le", "am", "an", "der", "aan", "del"))


def _by_record(place: Place, choice: Choice | None, options: Sequence[Candidate], known: KnownNames) -> Place:
    """The place under its record's name; under another where the article plainly means a namesake of the record's."""
    found = [(text, record) for text in (place.name, *place.forms) if (record := known.record("places", text))]
    if not found:
        return place
    record = found[0][1]
    ident = record.ids.get("geonames", "")
    same = next((option for option in options if str(option.geonameid) == ident), None)
    texts = (place.name, *place.forms)
    if choice and same and choice.candidate != same and choice.reason.startswith("written"):
        region = choice.candidate.admin1 if choice.candidate.country == "US" else choice.candidate.country_name
        return structs.replace(place, name=f"{place.name} ({region})", forms=texts)
    forms = tuple(text for text in texts if text != record.name)
    return Place(record.name, forms, same, "record", place.where, 0.95)


def _one_each(places: Sequence[Place]) -> tuple[Place, ...]:
    """Two forms of one place are one: the place's own name goes first, then what is no abbreviation."""
    merged: dict[object, Place] = {}
    for place in places:
        ident = place.candidate.geonameid if place.candidate else key(place.name)
        if (other := merged.get(ident)) is None:
            merged[ident] = place
            continue
        names = [other.name, place.name]
        own = place.candidate.name if place.candidate else ""
        name = max(names, key=lambda text: (key(text) == key(own), not text.replace(".", "").isupper(), text == other.name))
        forms = tuple(dict.fromkeys(text for text in (*names, *other.forms, *place.forms) if text != name))
        merged[ident] = Place(name, forms, other.candidate, other.reason, other.where, max(other.confidence, place.confidence))
    return tuple(merged.values())
