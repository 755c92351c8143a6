import os
import pickle
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import errors, report
from sitegen.builder import BuildReport
from sitegen.config import Config, Site
from sitegen.errors import BadField, BadText, Fault, NoSuchPage, Notice, Spot, WriteFailed, did_you_mean
from sitegen.loader.outcome import ImportReport, Outcome
from sitegen.message import message, shown

Captured = pytest.CaptureFixture[str]


@given(st.text())
def test_no_text_can_drive_a_terminal(text: str) -> None:
    """L13, L55."""
    made = shown(text)
    assert made.isprintable() or all(c.isprintable() or c not in "\x1b\n\r\t\x07\x9b\u202e\u2066" for c in made)
    assert not [c for c in made if ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000]
    made.encode("utf-8")


def test_what_a_terminal_would_obey_is_spelt_out() -> None:
    name = os.fsdecode(b"a\x1b[31m\n\xff\xe2\x80\xae.txt")
    assert shown(name) == "a\\x1b[31m\\n\\xff\\u202e.txt"
    assert shown("naïve 日本 “x” 🎉") == "naïve 日本 “x” 🎉"


def test_a_fault_says_where_what_why_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: [a]\n---\n")
    fault = BadField(Spot("a.md", 2, 8), "title: a text wanted", "write it in quotes")
    fault.__cause__ = WriteFailed(Spot("b.md"), "the disk is full")
    fault.__cause__.__cause__ = OSError(28, "No space left on device")
    assert message(fault, tmp_path).split("\n") == [
        "a.md:2:8: title: a text wanted",
        "    title: [a]",
        "           ^",
        "  because b.md: the disk is full",
        "  because No space left on device",
        "  hint: write it in quotes",
    ]


def test_a_cause_that_was_said_is_not_said_again() -> None:
    fault = BadText(Spot("a.md"), "can't be read: permission denied")
    fault.__cause__ = PermissionError(13, "Permission denied")
    assert message(fault) == "a.md: can't be read: permission denied"


@pytest.mark.parametrize(("line", "column"), [(1, 0), (1, 300), (9, 9), (0, 0), (1, 10_000)])
def test_an_excerpt_is_never_long(tmp_path: Path, line: int, column: int) -> None:
    (tmp_path / "a.md").write_text("x\x1b" * 200)
    lines = message(BadText(Spot("a.md", line, column), "bad"), tmp_path).split("\n")
    assert len(lines) <= 3
    assert all(len(text) < 500 and "\x1b" not in text for text in lines)


def test_an_excerpt_is_of_a_file_of_the_site_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("/etc/passwd")
    assert message(BadText(Spot("a.md", 1), "bad"), tmp_path) == "a.md:1: bad"


@pytest.mark.parametrize("kind", [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Fault)])
def test_every_fault_travels_between_processes_and_has_an_exit_code(kind: type[Fault]) -> None:
    fault = kind(Spot("a.md", 1, 2), "wrong", "mend it", "excerpt")
    again = pickle.loads(pickle.dumps(fault))
    assert (type(again), again.spot, again.message, again.hint, again.excerpt) == (kind, fault.spot, "wrong", "mend it", "excerpt")
    assert errors.EXIT[kind.letter]


@pytest.mark.parametrize(
    ("word", "said"), [("tilte", "did you mean 'title'?"), ("TITLE", "did you mean 'title'?"), ("zzz", "known: date, title")]
)
def test_did_you_mean(word: str, said: str) -> None:
    assert did_you_mean(word, ["title", "date"]) == said


def test_many_messages_are_counted(capsys: Captured) -> None:
    report.notices([Notice(Spot("a.md", n), "odd") for n in range(1, 26)])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "... and 5 more warnings"


def test_the_numbers_of_an_import_add_up(capsys: Captured, tmp_path: Path) -> None:
    fault = BadText(Spot("e.txt"), "empty file")
    outcomes = [
        Outcome("a", "new"),
        Outcome("b", "updated", "articles/b.md"),
        Outcome("c", "unchanged"),
        Outcome("d", "duplicate", of="a"),
        Outcome("e.txt", "refused", fault=fault),
    ]
    code = report.imported(Site(tmp_path, Config()), ImportReport(tuple(outcomes)))
    captured = capsys.readouterr()
    assert code == 1
    assert captured.out == "5 articles read: 2 written (1 new, 1 renewed), 1 unchanged, 1 duplicate, 1 refused\n"
    assert captured.err == "error: e.txt: empty file\nd: the same as a\ncontent/articles/b.md: renewed (b)\n"


