import multiprocessing
import os
import signal
import sqlite3
from pathlib import Path

import pytest
import site_kit
from site_kit import article, build_in, built, put, shown, tree

from sitegen import engine
from sitegen.builder import Options, build
from sitegen.builder.output import LIST, read_list
from sitegen.config import load_site
from sitegen.digest import sha256
from sitegen.errors import TemplateFault

FILES = {f"content/articles/1969/{n}.md": article(f"Title {n}", f"Ann {n} came.", date="1969", people=[f"Ann {n}"]) for n in range(6)}
EDITED = {"content/articles/1969/0.md": article("Title 0", "Ann 0 came. And went.", date="1969", people=["Ann 0"])}


def test_an_edit_that_touches_no_mention_writes_one_page(tmp_path: Path) -> None:
    """And the file list, which is no page."""
    built(tmp_path, FILES)
    put(tmp_path, EDITED)
    report = build_in(tmp_path)
    assert report.written == ("articles/1969/0.html",)
    assert report.reasons == (("articles/1969/0.html", "content"),)
    assert report.unchanged == report.pages - 1


def test_an_edit_of_the_sentence_writes_the_persons_page_too(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    put(tmp_path, {"content/articles/1969/0.md": FILES["content/articles/1969/0.md"].replace("came", "left")})
    assert set(build_in(tmp_path).written) == {"articles/1969/0.html", "people/ann-0.html"}


def test_a_page_that_comes_out_the_same_is_not_written(tmp_path: Path) -> None:
    """The template changed, not what it gives: nothing downstream sees a change."""
    built(tmp_path, FILES)
    put(tmp_path, {"templates/article.html": '{% extends "theme:article.html" %}\n{# a remark #}'})
    report = build_in(tmp_path)
    assert {reason for _, reason in report.reasons} == {"template"}
    assert report.written == ()
    assert build_in(tmp_path).reasons == ()


def test_the_list_names_every_file_with_its_digest(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    found = tree(tmp_path / "site")
    listed = read_list(tmp_path / "site")
    assert set(found) - {LIST} == set(listed)
    assert all(sha256(found[path]) == digest for path, digest in listed.items())


def test_while_it_writes_the_list_names_old_and_new(tmp_path: Path) -> None:
    """So that whatever a killed build leaves is known as ours."""
    built(tmp_path, FILES)
    (tmp_path / "content/articles/1969/5.md").unlink()
    put(tmp_path, {"content/articles/1969/new.md": article("New", date="1969")})
    seen: list[set[str]] = []

    def progress(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("write", 1):
            seen.append(set(read_list(tmp_path / "site")))

    build(load_site(tmp_path), Options(jobs=1, as_of=site_kit.AS_OF), progress)
    assert {"articles/1969/5.html", "articles/1969/new.html", "people/ann-5.html"} <= seen[0]
    assert "articles/1969/5.html" not in read_list(tmp_path / "site")


def test_progress_counts_to_its_end(tmp_path: Path) -> None:
    site_kit.make_site(tmp_path, FILES)
    steps: list[tuple[str, int, int]] = []
    report = build(load_site(tmp_path), Options(jobs=1, as_of=site_kit.AS_OF), lambda *step: steps.append(step))
    for stage, total in (("read", 6), ("write", len(report.reasons))):
        assert [(done, of) for name, done, of in steps if name == stage] == [(n, total) for n in range(1, total + 1)]


def test_bodies_that_the_manifest_lost_are_made_again(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    with sqlite3.connect(tmp_path / ".sitegen/manifest.sqlite") as connection:
        connection.execute("delete from texts")
    connection.close()
    old = tree(tmp_path / "site")
    (tmp_path / "site/articles/1969/3.html").unlink()
    assert build_in(tmp_path).written == ("articles/1969/3.html",)
    assert tree(tmp_path / "site") == old


def test_one_process_or_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.Crew, "WORTH", 1)
    built(tmp_path / "one", FILES)
    built(tmp_path / "two", FILES, jobs=2)
    assert tree(tmp_path / "one/site") == tree(tmp_path / "two/site")
    put(tmp_path / "two", {"templates/entry.html": "\n{{ entry.nothing }}"})
    with pytest.raises(TemplateFault) as caught:
        build_in(tmp_path / "two", jobs=2)
    assert str(caught.value.spot) == "entry.html:2"


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its batch is run again."""
    monkeypatch.setattr(engine.Crew, "WORTH", 1)
    killed: list[int] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "read" and not killed:
            killed.extend(child.pid or 0 for child in multiprocessing.active_children())
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    site_kit.make_site(tmp_path, {**FILES, **{f"content/articles/1970/{n}.md": article() for n in range(200)}})
    report = build(load_site(tmp_path), Options(jobs=2, as_of=site_kit.AS_OF), progress)
    assert killed
    assert (report.articles, report.faults) == (206, ())
    assert "Title 3" in shown(tmp_path, "articles/1969/3.html")
