"""Inputs that break builders, each by its row: a message with its place, the rest built, never a traceback.

Rows are those of the list of bad inputs that the design keeps: B01 is the builder's first.
"""

import json
import os
import pickle
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import lawbook
import msgspec
import pytest
from site_kit import article, build_in, built, make_site, page, put, shown, text_of, tree
from tools import ordinary_user_owns

from sitegen.builder import build
from sitegen.builder.templates import TemplateFault
from sitegen.config import load_site
from sitegen.errors import ArticleFault, BuildRunning, ConfigFault, Fault, NotASite, OutputRefused, PathClash, WriteFailed
from sitegen.files import locked

GOOD = article("Good", "All is well.", date="1960-01-01")
PATH = "content/articles/1960/bad.md"


def left_out(tmp_path: Path, text: str | bytes) -> ArticleFault:
    """The fault of one article, with which the rest is built."""
    report = built(tmp_path, {"content/articles/1960/good.md": GOOD, PATH: text})
    assert report.articles == 1
    assert "All is well." in shown(tmp_path, "articles/1960/good.html")
    assert not (tmp_path / "site/articles/1960/bad.html").exists()
    (fault,) = report.faults
    assert fault.spot.path == PATH
    return fault


def published(tmp_path: Path, text: str) -> str:
    """The page of an article that is fine."""
    report = built(tmp_path, {PATH: text})
    assert report.faults == ()
    return shown(tmp_path, "articles/1960/bad.html")


def front(fields: str, body: str = "Text.") -> str:
    return f"---\ntitle: T\n{fields}\n---\n\n{body}\n"


def refused(tmp_path: Path, kind: type[Fault], **options: Any) -> Fault:
    """The fault of class S that stops a build, which touches nothing."""
    before = tree(tmp_path / "site")
    with pytest.raises(kind) as caught:
        build_in(tmp_path, **options)
    assert tree(tmp_path / "site") == before
    return caught.value


def test_b01_front_matter_is_not_closed(tmp_path: Path) -> None:
    fault = left_out(tmp_path, "---\ntitle: never closed\n\nText.")
    assert (fault.spot.line, fault.message) == (1, "no closing ---")


def test_b03_yaml_error_is_placed_in_the_file(tmp_path: Path) -> None:
    fault = left_out(tmp_path, '---\nsource: x\ntitle: "x\n---\n\nText.')
    assert (fault.spot.line, fault.spot.column) == (3, 8), "where the quote opens"
    assert "not YAML" in fault.message
    assert "closing quote" in fault.hint


def test_b05_a_key_twice_names_both_lines(tmp_path: Path) -> None:
    fault = left_out(tmp_path, "---\ntitle: a\ndate: 1960\ntitle: b\n---\n")
    assert (fault.spot.line, fault.message) == (4, "key 'title' stands twice, first on line 2")


