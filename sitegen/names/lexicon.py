"""Words that tell names apart: titles, given names, demonyms, agencies. Read from the tables in ``data/``."""

from collections.abc import Mapping, Sequence
from importlib import resources
from types import MappingProxyType

from msgspec import Struct

from sitegen.names.gazetteer import key
from sitegen.names.tokens import Token


class CountryWords(Struct, frozen=True):
    """A country's point, its further names, and the words for its people."""

    latitude: float
    longitude: float
    names: tuple[str, ...]
    adjectives: tuple[str, ...]


class Lexicon(Struct, frozen=True):
    """The tables, as sets to ask."""

    titles: frozenset[str]
    """Before a name, as written: ``Mr.``, ``President``."""
    roles: frozenset[str]
    """Lower-case nouns before a full name: ``envoy``."""
    given: frozenset[str]
    particles: frozenset[str]
    """Lower case, without a point."""
    not_names: frozenset[str]
    """Capitalised, yet no name by themselves: days, peoples, posts."""
    function_words: frozenset[str]
    """Lower case."""
    organisation_words: frozenset[str]
    agencies: frozenset[str]
    """Keys of press agencies."""
    demonyms: Mapping[str, str]
    """Adjective or people (``Syrian``, ``Syrians``) to the country's ISO code."""
    regions: frozenset[str]
    """Keys of waters, mountains, regions, former states."""
    place_before: frozenset[str]
    place_after: frozenset[str]
    place_lower: frozenset[str]
    cues: Mapping[str, frozenset[str]]
    """Small words by what they say of the name beside them: ``place``, ``saying`` ..."""
    short_names: Mapping[str, frozenset[str]]
    """Folded short given name to the folded names that it stands for: ``jim`` to ``james``."""
    states: Mapping[str, str]
    """Abbreviation in newspapers (``Fla.``, ``FL``) to the state's code."""

    def is_pronoun(self, word: str) -> bool:
        """Whether a word stands for a name and is none: ``I``, ``They``; but not ``US``."""
        return word.lower() in self.cues["pronoun"] and (len(word) == 1 or not word.isupper())

    def is_grammar(self, words: Sequence[Token]) -> bool:
        """Whether these words make no name: pronouns, and what their sentence capitalises before one: ``May I``, ``Mark you``."""
        pronouns = [self.is_pronoun(word.text) for word in words]
        verbs = self.cues["auxiliary"] | (self.cues["before_pronoun"] if any(pronouns) else frozenset())
        return all(pronoun or (word.first and word.text.lower() in verbs) for pronoun, word in zip(pronouns, words, strict=True))


def load_lexicon() -> Lexicon:
    """Reads the tables (some 10 ms)."""
    kinds = {row[0]: frozenset(row[1].split()) for row in _table("place_words.txt")}
    demonyms = {word: code for code, country in country_words().items() for word in country.adjectives}
    return Lexicon(
        titles=_words("titles.txt"),
        roles=_words("roles.txt"),
        given=_words("given_names.txt"),
        particles=frozenset(word.rstrip(".") for word in _words("particles.txt")),
        not_names=_words("not_names.txt") | frozenset(word for word in demonyms if " " not in word),
        function_words=_words("function_words.txt"),
        organisation_words=_words("organisations.txt"),
        agencies=frozenset(key(name) for line in _lines("agencies.txt") for name in line.split("|")),
        demonyms=MappingProxyType(demonyms | {"Soviet": "RU", "Soviets": "RU", "Scottish": "GB", "Welsh": "GB", "English": "GB"}),
        regions=frozenset(key(name) for line in _lines("regions.txt") for name in line.split("|")),
        place_before=kinds["before"],
        place_after=kinds["after"],
        place_lower=kinds["lower"],
        cues=MappingProxyType({row[0]: frozenset(row[1].split()) for row in _table("cues.txt")}),
        short_names=MappingProxyType({key(short): frozenset(map(key, long)) for short, *long in map(str.split, _lines("short_names.txt"))}),
        states=MappingProxyType({short: row[0] for row in _table("states.tsv") for short in (row[0], *_parts(row, 4))}),
    )


def country_words() -> dict[str, CountryWords]:
    """Countries by ISO 3166-1 alpha-2 code."""
    return {row[0]: CountryWords(float(row[1]), float(row[2]), _parts(row, 3), _parts(row, 4)) for row in _table("countries.tsv")}


def state_points() -> dict[str, tuple[float, float, int]]:
    """Latitude, longitude and population of the United States' states, by their two letters."""
    return {row[0]: (float(row[1]), float(row[2]), int(row[3])) for row in _table("states.tsv")}


def _lines(name: str) -> list[str]:
    text = resources.files("sitegen.names").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


def _table(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _lines(name)]


def _parts(row: list[str], column: int) -> tuple[str, ...]:
    return tuple(part for part in row[column].split("|") if part) if len(row) > column else ()
