"""docs/extending.md is run as it stands: each example, in an archive of its own."""

import re
from pathlib import Path

import pytest
import site_kit
from site_kit import article, built, shown, tree

from sitegen.cli import run
from sitegen.errors import ConfigFault
from sitegen.extensions import extension, fingerprint

GUIDE = (Path(__file__).parent.parent / "docs/extending.md").read_text("utf-8")
FILES = {
    "content/articles/1969/a.md": article("One <b>", "Ann Lee came.", date="1969-07-21", people=["Ann Lee"], tags=["Space & time"]),
    "content/articles/1969/b.md": article("=Two", "Nobody.", date="1970", tags=["Space & time", "火"]),
}


def example(heading: str) -> dict[str, str]:
    """The files that a section of the guide shows, by their paths."""
    section = GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^`([^`]+)`:\n\n```\w+\n(.*?)```", section, re.MULTILINE | re.DOTALL))


def archive(root: Path, heading: str) -> Path:
    files = example(heading)
    assert "sitegen.yaml" in files
    site_kit.put(root, {**FILES, **files})
    assert run(["--root", str(root), "build"]) == 0
    return root


def test_a_kind_of_pages(tmp_path: Path) -> None:
    archive(tmp_path, "A kind of pages")
    page = shown(tmp_path, "tags/space-time.html")
    assert "<h1>Space &amp; time</h1>" in page
    assert "<p>2 articles</p>" in page
    assert "One &lt;b&gt;" in page
    assert {path for path in tree(tmp_path / "site") if path.startswith("tags/")} == {"tags/space-time.html", "tags/huo.html"}


def test_a_kind_of_pages_is_rebuilt_with_its_articles_and_its_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive(tmp_path, "A kind of pages")
    site_kit.put(tmp_path, {"content/articles/1969/b.md": article("Two", "Nobody.", date="1970", tags=["Space & time"])})
    assert run(["--root", str(tmp_path), "build", "--verify"]) == 0
    assert not (tmp_path / "site/tags/huo.html").exists()
    code = (tmp_path / "pages.py").read_text()
    site_kit.put(tmp_path, {"pages.py": code.replace("title=tag", "title=tag.upper()")})
    assert run(["--root", str(tmp_path), "build", "--verify"]) == 0
    assert "SPACE &amp; TIME" in shown(tmp_path, "tags/space-time.html")


def test_an_exporter(tmp_path: Path) -> None:
    archive(tmp_path, "An exporter")
    assert '"title": "One <b>"' in (tmp_path / "site/titles.json").read_text()
    table = (tmp_path / "site/articles.csv").read_text().splitlines()
    assert table[1] == ",One <b>,1969-07-21,,,,,Ann Lee,,Space & time,full,articles/1969/a.html"
    assert table[2].startswith(",'=Two,")  # no spreadsheet takes it for a formula


def test_rights_hold_in_exports(tmp_path: Path) -> None:
    hidden = {
        "content/articles/1970/d.md": article("Draft", "SECRET", draft=True),
        "content/articles/1970/m.md": article("M", "SECRET", rights="metadata"),
    }
    site_kit.put(tmp_path, hidden)
    archive(tmp_path, "An exporter")
    assert "Draft" not in (tmp_path / "site/articles.csv").read_text()
    assert "SECRET" not in site_kit.text_of(tmp_path / "site")


def test_a_theme(tmp_path: Path) -> None:
    archive(tmp_path, "A theme")
    assert '<link rel="stylesheet" href="../../assets/mine.css">' in shown(tmp_path, "articles/1969/a.html")
    assert (tmp_path / "site/assets/mine.css").is_file()


def test_a_recognizer(tmp_path: Path) -> None:
    site_kit.put(
        tmp_path, {**example("A recognizer"), "clippings/a.txt": "A title of it\n\nIn the morning came Ann Lee to see the old town hall.\n"}
    )
    assert run(["--root", str(tmp_path), "import", str(tmp_path / "clippings")]) == 0
    (found,) = (tmp_path / "content/articles").rglob("*.md")
    assert "people:\n- " in found.read_text()
    assert "Ann Lee" in found.read_text().partition("---\n")[2].partition("---\n")[0]


def test_an_engine_that_sends_everything_as_bytes_and_keeps_no_state(tmp_path: Path) -> None:
    """What a cluster would need: no stage depends on what stays in a process."""
    archive(tmp_path / "there", "An engine")
    built(tmp_path / "here", {**FILES, "sitegen.yaml": "title: x\n"})
    site_kit.put(tmp_path / "there", {"sitegen.yaml": 'title: x\nengine: "engines.py:Elsewhere"\n'})
    assert run(["--root", str(tmp_path / "there"), "build"]) == 0
    assert tree(tmp_path / "here/site") == tree(tmp_path / "there/site")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('pages: ["no.py:x"]', "no such file"),
        ('pages: ["pages.py:missing"]', "missing"),
        ('pages: ["pages.py:broken"]', "ZeroDivisionError"),
        ('pages: ["pages.py:NUMBER"]', "is no function"),
        ("pages: [date]", "did you mean 'dates'"),
        ("exporters: [cvs]", "did you mean 'csv'"),
        ('exporters: ["no.such.module:x"]', "no"),
        ('engine: "pages.py:missing"', "missing"),
        ("engine: seriel", "did you mean 'serial'"),
    ],
)
def test_what_can_not_be_loaded_is_said(tmp_path: Path, setting: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    site_kit.put(
        tmp_path, {**FILES, "sitegen.yaml": f"{setting}\n", "pages.py": "NUMBER = 1\ndef broken(catalogue, shelf):\n    yield 1 / 0\n"}
    )
    assert run(["--root", str(tmp_path), "build"]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err
    assert not (tmp_path / "site/index.html").exists()


def test_an_extension_is_named_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def f(): return 1\n")
    first = fingerprint("a.py:f", tmp_path)
    assert extension("pages", "a.py:f", tmp_path)() == 1
    (tmp_path / "a.py").write_text("def f(): return 2\n")
    assert fingerprint("a.py:f", tmp_path) != first
    assert extension("pages", "a.py:f", tmp_path)() == 2
    with pytest.raises(ConfigFault, match="can't be loaded"):
        extension("pages", "json:nothing", tmp_path)