def test_b07_a_tag_runs_nothing(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    fault = left_out(tmp_path / "site", f"---\ntitle: !!python/object/apply:os.system ['touch {canary}']\n---\n")
    assert "tag" in fault.message
    assert not canary.exists()


@pytest.mark.parametrize("text", ["tags: " + "[" * 500 + "]" * 500, "extra: " + "{a: " * 500 + "}" * 500])
def test_b09_deep_nesting(tmp_path: Path, text: str) -> None:
    assert "nested deeper than" in left_out(tmp_path, front(text)).message


@pytest.mark.parametrize(("value", "found"), [("true", "'true'"), ("[a]", "a list"), ("{a: b}", "a mapping")])
def test_b11_a_title_of_another_type(tmp_path: Path, value: str, found: str) -> None:
    fault = left_out(tmp_path, f"---\ntitle: {value}\n---\n")
    assert (fault.spot.line, fault.message) == (2, f"title: a text wanted, found {found}")


def test_b11_a_title_of_nothing(tmp_path: Path) -> None:
    assert "title is missing" in left_out(tmp_path, "---\ntitle: null\n---\n").message


def test_b11_a_title_of_digits(tmp_path: Path) -> None:
    assert "<h1>123</h1>" in published(tmp_path, "---\ntitle: 123\n---\n")


def test_b13_names_stay_what_was_written(tmp_path: Path) -> None:
    html = published(tmp_path, front("people: [no, 'null', 12:30:45]"))
    assert re.findall(r'people/[^"]*">([^<]*)', html) == ["no", "null", "12:30:45"]
    assert not re.search("False|45045", text_of(tmp_path / "site"))


@pytest.mark.parametrize("field", ["page", "title", "order"])
def test_b15_an_endless_number(tmp_path: Path, field: str) -> None:
    make_site(tmp_path, {PATH: f"---\n{field}: {'9' * 5000}\n---\n", "content/articles/1960/good.md": GOOD})
    assert build_in(tmp_path).articles in (1, 2)


@pytest.mark.parametrize("value", [".nan", ".inf", "1e999"])
def test_b17_a_coordinate_that_is_no_number(tmp_path: Path, value: str) -> None:
    report = built(tmp_path, {PATH: GOOD, "content/places/x.md": f"---\nname: X\ncoordinates: [{value}, 0]\n---\n"})
    (fault,) = report.faults
    assert (fault.spot.path, fault.spot.line) == ("content/places/x.md", 3)
    assert "coordinates" in fault.message


@pytest.mark.parametrize("name", ["404", "people", "articles", "dates", "places", "collections"])
def test_b19_a_page_with_an_address_of_the_site(tmp_path: Path, name: str) -> None:
    report = built(tmp_path, {PATH: article(people=["Ann"]), f"content/pages/{name}.md": page("Mine", "My own text")})
    (fault,) = report.faults
    assert fault.spot.path == f"content/pages/{name}.md"
    assert "uses itself" in fault.message
    assert "our-" in fault.hint
    assert "My own text" not in text_of(tmp_path / "site")


def test_b21_two_articles_for_one_address(tmp_path: Path) -> None:
    built(tmp_path, {PATH: article(slug="foo")})
    put(tmp_path, {"content/articles/1960/other.md": article(slug="foo")})
    fault = refused(tmp_path, PathClash)
    assert "articles/1960/bad.md" in str(fault)
    assert "articles/1960/other.md" in str(fault)


def test_b21_a_slug_that_is_none(tmp_path: Path) -> None:
    fault = left_out(tmp_path, article(slug="Foo"))
    assert (fault.spot.line, fault.hint) == (3, "write 'slug: foo'")


@pytest.mark.parametrize("pair", [("Foo.txt", "foo.txt"), ("\u00e9.txt", "e\u0301.txt")])
def test_b21_files_that_are_one_elsewhere(tmp_path: Path, pair: tuple[str, str]) -> None:
    make_site(tmp_path, {PATH: GOOD, **{f"content/static/{name}": name for name in pair}})
    if len(list((tmp_path / "content/static").iterdir())) < 2:
        pytest.skip("this file system takes them for one")
    fault = refused(tmp_path, PathClash)
    assert all(name in str(fault) for name in pair)


@pytest.mark.parametrize("title", ["</script><!-- <script>", "a\u2028b", "]]>", "&lt;/script&gt;", '"\\'])
def test_b23_a_title_in_json_ld(tmp_path: Path, title: str) -> None:
    html = published(tmp_path, article(title))
    (data,) = html5lib.parse(html, namespaceHTMLElements=False).iter("script")
    assert json.loads(data.text)["headline"] == " ".join(title.split())  # a line separator is white space
    assert "</script>" not in data.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://", "vbscript:x", " https://a b.org"])
def test_b25_an_address_that_runs(tmp_path: Path, url: str) -> None:
    fault = left_out(tmp_path, article(date="1960", url=url))
    assert (fault.spot.line, fault.message.partition(":")[0]) == (4, "url")


@pytest.mark.parametrize(
    "body",
    [
        "![t](https://evil.example/t.gif)",
        "![t](//evil.example/t.gif)",
        '[![t](https://evil.example/t.gif)](https://evil.example "t")',
        "![t][r]\n\n[r]: http://evil.example/t.gif",
        "<img src='https://evil.example/t.gif'>",
        "![t](ftp://evil.example/t.gif)",
    ],
)
def test_b27_a_picture_elsewhere_makes_no_request(tmp_path: Path, body: str) -> None:
    html = published(tmp_path, article(body=body))
    sources = [e.get("src") for e in html5lib.parse(html, namespaceHTMLElements=False).iter() if e.get("src")]
    assert sources == []


def test_b27_a_picture_elsewhere_in_a_field(tmp_path: Path) -> None:
    text = front("images:\n- caption: x\n  src: https://evil.example/t.gif")
    assert left_out(tmp_path, text).message.startswith("images: a file below content/ wanted")


@pytest.mark.parametrize("body", ["![" * 50_000, "[" * 50_000, ">" * 100_000, "> " * 50_000])
def test_b29_text_that_takes_parsers_minutes(tmp_path: Path, body: str) -> None:
    started = time.perf_counter()
    fault = left_out(tmp_path, article(body=body, date="1960"))
    assert time.perf_counter() - started < 10
    assert fault.message


@pytest.mark.parametrize(
    "body", ["*a **a " * 20_000, "`" * 50_000, "<!--" * 10_000, "- " * 5_000 + "x", "\\[" * 50_000, "a](b" * 20_000, "[a](" * 20_000]
)
def test_b29_text_that_looks_as_if_it_did(tmp_path: Path, body: str) -> None:
    started = time.perf_counter()
    report = built(tmp_path, {PATH: article(body=body), "content/articles/1960/good.md": GOOD})
    assert report.articles + len(report.faults) == 2
    assert time.perf_counter() - started < 10


def test_b33_a_body_over_the_limit(tmp_path: Path) -> None:
    fault = left_out(tmp_path, article(body="many words " * 500_000))
    assert re.search(r"at most [\d,]+ are", fault.message)


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


def test_b43_an_undefined_variable_in_a_template(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    put(tmp_path, {"templates/article.html": "<p>one</p>\n<p>{{ page.titel }}</p>\n"})
    fault = refused(tmp_path, TemplateFault)
    assert (fault.spot.path, fault.spot.line) == ("article.html", 2)
    assert "titel" in fault.message


def test_b43_in_the_last_page_of_many(tmp_path: Path) -> None:
    """The fault shows when most pages are rendered: none of them may have been written."""
    built(tmp_path, {f"content/articles/1960/{n:03}.md": GOOD for n in range(120)})
    put(
        tmp_path,
        {
            "templates/feed.atom": "{{ nothing }}",
            "templates/article.html": '{% extends "theme:article.html" %}{% block head %}{% endblock %}',
        },
    )
    assert refused(tmp_path, TemplateFault).spot.path == "feed.atom"


def test_b43_a_value_used_wrongly(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "templates/article.html": "\n\n{{ page.title + 1 }}"})
    assert str(refused(tmp_path, TemplateFault).spot) == "article.html:3"


@pytest.mark.parametrize(
    "expression", ["{{ 1 // 0 }}", "{{ [][5].x }}", "{{ ''|no_such_filter }}", "{{ range(10)|first(1, 2) }}", "{% for %}"]
)
def test_b43_any_failure_in_a_template_is_placed(tmp_path: Path, expression: str) -> None:
    make_site(tmp_path, {PATH: GOOD, "templates/article.html": f"\n{expression}"})
    assert str(refused(tmp_path, TemplateFault).spot) == "article.html:2"


def test_b43_a_template_that_includes_itself(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "templates/article.html": '{% include "article.html" %}'})
    assert "itself" in refused(tmp_path, TemplateFault).message


