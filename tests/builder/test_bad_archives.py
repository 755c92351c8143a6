"""Archives and their states that break builders, each by its row: a message with its place, the rest built, never a traceback.

Rows are those of the list of bad inputs that the design keeps: B01 is the builder's first.
"""

import os
import pickle
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import lawbook
import msgspec
import pytest
from site_kit import article, build_in, built, make_site, page, shown, text_of, tree
from tools import ordinary_user_owns

from builder.bad_inputs import GOOD, PATH, published, refused
from sitegen.builder import build
from sitegen.config import load_site
from sitegen.errors import BuildRunning, ConfigFault, NotASite
from sitegen.files import locked


@pytest.mark.parametrize("name", ["404", "people", "articles", "dates", "places", "collections"])
def test_b19_a_page_with_an_address_of_the_site(tmp_path: Path, name: str) -> None:
    report = built(tmp_path, {PATH: article(people=["Ann"]), f"content/pages/{name}.md": page("Mine", "My own text")})
    (fault,) = report.faults
    assert fault.spot.path == f"content/pages/{name}.md"
    assert "uses itself" in fault.message
    assert "our-" in fault.hint
    assert "My own text" not in text_of(tmp_path / "site")


def test_b35_no_article_in_a_fresh_output(tmp_path: Path) -> None:
    report = built(tmp_path, {})
    assert report.articles == 0
    assert [n.message for n in report.notices] == ["no article to publish yet"]
    lawbook.check_links(tree(tmp_path / "site"), report)


