"""Rows L.. of BAD_INPUTS.csv that the loader answers for, each under its number."""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import pytest
from loader.archive import STORY, Archive
from tools import ordinary_user_owns

from sitegen.article import write
from sitegen.loader import gather, importing
from sitegen.loader.importing import ImportOptions, import_clippings


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def test_l01_empty_file(archive: Archive) -> None:
    assert "empty file" in archive.refusal("a.txt", b"")
    assert "empty file" in archive.refusal("b.txt", b" \n\n\t\n")


def test_l03_byte_order_mark(archive: Archive) -> None:
    article = archive.one("a.txt", b"\xef\xbb\xbfA headline\n\n" + STORY.encode())
    assert article.title == "A headline"
    assert "\ufeff" not in write(article)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_l05_utf16_with_and_without_mark(archive: Archive, encoding: str) -> None:
    article = archive.one("a.txt", f"A headline\n\n{STORY}".encode(encoding))
    assert article.title == "A headline"
    assert "\0" not in write(article)


def test_l05_zeros_that_are_no_text(archive: Archive) -> None:
    assert "not text" in archive.refusal("a.txt", b"abc\0\0\0\0def")


def test_l07_cp1252(archive: Archive) -> None:
    text = f"A naïve headline\n\n{STORY}The café was “full”.\n"
    path = archive.put("a.txt", text.encode("cp1252"))
    report = archive.load(path)
    article = archive.article(report.outcomes[0].article)
    assert article.title == "A naïve headline"
    assert "“full”" in article.body
    assert "byte 5 (0xef) isn't UTF-8" in report.all_notices[0].message


def test_l09_twice_encoded(archive: Archive) -> None:
    text = f"A café by the quay\n\n{STORY}"
    report = archive.load(archive.put("a.txt", text.encode().decode("cp1252").encode()))
    assert archive.article(report.outcomes[0].article).title == "A café by the quay"
    assert "mended" in report.all_notices[0].message


def test_l11_four_characters(archive: Archive) -> None:
    report = archive.load(archive.put("a.txt", "Zoë".encode("latin-1")))
    assert archive.article(report.outcomes[0].article).title == "Zoë"
    assert "a guess" in report.all_notices[0].message


def test_l13_controls_and_escapes(archive: Archive) -> None:
    report = archive.load(archive.put("a.txt", f"A \x1b[31mred\x1b[0m head\x07line\n\n{STORY}Bell\x9d.\n\x1b]0;pwned\x07End of it.\n"))
    article = archive.article(report.outcomes[0].article)
    assert article.title == "A red headline"
    assert "pwned" not in article.body
    assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in write(article))
    assert "removed" in report.all_notices[0].message


@pytest.mark.skipif(sys.platform != "linux", reason="reads ru_maxrss in kilobytes")
def test_l15_fifty_megabytes_in_a_line(archive: Archive) -> None:
    path = archive.put("a.txt", b"word " * 10_000_000)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    report = archive.load(path)
    assert time.monotonic() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
    assert "50,000,000 bytes; at most 20,000,000 are read" in str(report.faults[0])


def test_l21_navigation_alone(archive: Archive) -> None:
    assert "no article text found" in archive.refusal("a.txt", "Home > World\nMenu\n\nShare on Facebook\nPrivacy policy\n© 2011 The Post\n")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4\n%...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n0000", "a PNG image"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x7fELF\x02\x01\x01\0", "an ELF program"),
    ],
)
@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_l23_other_files_by_what_is_in_them(archive: Archive, data: bytes, kind: str, name: str) -> None:
    assert kind in archive.refusal(name, data)


def test_l25_xml_is_not_opened(archive: Archive) -> None:
    canary = archive.put("canary.dat", "CANARY").as_uri()
    refusal = archive.refusal("a.xml", f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{canary}">]><a>&x;</a>')
    assert "an XML file" in refusal
    assert "CANARY" not in refusal


def test_html_is_named_not_swallowed(archive: Archive) -> None:
    assert "an HTML page" in archive.refusal("a.txt", "<!DOCTYPE html>\n<html><body><p>Text</p></body></html>")


def test_l27_a_script_in_the_title_is_text(archive: Archive) -> None:
    title = "<title><script>alert(1)</script></title>"
    assert archive.one("a.txt", f"{title}\n\n{STORY}").title == title


def test_l29_template_marks_are_text(archive: Archive) -> None:
    line = 'It cost {{7*7}} pounds and {% include "/etc/passwd" %} was never paid, as far as anybody knows.'
    article = archive.one("a.txt", f"{{{{7*7}}}}\n\n{line}\n\n{STORY}")
    assert article.title == "{{7*7}}"
    assert line in article.body.replace("\\", "")


def test_l31_a_title_of_marks_comes_back_exactly(archive: Archive) -> None:
    title = "Police: two held #1 @home *x* \"y\" \\ 'z'"
    assert archive.one("a.txt", f"{title}\n\n{STORY}").title == title


def test_l33_a_title_of_ten_thousand_characters(archive: Archive) -> None:
    title = " ".join(["long"] * 2000)
    report = archive.load(archive.put("a.txt", f"{title}\n\n{STORY}"))
    path = report.outcomes[0].article
    assert archive.article(path).title == title
    assert len(Path(path).stem) <= 80
    assert "9,999 characters" in report.all_notices[0].message


@pytest.mark.parametrize("date", ["2025-02-30", "30 February 2025", "February 30, 2025", "31/11/2025", "2025-13-01"])
def test_l35_no_such_day(archive: Archive, date: str) -> None:
    refusal = archive.refusal("a.txt", f"Source: The Post\nDate: {date}\nHeadline: A day\n\n{STORY}")
    assert "not a calendar date" in refusal
    assert refusal.startswith("clippings/a.txt:2: ")


def test_l35_no_such_day_in_front_matter(archive: Archive) -> None:
    refusal = archive.refusal("a.md", f"---\ntitle: A day\ndate: 2025-02-30\n---\n\n{STORY}")
    assert "not a calendar date" in refusal
    assert refusal.startswith("clippings/a.md:3: ")


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("3 March 2025 at 7pm BST", "2025-03-03T19:00:00+01:00"),
        ("2025-03-03T19:00:00Z", "2025-03-03T19:00:00Z"),
        ("2025-03-03T19:00:00+05:30", "2025-03-03T19:00:00+05:30"),
        ("2025-03-03 19:00:00 +0530", "2025-03-03T19:00:00+05:30"),
        ("1741028400", "2025-03-03T19:00:00Z"),
        ("Mon, 03 Mar 2025 19:00:00 +0100", "2025-03-03T19:00:00+01:00"),
    ],
)
def test_l37_one_form_of_the_date(archive: Archive, written: str, iso: str) -> None:
    assert archive.one("a.txt", f"Source: The Post\nDate: {written}\nHeadline: A day\n\n{STORY}").date == iso


