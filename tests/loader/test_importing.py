"""Import as a whole: what is written, kept, copied, counted."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from loader.archive import STORY, TODAY, Archive, Nobody

from sitegen.article import read_record, write
from sitegen.config import Site, read_config
from sitegen.errors import BadLedger, BuildRunning
from sitegen.files import locked
from sitegen.loader import deciding, settling
from sitegen.loader.desk import Desk
from sitegen.loader.importing import ImportOptions, import_clippings
from sitegen.loader.ledger import read_ledger
from sitegen.model import Name, Scan
from sitegen.names.finder import Evidence, Found, NameText, Placed
from sitegen.names.gazetteer import Candidate
from sitegen.progress import Progress


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


class Somebody:
    """Finds one person and one place in every text that names them."""

    def __init__(self, label: str = "somebody 1") -> None:
        self.label = label

    def find(self, texts: Iterable[NameText], progress: Progress) -> Iterator[Found]:
        for text in texts:
            if not any("harbour" in paragraph for paragraph in text.paragraphs):
                yield Found()
                continue
            place = Candidate(7, "Porto", 41.15, -8.61, "PT", "Portugal", "17", 237591, "city", True)
            yield Found(
                people=(Name(f"Ruth Alder of {self.label}"),),
                places=(Name("Porto"), Name("Nowhere")),
                located=(Placed("Porto", (), place, "only one", 0.9), Placed("Nowhere", (), None, "not in the gazetteer", 0.4)),
                evidence=(Evidence("places", "Nowhere", "not in the gazetteer", 0, 0.4),),
            )


def load(archive: Archive, finder: Somebody, again: bool = False) -> list[str]:
    report = import_clippings(archive.site, [archive.root / "clippings"], ImportOptions(again, today=TODAY, jobs=1), finder=finder)
    return [f"{o.kind} {o.article}" for o in report.outcomes]


def test_an_article_stands_where_its_date_says(archive: Archive) -> None:
    archive.put("a.txt", f"The Herald, 6 March 1962\n\nBoard agrees\n\n{STORY}")
    archive.put("b.txt", f"Board differs\n\n{STORY}")
    archive.put("c.txt", f"(about 1967, from a scrapbook)\n\nBoard sleeps\n\n{STORY}")
    archive.load()
    assert archive.articles() == ["articles/1962/board-agrees.md", "articles/1967/board-sleeps.md", "articles/undated/board-differs.md"]
    article = archive.article("articles/1962/board-agrees.md")
    assert article.added == TODAY
    assert article.origin is not None
    assert (article.origin.file, article.origin.part, len(article.origin.sha256)) == ("clippings/a.txt", 0, 64)


def test_two_articles_of_one_title_have_two_addresses_that_stay(archive: Archive) -> None:
    archive.put("b.txt", f"News in brief\n\n{STORY}Beta.\n")
    archive.load()
    archive.put("a.txt", f"News in brief\n\n{STORY}Alpha.\n")
    archive.load()
    plain, told = "articles/undated/news-in-brief.md", archive.articles()[0]
    assert archive.article(plain).body.endswith("Beta.")
    assert told.startswith("articles/undated/news-in-brief-")
    assert len(told) == len(plain) + 5


def test_an_address_does_not_move_with_a_correction(archive: Archive) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    archive.put("a.txt", f"The Herald, 6 March 1962\n\nBoard agrees at last\n\n{STORY}")
    assert archive.load().updated == 1
    assert archive.articles() == ["articles/undated/board-agrees.md"]
    article = archive.article("articles/undated/board-agrees.md")
    assert (article.title, article.date) == ("Board agrees at last", "1962-03-06")


def test_a_moved_clipping_makes_no_second_article(archive: Archive) -> None:
    path = archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    (archive.root / "clippings" / "box").mkdir()
    path.rename(archive.root / "clippings" / "box" / "b.txt")
    assert archive.load().updated == 1
    article = archive.article("articles/undated/board-agrees.md")
    assert article.origin is not None
    assert article.origin.file == "clippings/box/b.txt"
    assert [entry.file for entry in read_ledger(archive.site.content).entries] == ["clippings/box/b.txt"]
    assert archive.load().unchanged == 1


def test_a_duplicate_is_named(archive: Archive) -> None:
    archive.put("b.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    report = archive.load()
    assert (report.unchanged, report.duplicate) == (1, 1)
    assert [(o.clipping, o.of) for o in report.outcomes if o.kind == "duplicate"] == [("clippings/a.txt", "clippings/b.txt")]
    assert {e.file: (e.outcome, e.of) for e in read_ledger(archive.site.content).entries} == {
        "clippings/a.txt": ("duplicate", "clippings/b.txt"),
        "clippings/b.txt": ("article", ""),
    }
    (archive.root / "clippings" / "b.txt").unlink()
    assert archive.load().updated == 1
    assert archive.articles() == ["articles/undated/board-agrees.md"]


def test_another_text_under_an_old_name_is_another_article(archive: Archive) -> None:
    archive.put("scan.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    archive.put("scan.txt", "Quite another matter\n\nMayor Jones opened a bakery on Friday, to general applause, and ate a bun.\n")
    assert archive.load().written == 1
    assert archive.articles() == ["articles/undated/board-agrees.md", "articles/undated/quite-another-matter.md"]


def test_what_a_human_deleted_stays_deleted(archive: Archive) -> None:
    path = archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    (archive.site.content / "articles/undated/board-agrees.md").unlink()
    for again in (False, True):
        report = archive.load(again=again)
        assert (report.unchanged, report.deleted) == (1, 1)
    path.write_text(f"Board agrees\n\n{STORY}A sentence more.\n")
    assert archive.load().deleted == 1
    archive.put("b.txt", f"Board agrees\n\n{STORY}Another board, another year.\n")
    archive.load()
    assert archive.load().deleted == 1
    assert "articles/undated/board-agrees.md" not in archive.articles()
    assert [e.outcome for e in read_ledger(archive.site.content).entries if e.file == "clippings/a.txt"] == ["deleted"]


def test_what_a_human_restored_is_there_again(archive: Archive) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    file = archive.site.content / "articles/undated/board-agrees.md"
    text = file.read_text()
    file.unlink()
    archive.load()
    file.write_text(text)
    report = archive.load()
    assert (report.unchanged, report.deleted) == (1, 0)
    assert read_ledger(archive.site.content).entries[0].outcome == "article"


def test_a_killed_import_is_taken_up_where_it_was(archive: Archive) -> None:
    """Articles were written, the ledger wasn't."""
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    before = archive.snapshot()
    shutil.rmtree(archive.site.content / "imports")
    assert archive.load().unchanged == 1
    assert archive.snapshot() == before