def test_b45_a_missing_theme(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD}, theme="brodsheet")
    fault = refused(tmp_path, TemplateFault)
    assert str(tmp_path / "themes" / "brodsheet") in fault.hint
    assert "did you mean 'broadsheet'?" in fault.hint


def test_b45_a_missing_partial(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "templates/article.html": '{% include "_partz.html" %}'})
    fault = refused(tmp_path, TemplateFault)
    assert fault.message == "no template '_partz.html', which article.html wants"
    assert str(tmp_path / "templates") in fault.hint
    assert str(tmp_path / "themes/plain/templates") in fault.hint
    assert "did you mean '_parts.html'?" in fault.hint


@pytest.mark.parametrize("name", ["../../sitegen.yaml", "/etc/hostname", "..\\x", "../x"])
def test_b47_an_include_from_elsewhere(tmp_path: Path, name: str) -> None:
    make_site(tmp_path, {PATH: GOOD, "templates/article.html": f"{{% include {json.dumps(name)} %}}"})
    assert "no template" in refused(tmp_path, TemplateFault).message


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


@pytest.mark.parametrize(
    "settings",
    ["output: content/site", "output: content", "output: .", "output: ..", "output: .sitegen/x", "output: site\ncontent: site/content"],
)
def test_b51_output_and_content_in_each_other(tmp_path: Path, settings: str) -> None:
    root = tmp_path / "archive"
    make_site(root, {PATH: GOOD, "site/content/articles/a.md": GOOD}, f"{settings}\n")
    before = lawbook.inputs_of(root)
    with pytest.raises(OutputRefused):
        build_in(root)
    assert lawbook.inputs_of(root) == before


def test_b51_home_is_no_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    make_site(tmp_path / "archive", {PATH: GOOD}, "output: ../home\n")
    with pytest.raises(OutputRefused, match="home"):
        build_in(tmp_path / "archive")


