"""The one real clipping, through import. Its words are not ours: they are compared by shape and digest, and stand in the issue."""

from pathlib import Path

import pytest
from loader.archive import Archive
from tools import seed_clipping

from sitegen.digest import sha256
from sitegen.loader.importing import import_clippings
from sitegen.loader.ledger import read_ledger
from sitegen.names.finder import Finder


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


def test_names(archive: Archive, spacy_finder: Finder) -> None:
    report = import_clippings(archive.site, [archive.root / "clippings"], finder=spacy_finder)
    article = archive.article(report.outcomes[0].article)
    assert [len(person.forms) for person in article.people] == [1, 1, 1, 1, 1, 0, 0]
    assert len(article.places) == 8
    assert len(report.records) == 7, "one place is in no gazetteer"
    entry = read_ledger(archive.site.content).entries[0]
    assert sorted(entry.written) == sorted(report.records)
    assert any(e.rule == "not in the gazetteer" for e in entry.evidence)
    assert import_clippings(archive.site, [archive.root / "clippings"], finder=spacy_finder).unchanged == 1