def test_what_import_renewed_and_what_it_leaves_deleted_is_named(capsys: Captured, tmp_path: Path) -> None:
    renewed = [Outcome(f"{n:02}.txt", "updated", f"articles/{n:02}.md") for n in range(12)]
    gone = [Outcome("gone.txt", "deleted", "articles/1969/gone.md")]
    assert report.imported(Site(tmp_path, Config()), ImportReport((*renewed, *gone))) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[:10] == [f"content/articles/{n:02}.md: renewed ({n:02}.txt)" for n in range(10)]
    assert lines[10:] == ["... and 2 more renewed", "content/articles/1969/gone.md: deleted by hand, and left so (gone.txt)"]


def test_the_numbers_of_a_build_add_up(capsys: Captured, tmp_path: Path) -> None:
    site = Site(tmp_path, Config())
    done = BuildReport(
        3, 1, 10, ("a", "b"), ("c",), 8, (BadText(Spot("x.md"), "bad"),), (Notice(Spot("y.md"), "odd"),), (("a", "new"),), (), 0.5
    )
    assert report.built(site, done) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "3 articles published, 1 held back, 1 file left out",
        "10 files in site/: 2 written, 8 unchanged; 1 deleted (0.50 s)",
    ]
    assert captured.err == "warning: y.md: odd\nerror: x.md: bad\n"


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 1)])
def test_warnings_count_with_strict(tmp_path: Path, strict: bool, code: int) -> None:
    site = Site(tmp_path, Config())
    done = BuildReport(0, 0, 0, (), (), 0, (), (Notice(Spot("y.md"), "odd"),), ())
    assert report.built(site, done, strict=strict) == code
    assert report.imported(site, ImportReport((), done.notices), strict=strict) == code


def test_lines_of_progress_are_few(tmp_path: Path) -> None:
    now = [0.0]
    lines: list[str] = []
    progress = report.PlainLines(lines.append, lambda: now[0])
    for done in range(1, 101):
        now[0] += 0.25
        progress("reading", done, 100)
    for done in range(1, 51):
        progress("printing", done, 50)
    progress("looking", 0, 0)
    assert lines == ["reading: 41 of 100", "reading: 81 of 100", "reading: 100 of 100"]


WORK = """
import time
from sitegen import report
with report.progress() as progress:
    for n in range(1, 31):
        progress("reading \\x1b[31m", n, 30)
        time.sleep(2.1 if n == 29 else 0)
"""


def test_a_terminal_gets_a_bar_with_counts() -> None:
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", WORK], stderr=slave, stdout=slave, env={**os.environ, "TERM": "xterm", "COLUMNS": "90"}
    ) as process:
        os.close(slave)
        seen = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
        assert process.wait() == 0
    os.close(master)
    assert b"30/30" in seen
    assert b"reading \\x1b[31m" in seen


def test_elsewhere_lines_go_to_standard_error() -> None:
    done = subprocess.run([sys.executable, "-c", WORK], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "reading \\x1b[31m: 30 of 30\n")


def test_why_a_page_was_written_or_not(capsys: Captured, tmp_path: Path) -> None:
    site = Site(tmp_path, Config())
    (tmp_path / "site").mkdir()
    (tmp_path / "site/manifest.sha256").write_text("".join(f"{'0' * 64}  {name}.html\n" for name in "abc"))
    done = BuildReport(3, 0, 3, ("a.html",), (), 2, (), (), (("a.html", "content"), ("b.html", "template")))
    report.explained(site, done)
    assert capsys.readouterr().out.splitlines() == [
        "CONTENT        a.html",
        "TEMPLATE       b.html (came out the same)",
        "UNCHANGED      c.html",
    ]
    report.explained(site, done, "site/c.html")
    assert capsys.readouterr().out == "UNCHANGED      c.html\n"
    with pytest.raises(NoSuchPage) as caught:
        report.explained(site, done, "aa.html")
    assert caught.value.hint == "did you mean 'a.html'?"


def test_where_the_time_went(capsys: Captured) -> None:
    report.timed(BuildReport(0, 0, 0, (), (), 0, (), (), (), (("read", 0.25), ("write", 1.5))))
    assert capsys.readouterr().out.splitlines() == ["read         0.250 s", "write        1.500 s"]