@pytest.mark.parametrize("title", ["🎉", "!!", "日本", "عمر"])
def test_l47_titles_without_a_latin_letter(archive: Archive, title: str) -> None:
    report = archive.load(archive.put("a.txt", f"{title}\n\n{STORY}"), archive.put("b.txt", f"{title}\n\n{STORY}More.\n"))
    paths = [outcome.article for outcome in report.outcomes]
    assert len(set(paths)) == 2
    assert all(len(Path(path).stem) > 0 for path in paths)
    assert {archive.article(path).title for path in paths} == {title}


def test_l49_twice_the_same(archive: Archive) -> None:
    archive.put("a.txt", f"A headline\n\n{STORY}")
    assert archive.load().written == 1
    before = archive.snapshot()
    report = archive.load()
    assert (report.read, report.unchanged) == (1, 1)
    assert archive.snapshot() == before


def test_l51_a_file_vanishes(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.put("a.txt", f"Alpha\n\n{STORY}")
    gone = archive.put("b.txt", f"Beta\n\n{STORY}")

    def gathered_and_gone(*args: object) -> gather.Gathered:
        found = gather.gather(*args)  # type: ignore[arg-type]
        gone.unlink()
        return found

    monkeypatch.setattr(importing, "gather", gathered_and_gone)
    report = archive.load()
    assert (report.written, report.refused) == (1, 1)
    assert str(report.faults[0]) == "clippings/b.txt: disappeared, or was never there"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs users")
def test_l53_permission(archive: Archive) -> None:
    archive.one("a.txt", f"Alpha\n\n{STORY}")
    with tempfile.TemporaryDirectory() as folder, ordinary_user_owns(folder):
        archive = Archive(Path(folder))
        archive.put("a.txt", f"Alpha\n\n{STORY}")
        archive.put("b.txt", f"Beta\n\n{STORY}").chmod(0)
        report = archive.load()
        assert (report.written, report.refused) == (1, 1)
        assert str(report.faults[0]) == "clippings/b.txt: permission denied"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("name", [b"new\nline.txt", b"quo'te\".txt", b"caf\xe9.txt", b" space.txt"])
def test_l55_odd_file_names(archive: Archive, name: bytes) -> None:
    path = os.path.join(os.fsencode(archive.root / "clippings"), name)
    with open(path, "wb") as handle:
        handle.write(f"A headline\n\n{STORY}".encode())
    report = archive.load()
    assert report.written == 1
    article = archive.article(report.outcomes[0].article)
    assert article.origin is not None
    assert article.origin.file == report.outcomes[0].clipping
    assert archive.load().unchanged == 1


def test_l57_links_are_named_and_not_followed(archive: Archive, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(f"Secret\n\n{STORY}")
    (archive.root / "clippings" / "loop").symlink_to("loop")
    (archive.root / "clippings" / "link.txt").symlink_to(secret)
    (archive.root / "clippings" / "up").symlink_to(archive.root)
    report = archive.load()
    assert [str(fault) for fault in report.faults] == [
        f"clippings/{name}: a symbolic link: not followed" for name in ("link.txt", "loop", "up")
    ]
    assert archive.articles() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_does_not_hang(archive: Archive) -> None:
    os.mkfifo(archive.root / "clippings" / "pipe.txt")
    assert str(archive.load().faults[0]) == "clippings/pipe.txt: not a regular file"


def test_l61_a_human_edit_stays_and_the_difference_is_told(archive: Archive) -> None:
    archive.put("a.txt", f"A headline\n\n{STORY}")
    path = archive.load().outcomes[0].article
    file = archive.site.content / path
    file.write_text(file.read_text().replace("title: A headline", "title: A better headline").replace("quiet night", "still night"))
    before = file.read_bytes()
    assert archive.load().unchanged == 1
    report = archive.load(again=True)
    assert file.read_bytes() == before
    assert [(d.field, d.kept[:20], d.ours[:20]) for d in report.differences] == [
        ("title", "A better headline", "A headline"),
        ("text", "It was a still night", "It was a quiet night"),
    ]


def test_an_input_that_does_not_exist(archive: Archive) -> None:
    report = import_clippings(archive.site, [archive.root / "nowhere.txt"], ImportOptions(jobs=1))
    assert "was never there" in str(report.faults[0])