def test_b35_no_article_where_a_site_stands(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    (tmp_path / PATH).unlink()
    assert "--allow-empty" in refused(tmp_path, NotASite).hint
    assert build_in(tmp_path, allow_empty=True).articles == 0
    assert "articles/1960/bad.html" not in tree(tmp_path / "site")


def test_b37_a_deleted_article_is_gone_everywhere(tmp_path: Path) -> None:
    gone = article("Unmistakable", "Zebulon spoke.", date="1975", people=["Zebulon"], places=["Zembla"], collection="Zoo", source="Zeit")
    built(tmp_path, {"content/articles/1960/good.md": GOOD, PATH: gone}, "title: T\nsite_url: https://a.org/\n")
    assert "Zebulon" in text_of(tmp_path / "site")
    (tmp_path / PATH).unlink()
    report = build_in(tmp_path)
    assert {"articles/1960/bad.html", "people/zebulon.html", "places/zembla.html", "people.html", "dates/1975.html"} <= set(report.deleted)
    assert not re.search("Unmistakable|Zebulon|Zembla|Zoo|Zeit|bad.html|1975", text_of(tmp_path / "site"))
    assert not (tmp_path / "site/people").exists()


def test_b39_a_file_that_vanishes_during_the_build(tmp_path: Path) -> None:
    """Between listing and reading: a hundred others are read first."""
    make_site(tmp_path, {f"content/articles/1960/{n:03}.md": GOOD for n in range(120)})

    def progress(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("read", 1):
            (tmp_path / "content/articles/1960/119.md").unlink()

    report = build(load_site(tmp_path), lawbook.USUAL, progress)
    assert (report.articles, [f.message for f in report.faults]) == (119, ["disappeared, or was never there"])


def test_b41_no_content_folder(tmp_path: Path) -> None:
    make_site(tmp_path, {})
    (tmp_path / "content").rmdir()
    fault = refused(tmp_path, NotASite)
    assert str(tmp_path / "content") in str(fault)
    assert "sitegen init" in fault.hint


@pytest.mark.parametrize(
    "url", ["https://example.org", "https://example.org/", "https://example.org/some/path", "http://localhost:8000/x/"]
)
def test_b49_addresses_with_and_without_path(tmp_path: Path, url: str) -> None:
    report = built(tmp_path, {PATH: article(people=["Ann"])}, f"title: T\nsite_url: {url}\n")
    whole = url.rstrip("/") + "/"
    assert f'<link rel="canonical" href="{whole}articles/1960/bad.html">' in shown(tmp_path, "articles/1960/bad.html")
    assert f"<loc>{whole}articles/1960/bad.html</loc>" in shown(tmp_path, "sitemap.xml")
    lawbook.check_links(tree(tmp_path / "site"), report, load_site(tmp_path).config.base_path)


def test_b49_no_address(tmp_path: Path) -> None:
    html = published(tmp_path, GOOD)
    assert "canonical" not in html
    assert not (tmp_path / "site/sitemap.xml").exists()
    assert "<id>tag:" in shown(tmp_path, "feed.atom")


def test_b49_an_address_without_scheme(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault):
        make_site(tmp_path, {}, "site_url: example.org\n")


BUILD = """
import sys
from pathlib import Path
from sitegen.builder import Options, build
from sitegen.config import load_site
build(load_site(Path(sys.argv[1])), Options(jobs=int(sys.argv[2]), as_of="2026-01-01"), lambda *step: print(*step, flush=True))
"""


def test_b61_interrupted(tmp_path: Path) -> None:
    """Ctrl-C leaves no worker; what was written is whole, and the next build goes on."""
    make_site(tmp_path, {f"content/articles/1960/{n:03}.md": GOOD for n in range(400)})
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(tmp_path), "2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout
    first = process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert first.startswith(b"read"), errors
    assert process.returncode != 0
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert build_in(tmp_path).articles == 400


class Canary:
    """What a pickle would run."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch {self.path}",)


def test_b63_a_state_that_is_a_pickle(tmp_path: Path) -> None:
    root, canary = tmp_path / "archive", tmp_path / "canary"
    built(root, {PATH: GOOD})
    (root / ".sitegen/manifest.sqlite").write_bytes(pickle.dumps(Canary(str(canary))))
    lawbook.keep_the_laws(root)
    assert not canary.exists()


def test_b63_a_pickle_in_a_row_of_the_state(tmp_path: Path) -> None:
    root, canary = tmp_path / "archive", tmp_path / "canary"
    built(root, {PATH: GOOD})
    with sqlite3.connect(root / ".sitegen/manifest.sqlite") as connection:
        connection.execute("update bundles set value = ?", (pickle.dumps(Canary(str(canary))),))
    connection.close()
    lawbook.keep_the_laws(root)
    assert not canary.exists()


def test_b65_two_builds_at_once(tmp_path: Path) -> None:
    site = make_site(tmp_path, {PATH: GOOD})
    with locked(site.state), pytest.raises(BuildRunning, match=str(os.getpid())):
        build_in(tmp_path)
    assert build_in(tmp_path).articles == 1


def test_l55_file_names_that_break_lists(tmp_path: Path) -> None:
    """Newline, quote, line separator, blanks: in a file list and in messages."""
    names = ["a\nb", "a'\"b", "a\u2028b", " a  b", "a\\b", "é", "a\x85b", "#a?b%41"]
    files = {f"content/static/{name}.txt": name for name in names}
    articles = {f"content/articles/1960/{number}{name}.md": GOOD for number, name in enumerate(names)}
    built(tmp_path, {PATH: GOOD, **files, **articles})
    lawbook.keep_the_laws(tmp_path)
    for path in files:
        (tmp_path / path).unlink()
    lawbook.keep_the_laws(tmp_path)


def test_l55_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "content/static/x.txt": "x"})
    for place in ("content/articles/1960", "content/static", "content/people"):
        (tmp_path / place).mkdir(exist_ok=True)
        with open(os.fsencode(str(tmp_path / place)) + b"/\xff\xfe.md", "wb") as file:
            file.write(GOOD.encode())
    report = build_in(tmp_path)
    assert report.articles == 1
    assert report.faults or report.notices
    msgspec.json.encode([str(f) for f in (*report.faults, *report.notices)])
    lawbook.check_second(tmp_path, lawbook.USUAL)


@pytest.mark.parametrize("target", ["/etc/hostname", "../../../sitegen.yaml", "bad.md", "nowhere"])
def test_l57_links_are_not_followed(tmp_path: Path, target: str) -> None:
    make_site(tmp_path, {"content/articles/1960/good.md": GOOD, "content/static/x.txt": "x"})
    (tmp_path / PATH).symlink_to(target)
    (tmp_path / "content/static/link.txt").symlink_to(target)
    (tmp_path / "content/articles/1970").symlink_to(tmp_path / "content/articles/1960")
    report = build_in(tmp_path)
    told = {str(t.spot.path) for t in (*report.faults, *report.notices)}
    assert told == {PATH, "content/static/link.txt", "content/articles/1970"}
    assert report.articles == 1
    assert "link.txt" not in tree(tmp_path / "site")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs users")
def test_l53_what_may_not_be_read(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    with tempfile.TemporaryDirectory() as folder, ordinary_user_owns(folder):
        root = Path(folder)
        make_site(root, {"content/articles/1960/good.md": GOOD, PATH: GOOD, "content/articles/1970/x.md": GOOD})
        (root / PATH).chmod(0)
        (root / "content/articles/1970").chmod(0)
        try:
            report = build_in(root)
        finally:
            (root / "content/articles/1970").chmod(0o755)
        assert report.articles == 1
        said = sorted(str(told) for told in (*report.faults, *report.notices))
        assert said == [f"{PATH}: permission denied", "content/articles/1970: permission denied"]


def test_the_fault_is_named_when_nothing_is_left_to_publish(tmp_path: Path) -> None:
    site = make_site(tmp_path, {PATH: GOOD})
    build(load_site(site.root))
    (tmp_path / PATH).write_text('---\ntitle: "x\n---\n', "utf-8")
    with pytest.raises(NotASite) as found:
        build(load_site(site.root))
    assert "mend the article" in found.value.hint
    assert PATH in str(found.value.__cause__)
