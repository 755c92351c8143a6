"""Records: read, indexed by their names, made of a place that was located."""

from pathlib import Path

from sitegen.article import read_record, write
from sitegen.model import Record
from sitegen.names.gazetteer import Candidate
from sitegen.records.known import known_names
from sitegen.records.store import read_records, record_for

TOWN = Candidate(10, "Cádiz", 36.532688, -6.291667, "ES", "Spain", "51", 126_000, "city", True)


def test_every_record_is_read_and_a_bad_one_is_a_fault_of_its_own(tmp_path: Path) -> None:
    for kind, name, text in [
        ("people", "ada", "---\nname: Ada Obi\n---\n\nA note.\n"),
        ("places", "x", "---\nname: X\ncoordinates: [1, 2]\n---\n"),
        ("places", "bad", "---\nname: [\n---\n"),
        ("collections", "c", "---\nname: C\nwhatever: 1\n---\n"),
    ]:
        (tmp_path / kind).mkdir(exist_ok=True)
        (tmp_path / kind / f"{name}.md").write_text(text)
    (tmp_path / "places" / "latin.md").write_bytes(b"---\nname: M\xfcnchen\n---\n")
    found = read_records(tmp_path)
    assert [(s.kind, s.path, s.slug, s.record.name) for s in found.stored] == [
        ("people", "people/ada.md", "ada", "Ada Obi"),
        ("places", "places/x.md", "x", "X"),
        ("collections", "collections/c.md", "c", "C"),
    ]
    assert sorted(fault.spot.path for fault in found.faults) == ["places/bad.md", "places/latin.md"]
    assert len(found.notices) == 1


def test_no_content_is_no_record(tmp_path: Path) -> None:
    assert read_records(tmp_path).stored == ()


def test_a_located_place_becomes_a_record_that_reads_back() -> None:
    record = record_for("Cadix", TOWN)
    assert record == Record("Cadix", aliases=("Cádiz",), ids={"geonames": "10"}, coordinates=(36.53269, -6.29167), country="Spain")
    assert read_record(write(record), "places/cadix.md") == (record, ())


def test_names_and_aliases_mean_the_record_unless_two_claim_them() -> None:
    smith, other = Record("Jo Smith (singer)", aliases=("Josie",)), Record("Joe Bo", aliases=("Josie", "Beau"), excludes=("Beau",))
    known = known_names([("people", smith), ("people", other), ("collections", Record("C"))])
    assert known.record("people", "Jo Smith") == smith
    assert known.record("people", "Josie") is None
    assert known.record("people", "Beau") is None
    assert known.record("places", "Jo Smith") is None
