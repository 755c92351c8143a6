"""The odd B rows of the list of bad inputs as a user meets them: exit code, what is said, what stands afterwards.

Each row's particulars are in the ``test_bad_*`` files beside this one; here is the command line's side of those that
have none there, and the rows that take some size.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import lawbook
import pytest
from site_kit import article, make_site, page, put, shown, text_of, tree

from builder.conftest import Command

GOOD = article("Good", "All is well.", date="1960-01-01")
PATH = "content/articles/1960/bad.md"
GOOD_PATH = "content/articles/1960/good.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_site(tmp_path, {GOOD_PATH: GOOD})
    return tmp_path


BAD_ARTICLES = {
    "B01": (b"---\ntitle: never closed\n\nText.", ":1: no closing ---"),
    "B03": (b'---\nsource: x\ntitle: "x\n---\n', ":3:8: not YAML"),
    "B05": (b"---\ntitle: a\ndate: 1960\ntitle: b\n---\n", ":4:1: key 'title' stands twice, first on line 2"),
    "B07": (b"---\ntitle: !!python/object/apply:os.system ['touch canary']\n---\n", "tag"),
    "B09": (b"---\ntitle: T\ntags: " + b"[" * 500 + b"\n---\n", "nested deeper than"),
    "B11": (b"---\ntitle: {a: b}\n---\n", ":2:8: title: a text wanted, found a mapping"),
    "B25": (b"---\ntitle: T\nurl: javascript:alert(1)\n---\n", ":3: url: a web address wanted"),
    "B29": (b"---\ntitle: T\n---\n" + b"![" * 50_000, "at most 2,000"),
    "B29 quotes": (b"---\ntitle: T\n---\n" + b"> " * 10_000 + b"x", "at most 40"),
    "B29 table": (b"---\ntitle: T\n---\n|" + b"a|" * 2_000 + b"\n|" + b"-|" * 2_000 + b"\n" + b"a\n" * 2_000, "at most 200,000"),
    "B33": (b"---\ntitle: T\n---\n" + b"words " * 500_000, "3,000,000 characters; at most 2,000,000"),
    "B33 20 MB": (b"---\ntitle: T\n---\n" + b"words " * 3_500_000, "21,000,017 bytes; at most 8,000,000"),
    "not UTF-8": (b"---\ntitle: T\n---\n\nna\xefve", "not UTF-8"),
    "NUL": (b"---\ntitle: T\n---\n\n\0", ":5: a NUL byte"),
    "UTF-16": ("---\ntitle: T\n---\n".encode("utf-16"), "not UTF-8"),
    "nothing": (b"", ""),
}


@pytest.mark.parametrize("row", BAD_ARTICLES)
def test_one_bad_article_is_named_and_the_rest_is_built(root: Path, command: Command, row: str) -> None:
    text, said = BAD_ARTICLES[row]
    put(root, {PATH: text})
    started = time.perf_counter()
    done = command(root)
    assert time.perf_counter() - started < 10
    assert done.code == 1
    assert f"error: {PATH}" in done.errors
    assert said in done.errors
    assert done.output.startswith("1 article published, 1 file left out")
    assert "All is well." in shown(root, "articles/1960/good.html")
    assert not (root / "site/articles/1960/bad.html").exists()
    assert not (root / "canary").exists()
    assert len(done.errors) < 2_000, "no message prints a megabyte"


@pytest.mark.parametrize("row", ["people: [no, null, 12:30:45]", "page: " + "9" * 5_000, "order: .nan\nweight: .inf"])
def test_odd_values_are_told_or_kept(root: Path, command: Command, row: str) -> None:
    """B13, B15, B17."""
    put(root, {PATH: f"---\ntitle: T\n{row}\n---\n\nText.\n"})
    done = command(root)
    assert done.code in (0, 1)
    assert (PATH in done.errors) or "warning" not in done.errors
    assert "45045" not in text_of(root / "site")


@pytest.mark.parametrize("name", ["404", "feed", "people", "places", "static", "articles", "dates", "collections"])
def test_b19_a_page_with_an_address_of_the_site(root: Path, command: Command, name: str) -> None:
    put(root, {f"content/pages/{name}.md": page("Mine", "My own text")})
    done = command(root)
    assert done.code == 1
    assert f"content/pages/{name}.md" in done.errors
    assert f"our-{name}" in done.errors
    assert "My own text" not in text_of(root / "site")


def test_b19_the_page_of_the_index_is_the_front_pages_text(root: Path, command: Command) -> None:
    put(root, {"content/pages/index.md": page("Mine", "My own text")})
    assert command(root).code == 0
    assert "My own text" in shown(root, "index.html")


def test_b31_references_by_the_thousand(root: Path, command: Command) -> None:
    """20,000, in an order and with labels that hash tables don't like."""
    labels = [f"{chr(97 + n % 26)}{n:05}{chr(122 - n % 26)}" for n in range(20_000)]
    random.Random(31).shuffle(labels)
    uses = "\n\n".join(" ".join(f"[{label}]" for label in labels[at : at + 100]) for at in range(0, 20_000, 100))
    put(root, {PATH: article("T", "\n".join(f"[{label}]: https://e.org/{label}" for label in labels) + "\n\n" + uses)})
    started = time.perf_counter()
    assert command(root).code == 0
    assert time.perf_counter() - started < 5
    assert shown(root, "articles/1960/bad.html").count('href="https://e.org/') == 20_000