def test_without_a_ledger_everything_is_a_human_s(archive: Archive) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    file = archive.site.content / "articles/undated/board-agrees.md"
    file.write_text(file.read_text().replace("Board agrees", "Board bows"))
    shutil.rmtree(archive.site.content / "imports")
    report = archive.load()
    assert archive.article("articles/undated/board-agrees.md").title == "Board bows"
    assert [d.field for d in report.differences] == ["title"]


def test_a_better_loader_renews_what_no_human_touched(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    path = "articles/undated/board-agrees.md"
    article = archive.article(path)
    (archive.site.content / path).write_text(write(msgspec.structs.replace(article, tags=("harbour",))))
    for module in (deciding, settling):
        monkeypatch.setattr(module, "VERSION", "2")
    assert archive.load().unchanged == 1
    assert [entry.loader for entry in read_ledger(archive.site.content).entries] == ["2"]
    assert archive.article(path).tags == ("harbour",)


def test_a_dry_run_says_the_same_and_writes_nothing(archive: Archive) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.put("b.txt", b"")
    dry = archive.load(dry_run=True)
    assert sorted(os.listdir(archive.root)) == ["clippings"]
    wet = archive.load()
    assert [(o.clipping, o.kind, o.article) for o in dry.outcomes] == [(o.clipping, o.kind, o.article) for o in wet.outcomes]


def test_standard_input_is_kept_as_a_clipping(archive: Archive) -> None:
    report = archive.load("-", stdin=f"Board agrees\n\n{STORY}".encode())
    label = report.outcomes[0].clipping
    assert (archive.root / label).read_text() == f"Board agrees\n\n{STORY}"
    assert archive.load().unchanged == 1
    assert archive.load("-", stdin=f"Board agrees\n\n{STORY}".encode()).unchanged == 1
    assert archive.load("-", stdin=b"").refused == 1


def test_a_scan_stands_beside_its_article(archive: Archive) -> None:
    archive.put("page 3.txt", f"The Herald, 6 March 1962\n\nBoard agrees\n\n{STORY}")
    image = archive.put("page 3.JPG", b"\xff\xd8\xffone")
    report = archive.load()
    assert (report.read, report.written, report.scans) == (1, 1, 1)
    article = archive.article("articles/1962/board-agrees.md")
    assert [scan.src for scan in article.scans] == ["board-agrees.jpg"]
    copy = archive.site.content / "articles/1962/board-agrees.jpg"
    assert copy.read_bytes() == b"\xff\xd8\xffone"
    image.write_bytes(b"\xff\xd8\xfftwo")
    archive.load(again=True)
    assert copy.read_bytes() == b"\xff\xd8\xfftwo"
    copy.write_bytes(b"a human's better scan")
    report = archive.load(again=True)
    assert copy.read_bytes() == b"a human's better scan"
    assert "is another image" in report.all_notices[0].message
    image.unlink()
    archive.load(again=True)
    assert archive.article("articles/1962/board-agrees.md").scans == article.scans


@pytest.mark.parametrize(("given", "again"), [("", False), ("a.txt", False), ("a.txt", True), ("a.png", False), ("a.png", True)])
def test_a_scan_that_comes_after_its_text_is_attached(archive: Archive, given: str, again: bool) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    before = archive.article("articles/undated/board-agrees.md")
    archive.put("a.png", b"\x89PNG one")
    assert archive.load(dry_run=True).scans == 1
    report = archive.load(archive.root / "clippings" / given, again=again)
    assert (report.read, report.updated, report.scans) == (1, 1, 1)
    article = archive.article("articles/undated/board-agrees.md")
    assert article == msgspec.structs.replace(before, scans=(Scan("board-agrees.png"),))
    assert (archive.site.content / "articles/undated/board-agrees.png").read_bytes() == b"\x89PNG one"
    stands = archive.snapshot()
    for once_more in (False, True):
        report = archive.load(again=once_more)
        assert (report.unchanged, report.scans, report.differences) == (1, 0, ())
        assert archive.snapshot() == stands


def test_a_scan_is_attached_without_asking_for_names(archive: Archive) -> None:
    """A sentence that a human changed, and another recognizer, are nothing to it."""
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    load(archive, Somebody("one"))
    archive.put("a.png", b"\x89PNG one")
    assert load(archive, Somebody("two"))[0].startswith("updated")
    assert archive.article("articles/undated/board-agrees.md").people == (Name("Ruth Alder of one"),)


@pytest.mark.parametrize("again", [False, True])
def test_scans_that_a_human_changed_are_left(archive: Archive, again: bool) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.put("b.txt", f"Board differs\n\n{STORY}")
    archive.put("b.png", b"\x89PNG b")
    archive.load()
    mine, bare = (archive.site.content / f"articles/undated/board-{verb}.md" for verb in ("agrees", "differs"))
    mine.write_text(mine.read_text().replace("title:", "scans: [{src: mine.jpg}]\ntitle:", 1))
    article = archive.article("articles/undated/board-differs.md")
    bare.write_text(write(msgspec.structs.replace(article, scans=())))
    archive.put("a.png", b"\x89PNG a")
    archive.put("b.jpg", b"\xff\xd8\xff b")
    report = archive.load(again=again)
    assert (report.unchanged, report.scans) == (2, 0)
    assert {(d.path, d.field) for d in report.differences} == {(f"articles/undated/board-{v}.md", "scans") for v in ("agrees", "differs")}
    assert [scan.src for scan in archive.article("articles/undated/board-agrees.md").scans] == ["mine.jpg"]
    assert archive.article("articles/undated/board-differs.md").scans == ()
    assert not (archive.site.content / "articles/undated/board-agrees.png").exists()
    assert archive.load().differences == (), "said once"


def test_names_and_records(archive: Archive) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    assert load(archive, Somebody()) == ["new articles/undated/board-agrees.md"]
    article = archive.article("articles/undated/board-agrees.md")
    assert [p.name for p in article.places] == ["Porto", "Nowhere"]
    record, _ = read_record((archive.site.content / "places/porto.md").read_text(), "porto.md")
    assert (record.name, record.coordinates, record.ids) == ("Porto", (41.15, -8.61), {"geonames": "7"})
    assert not (archive.site.content / "places/nowhere.md").exists()
    entry = read_ledger(archive.site.content).entries[0]
    assert list(entry.written) == ["places/porto.md"]
    assert [(e.text, e.line, e.confidence) for e in entry.evidence if e.field == "places"] == [("Nowhere", 3, 0.4)]


def test_a_record_that_a_human_wrote_or_deleted_is_not_written(archive: Archive) -> None:
    (archive.site.content / "places").mkdir(parents=True)
    mine = archive.site.content / "places" / "oporto.md"
    mine.write_text("---\nname: Oporto\naliases: [Porto]\n---\n")
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    load(archive, Somebody())
    assert os.listdir(archive.site.content / "places") == ["oporto.md"]
    mine.unlink()
    archive.put("b.txt", f"Board differs\n\n{STORY}Or does it?\n")
    load(archive, Somebody())
    (archive.site.content / "places/porto.md").unlink()
    archive.put("c.txt", f"Board sleeps\n\n{STORY}Or does it not?\n")
    load(archive, Somebody(), again=True)
    assert os.listdir(archive.site.content / "places") == []


def known(archive: Archive) -> list[str]:
    desk = Desk(archive.site, read_ledger(archive.site.content), (), dry_run=True)
    return sorted(record.name for _, record in desk.human_records())


def test_a_record_of_import_s_own_is_no_fact_until_a_human_touches_it(archive: Archive) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    load(archive, Somebody())
    (archive.site.content / "people").mkdir()
    (archive.site.content / "people/ruth-alder.md").write_text("---\nname: Ruth Alder\n---\n")
    assert known(archive) == ["Ruth Alder"]
    record = archive.site.content / "places/porto.md"
    ours = record.read_bytes()
    record.write_bytes(ours.replace(b"\n", b"\r\n"))
    assert known(archive) == ["Ruth Alder"]
    record.write_bytes(ours.replace(b"---\n", b"---\n# looked up: this is the one\n", 1))
    assert known(archive) == ["Porto", "Ruth Alder"]


def test_a_guess_stays_a_guess_when_it_is_read_again(tmp_path: Path, names_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the finder that import opens itself, which knows the records."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(names_cache.parent))
    archive = Archive(tmp_path)
    archive.site = Site(tmp_path, read_config("title: Test\nrecognizer: rules\n"))
    archive.put("a.txt", f"Board agrees in Valparaiso\n\n{STORY}The steamer from Valparaiso was late, and in Tripoli nobody minded.\n")

    def told(again: bool) -> tuple[list[tuple[str, str, float]], list[str]]:
        import_clippings(archive.site, [archive.root / "clippings"], ImportOptions(again, today=TODAY, jobs=1))
        (entry,) = read_ledger(archive.site.content).entries
        return [(e.text, e.rule, e.confidence) for e in entry.evidence if e.field == "places"], sorted(entry.written)

    first = told(False)
    assert len(first[1]) == 2
    assert told(True) == first
    assert "record" not in {rule for _, rule, _ in first[0]}


def test_another_recognizer_renews_nothing_by_itself(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    load(archive, Somebody("one"))
    before = archive.article("articles/undated/board-agrees.md").people
    assert load(archive, Somebody("two"))[0].startswith("unchanged")
    for module in (deciding, settling):
        monkeypatch.setattr(module, "VERSION", "2")
    assert load(archive, Somebody("two"))[0].startswith("unchanged")
    assert archive.article("articles/undated/board-agrees.md").people == before
    assert load(archive, Somebody("two"), again=True)[0].startswith("updated")
    assert archive.article("articles/undated/board-agrees.md").people == (Name("Ruth Alder of two"),)


def test_a_broken_article_of_a_human_s_is_left_as_it_is(archive: Archive) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.put("b.txt", f"Board differs\n\n{STORY}")
    archive.load()
    file = archive.site.content / "articles/undated/board-agrees.md"
    file.write_text("---\ntitle: 'open\n---\n")
    report = archive.load(again=True)
    assert (report.unchanged, report.refused) == (1, 1)
    assert "content/articles/undated/board-agrees.md:2" in str(report.faults[0])
    assert file.read_text() == "---\ntitle: 'open\n---\n"


def test_a_damaged_ledger_stops_import_before_anything_is_written(archive: Archive) -> None:
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    archive.load()
    (shard,) = (archive.site.content / "imports").iterdir()
    shard.write_bytes(shard.read_bytes() + b"<<<<<<< HEAD\n")
    archive.put("b.txt", f"Board differs\n\n{STORY}")
    before = archive.snapshot()
    with pytest.raises(BadLedger) as caught:
        archive.load()
    assert str(caught.value).startswith(f"content/imports/{shard.name}:2: not a line of the ledger")
    assert archive.snapshot() == before


def test_import_waits_for_no_lock(archive: Archive) -> None:
    with locked(archive.site.state), pytest.raises(BuildRunning):
        archive.load()


def test_processes_give_what_one_gives(archive: Archive) -> None:
    for n in range(320):
        archive.put(f"{n}.txt", f"Boat {n} comes in\n\n{STORY}" if n % 50 else b"")
    options = ImportOptions(today=TODAY, jobs=2)
    told: list[tuple[str, int, int]] = []
    report = import_clippings(archive.site, [archive.root / "clippings"], options, lambda *step: told.append(step), finder=Nobody())
    assert (report.read, report.written, report.refused) == (320, 313, 7)
    assert {total for stage, _, total in told} == {320, 314}, "compared; read, as empty files are all one"
    one = Archive(archive.root / "one")
    for path in (archive.root / "clippings").iterdir():
        one.put(path.name, path.read_bytes())
    one.load()
    assert one.snapshot() == {k: v for k, v in archive.snapshot().items() if not k.startswith("one/")}