def test_b53_foreign_files_are_kept(tmp_path: Path) -> None:
    foreign = {"CNAME": "a.org", ".git/config": "[core]", "notes/mine.txt": "mine", "people/own.html": "own"}
    built(tmp_path, {PATH: article(people=["Ann"]), "content/articles/1960/good.md": GOOD})
    put(tmp_path / "site", foreign)
    (tmp_path / PATH).unlink()
    assert "people/ann.html" in build_in(tmp_path).deleted
    assert {path: tree(tmp_path / "site")[path].decode() for path in foreign} == foreign


def test_b53_a_folder_of_somebody_elses(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "site/thesis.doc": "years of work"})
    fault = refused(tmp_path, OutputRefused)
    assert "thesis.doc" in fault.message
    assert "--adopt" in fault.hint


def test_b53_a_folder_is_adopted_when_asked(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "site/index.html": "an older generator's", "site/thesis.doc": "years of work"})
    build_in(tmp_path, adopt=True)
    assert "Good" in shown(tmp_path, "index.html")
    assert shown(tmp_path, "thesis.doc") == "years of work"
    lawbook.keep_the_laws(tmp_path, foreign=["thesis.doc"])


def test_b53_a_foreign_file_where_a_page_goes(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    put(tmp_path, {"site/articles/1960/new.html": "somebody's", "content/articles/1960/new.md": GOOD})
    assert "sitegen did not make it" in refused(tmp_path, OutputRefused).message


def test_b53_a_foreign_file_where_a_folder_goes(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    put(tmp_path, {"site/people": "somebody's", PATH: article(people=["Ann"])})
    refused(tmp_path, OutputRefused)


def test_b55_the_output_is_a_file(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD})
    (tmp_path / "site").write_text("a file")
    with pytest.raises(OutputRefused, match="is a file"):
        build_in(tmp_path)
    assert (tmp_path / "site").read_text() == "a file"


@pytest.mark.parametrize("there", [True, False])
def test_b55_the_output_is_a_link(tmp_path: Path, there: bool) -> None:
    make_site(tmp_path, {PATH: GOOD})
    if there:
        (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputRefused, match="symbolic link"):
        build_in(tmp_path)
    assert not there or list((tmp_path / "elsewhere").iterdir()) == []


def test_b55_a_folder_of_the_output_is_a_link(tmp_path: Path) -> None:
    """Writing through it would write elsewhere."""
    built(tmp_path, {PATH: GOOD})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site/people").symlink_to(tmp_path / "elsewhere")
    put(tmp_path, {PATH: article(people=["Ann"])})
    with pytest.raises(OutputRefused):
        build_in(tmp_path)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("k", [0, 1, 2, 4, 6, 8, 10])
def test_b57_the_disk_is_full_at_write_k(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, k: int) -> None:
    built(tmp_path, {PATH: GOOD})
    old = tree(tmp_path / "site")
    put(tmp_path, {PATH: article("Changed", people=["Ann"]), "content/articles/1961/new.md": article("New", date="1961")})
    new, _ = lawbook.clean_build(tmp_path, lawbook.USUAL)
    writes = iter(range(1000))
    real = os.write

    def full(handle: int, data: Any) -> int:
        if len(data) > 40 and next(writes) >= k:  # the lock holds a process id
            raise OSError(28, "No space left on device")
        return real(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(WriteFailed, match="no space left"):
            build_in(tmp_path)
    found = tree(tmp_path / "site")
    assert not [path for path in found if ".sitegen-tmp" in path]
    lawbook.check_whole(found, old, new)
    lawbook.check_crawl(found)
    lawbook.keep_the_laws(tmp_path)


def test_b59_a_failing_disk_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_site(tmp_path, {PATH: GOOD})

    def fails(handle: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fails)
        with pytest.raises(WriteFailed, match="disk failed"):
            build_in(tmp_path)
    lawbook.keep_the_laws(tmp_path)


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


def test_b67_a_page_edited_by_hand(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    page_file = tmp_path / "site/articles/1960/bad.html"
    page_file.write_text("my edit")
    report = build_in(tmp_path)
    assert report.written == ("articles/1960/bad.html",)
    assert ("articles/1960/bad.html", "edited by hand") in report.reasons
    assert [n.message for n in report.notices] == ["was edited by hand: overwritten"]
    assert "my edit" not in page_file.read_text()


def test_b67_a_page_replaced_by_a_link(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    page_file = tmp_path / "site/articles/1960/bad.html"
    page_file.unlink()
    page_file.symlink_to(tmp_path / "sitegen.yaml")
    build_in(tmp_path)
    assert not page_file.is_symlink()
    lawbook.keep_the_laws(tmp_path)


@pytest.mark.parametrize("mask", [0o077, 0o000])
def test_b69_modes_for_the_web(tmp_path: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        built(tmp_path, {PATH: article(people=["Ann"]), "content/static/d/x.txt": "x"})
    finally:
        os.umask(old)
    for place, _, files in os.walk(tmp_path / "site"):
        assert os.stat(place).st_mode & 0o777 == 0o755
        assert {os.stat(os.path.join(place, f)).st_mode & 0o777 for f in files} <= {0o644}


@pytest.mark.parametrize(
    ("static", "other"),
    [
        ("index.html", "index.html"),
        ("articles/1960/bad.html", "articles/1960/bad.html"),
        ("INDEX.html", "index.html"),
        ("assets/plain.css", "theme/static/plain.css"),
        ("manifest.sha256", "list of files"),
        ("articles", "articles/"),
        ("articles/1960/bad.html/x.txt", "articles/1960/bad.html"),
    ],
)
def test_b71_a_static_file_for_a_page_of_the_site(tmp_path: Path, static: str, other: str) -> None:
    built(tmp_path, {PATH: GOOD})
    put(tmp_path, {f"content/static/{static}": "mine"})
    fault = refused(tmp_path, PathClash)
    assert f"content/static/{static}" in str(fault)
    assert other in str(fault)


def test_b73_a_link_to_a_missing_article(tmp_path: Path) -> None:
    report = built(tmp_path, {PATH: article(body="One.\n\nSee [x](nope.md) and [y](good.md)."), "content/articles/1960/good.md": GOOD})
    (notice,) = report.notices
    assert notice.spot.path == PATH
    assert "articles/1960/nope.md" in notice.message


def test_b73_a_link_to_a_hidden_article(tmp_path: Path) -> None:
    report = built(
        tmp_path, {PATH: article(body="[x](good.md)"), "content/articles/1960/good.md": GOOD.replace("---\n", "---\ndraft: true\n", 1)}
    )
    assert ["which is not there" in n.message for n in report.notices] == [True]


@pytest.mark.parametrize("name", ["''", '"\\u200b"', "' '", '"\\x07"'])
def test_l47_a_name_of_nothing(tmp_path: Path, name: str) -> None:
    report = built(tmp_path, {PATH: front(f"people: [{name}, Ann]\nplaces: [{name}]\ncollection: {name}", "Ann.")})
    assert [(n.spot.line, n.message) for n in report.notices] == [
        (3, "people: an empty name, left out"),
        (4, "places: an empty name, left out"),
    ]
    assert [p for p in tree(tmp_path / "site") if p.startswith(("people", "places", "coll"))] == ["people.html", "people/ann.html"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # pyuca leaves its table's file open
def test_l47_names_without_a_letter(tmp_path: Path) -> None:
    """Every name has a page of its own."""
    names = ["🎉", "...", "日本", "عمر", "-", "'", "CON", "index", "x" * 300]
    report = built(tmp_path, {PATH: article(people=names)})
    assert report.faults == ()
    assert len([p for p in tree(tmp_path / "site") if p.startswith("people/")]) == len(names)
    lawbook.keep_the_laws(tmp_path)


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


@pytest.mark.parametrize(
    "alias", ["articles//1969/a1.html", "./index.html", ".git/hooks/x", "javascript:alert(1)", "//[", "a" * 300, "../x", "a\u202eb", "x/.y"]
)
def test_an_old_address_that_can_not_be(tmp_path: Path, alias: str) -> None:
    fault = left_out(tmp_path, article(date="1960", aliases=[alias]))
    assert "aliases" in fault.message


def test_a_file_behind_a_linked_folder_is_not_published(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("SECRET", "utf-8")
    site = make_site(tmp_path / "site-folder", {PATH: article("T", "[p](link/secret.txt) [q](../.env)", date="1960")})
    (site.content / PATH.removeprefix("content/")).parent.joinpath("link").symlink_to(outside)
    (site.content / ".env").write_text("SECRET", "utf-8")
    build(site)
    assert "SECRET" not in text_of(site.output)


def test_many_like_names_are_told_apart(tmp_path: Path) -> None:
    names = ["John Smith" + "".join(c for b, c in zip(f"{i:010b}", "!?.,;:/+%&", strict=True) if b == "1") for i in range(700)]
    assert build(make_site(tmp_path, {PATH: article(date="1960", people=names)})).articles == 1


def test_a_run_of_dots_is_no_reason_to_wait(tmp_path: Path) -> None:
    started = time.perf_counter()
    build(make_site(tmp_path, {PATH: article("T", "Ann Person " + "." * 200_000 + "x", date="1960", people=["Ann Person"])}))
    assert time.perf_counter() - started < 10