def test_b35_no_article_at_all(root: Path, command: Command) -> None:
    command(root)
    (root / GOOD_PATH).unlink()
    before = tree(root / "site")
    done = command(root)
    assert (done.code, tree(root / "site")) == (2, before)
    assert "--allow-empty" in done.errors
    assert command(root, "--allow-empty").code == 0
    assert "articles/1960/good.html" not in tree(root / "site")


def test_b35_no_article_yet(tmp_path: Path, command: Command) -> None:
    make_site(tmp_path, {})
    done = command(tmp_path)
    assert done.code == 0
    assert "no article to publish yet" in done.errors
    assert "index.html" in tree(tmp_path / "site")


def test_b37_a_deleted_article_is_gone(root: Path, command: Command) -> None:
    put(root, {PATH: article("Unmistakable", people=["Zebulon"], places=["Zembla"], collection="Zoo")})
    command(root)
    (root / PATH).unlink()
    assert command(root).code == 0
    assert not any(word in text_of(root / "site") for word in ("Unmistakable", "Zebulon", "Zembla", "Zoo"))


SITES = {
    "B41": ("content: nowhere\n", {}, "no such folder"),
    "B43": ("", {"templates/article.html": "\n{{ page.titel }}"}, "article.html:2"),
    "B45 theme": ("theme: brodsheet\n", {}, "did you mean 'broadsheet'?"),
    "B45 partial": ("", {"templates/article.html": '{% include "_partz.html" %}'}, "searched: "),
    "B47": ("", {"templates/article.html": '{% include "../../x" %}'}, "no template '../../x'"),
    "B49": ("site_url: example.org\n", {}, "sitegen.yaml:2: site_url"),
    "B51": ("output: content/site\n", {}, "inside the content"),
    "B53": ("", {"site/thesis.doc": "years of work"}, "thesis.doc"),
    "B55": ("", {"site": "a file"}, "is a file"),
    "B71": ("", {"content/static/index.html": "mine"}, "content/static/index.html"),
    "B21": ("", {PATH: article(slug="good")}, "bad.md"),
    "unknown setting": ("titel: x\n", {}, "did you mean 'title'?"),
    "settings twice": ("title: x\n", {}, "stands twice"),
    "endless number": (f"page_size: {'9' * 5_000}\n", {}, "page_size"),
    "no list": ("related: [1]\n", {}, "related"),
}


@pytest.mark.parametrize("row", SITES)
def test_a_site_that_can_not_be_built_is_not_touched(root: Path, command: Command, row: str) -> None:
    settings, files, said = SITES[row]
    theme = "" if "theme" in settings else "theme: plain\n"
    put(root, {"sitegen.yaml": f"title: T\n{settings}{theme}", **files})
    before = lawbook.inputs_of(root), tree(root / "site") if (root / "site").is_dir() else {}
    done = command(root)
    assert done.code == 2
    assert done.errors.startswith("error: ")
    assert said in done.errors
    assert (lawbook.inputs_of(root), tree(root / "site") if (root / "site").is_dir() else {}) == before


def test_b63_a_state_of_nonsense_is_only_slow(root: Path, command: Command) -> None:
    command(root)
    put(root, {".sitegen/manifest.sqlite": b"\x80\x04cos\nsystem\n(S'touch canary'\ntR.", ".sitegen/lock": b"\xff" * 100})
    assert command(root).code == 0
    assert not (root / "canary").exists()
    assert not Path("canary").exists()


def test_b67_a_page_edited_by_hand_is_told(root: Path, command: Command) -> None:
    command(root)
    put(root, {"site/articles/1960/good.html": "my edit"})
    done = command(root)
    assert done.code == 0
    assert "good.html: was edited by hand: overwritten" in done.errors
    put(root, {"site/articles/1960/good.html": "my edit"})
    assert command(root, "--strict").code == 1


def test_b73_a_dead_link_is_told_and_strict_counts_it(root: Path, command: Command) -> None:
    put(root, {PATH: article("T", "One.\n\nSee [x](nope.md).")})
    done = command(root)
    assert done.code == 0
    assert f"warning: {PATH}" in done.errors
    assert "nope.md" in done.errors
    assert command(root, "--strict").code == 1


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on memory")
def test_b75_little_memory_and_many_articles(tmp_path: Path) -> None:
    """5,000 articles in 512 MB: all of them, or a fault; never fewer in silence."""
    words = ["The", "harbour", "council", "met", "again", "and", "nothing", "was", "decided."] * 40
    people = [f"Ann Person {n}" for n in range(500)]
    chooser = random.Random(75)
    files = {
        f"content/articles/{1900 + n % 100}/a{n}.md": article(
            f"Title {n}", " ".join(words), date=f"{1900 + n % 100}", people=chooser.sample(people, 5), places=["Rome"]
        )
        for n in range(5_000)
    }
    make_site(tmp_path, files)
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (512 << 20,) * 2); from sitegen.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", limited, "--root", os.fspath(tmp_path), "build", "-j", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2), done.stderr
    if done.returncode == 0:
        assert done.stdout.startswith("5,000 articles published\n")
        assert len(list((tmp_path / "site/articles").rglob("*.html"))) == 5_000
