"""Where a build refuses to write, and that it then writes nothing; all through the command line."""

import subprocess
from pathlib import Path

import pytest
from site_kit import article, make_site, put, shown, tree
from tools import need

from builder.conftest import Command

GOOD = article("Good", "All is well.", date="1960-01-01")
PATH = "content/articles/1960/good.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site two folders down, so that there is something above it to hurt."""
    root = tmp_path / "above" / "archive"
    make_site(root, {PATH: GOOD})
    return root


def set_output(root: Path, output: str) -> None:
    put(root, {"sitegen.yaml": f"title: Test\ntheme: plain\noutput: {output}\n"})


def refused(command: Command, root: Path, *arguments: str) -> str:
    """What is said where the site can't be built, and nothing outside ``.sitegen`` changes."""
    above = root.parent.parent
    before = {path: data for path, data in tree(above).items() if "/.sitegen/" not in path}
    said = command(root, *arguments)
    assert said.code == 2, said
    assert {path: data for path, data in tree(above).items() if "/.sitegen/" not in path} == before
    assert said.errors.startswith("error: ")
    assert "hint: " in said.errors
    return said.errors


@pytest.mark.parametrize("adopt", [[], ["--adopt"]], ids=["", "adopt"])
@pytest.mark.parametrize(
    "output",
    ["/", ".", "..", "../..", "content", "content/site", "content/articles", "themes", "themes/plain", ".sitegen", ".git", "./site/.."],
)
def test_places_that_are_never_an_output(root: Path, command: Command, output: str, adopt: list[str]) -> None:
    set_output(root, output)
    refused(command, root, *adopt)


@pytest.mark.parametrize("adopt", [[], ["--adopt"]], ids=["", "adopt"])
def test_home_is_never_an_output(root: Path, command: Command, monkeypatch: pytest.MonkeyPatch, adopt: list[str]) -> None:
    home = root.parent / "home"
    put(home, {"letters/one.txt": "mine"})
    monkeypatch.setenv("HOME", str(home))
    set_output(root, "../home")
    assert "home folder" in refused(command, root, *adopt)
    set_output(root, "../../above")
    refused(command, root, *adopt)


def test_a_working_copy_of_somebody_elses_is_no_output(root: Path, command: Command) -> None:
    copy = root.parent / "program"
    put(copy, {"main.c": "int main;", ".gitignore": "*.o"})
    subprocess.run([need("git"), "init", "--quiet", str(copy)], check=True)
    set_output(root, "../program")
    assert "main.c" in refused(command, root)


def test_an_empty_working_copy_is_where_a_site_may_be_published_from(root: Path, command: Command) -> None:
    copy = root.parent / "pages"
    subprocess.run([need("git"), "init", "--quiet", str(copy)], check=True)
    put(copy, {"CNAME": "a.example\n"})
    before = tree(copy)
    set_output(root, "../pages")
    assert command(root).code == 0
    assert command(root, "--force").code == 0
    after = tree(copy)
    assert {path: after[path] for path in before} == before


def test_a_folder_that_is_not_ours_by_its_list(root: Path, command: Command) -> None:
    put(root, {"site/index.html": "somebody's"})
    assert "index.html" in refused(command, root)
    put(root, {"site/manifest.sha256": "no list\n"})
    refused(command, root)
    put(root, {"site/manifest.sha256": f"{'0' * 64}  ../../above/archive/{PATH}\n{'0' * 64}  /etc/hostname\n"})
    refused(command, root)
    assert command(root, "--adopt").code == 0
    assert "Good" in shown(root, "index.html")
    assert (root / PATH).read_text() == GOOD


def test_a_folder_stays_ours_without_its_state(root: Path, command: Command) -> None:
    put(root, {"content/articles/1960/old.md": GOOD})
    command(root)
    for file in (root / ".sitegen").iterdir():
        file.unlink()
    (root / "content/articles/1960/old.md").unlink()
    assert command(root).code == 0
    assert "articles/1960/old.html" not in tree(root / "site")


@pytest.mark.parametrize("mine", ["CNAME", ".git/config", ".nojekyll2", "mine/deep/x.txt", "people/mine.html", "google123.html"])
def test_files_of_others_are_kept(root: Path, command: Command, mine: str) -> None:
    command(root)
    put(root, {f"site/{mine}": "mine", PATH: article("Good", "Ann.", people=["Ann"])})
    command(root)
    (root / PATH).write_text(article("Good", "Nobody."))
    assert command(root, "--force").code == 0
    assert shown(root, mine) == "mine"


def test_a_folder_where_a_page_goes(root: Path, command: Command) -> None:
    command(root)
    put(root, {"site/articles/1960/new.html/mine.txt": "mine", "content/articles/1960/new.md": GOOD})
    assert "new.html" in refused(command, root)


def test_a_folder_where_the_lock_goes(root: Path, command: Command) -> None:
    (root / ".sitegen/lock/x").mkdir(parents=True)
    assert "lock" in refused(command, root)


def test_a_file_where_the_states_folder_goes(root: Path, command: Command) -> None:
    put(root, {".sitegen": "a file"})
    assert ".sitegen" in refused(command, root)


@pytest.mark.parametrize("slugs", [("foo", "foo"), ("foo", "")], ids=["both by hand", "one by its file"])
def test_two_articles_of_one_address(root: Path, command: Command, slugs: tuple[str, str]) -> None:
    files = {f"content/articles/1960/{name}.md": article(name, slug=slug) for name, slug in zip(("one", "foo"), slugs, strict=True)}
    put(root, files)
    said = refused(command, root)
    assert "articles/1960/one.md" in said
    assert "articles/1960/foo.md" in said


def test_derived_addresses_never_clash(root: Path, command: Command) -> None:
    """Each bearer of a slug gets some of its name's digest, and the plain address offers them."""
    put(root, {PATH: article("Good", people=["Ann Lee", "Ann-Lee", "ANN LEE!"], places=["Ann Lee"])})
    assert command(root).code == 0
    people = [path for path in tree(root / "site") if path.startswith("people/")]
    bearers = [path for path in people if path != "people/ann-lee.html"]
    assert len(bearers) == 3
    assert all(path.removeprefix("people/") in shown(root, "people/ann-lee.html") for path in bearers)
    assert "places/ann-lee.html" in tree(root / "site")


@pytest.mark.parametrize(
    "pair",
    [("Foo.md", "foo.md"), ("é.md", "e\u0301.md"), ("a b.md", "a-b.md"), ("straße.md", "strasse.md")],
    ids=["case", "form", "blank", "ß"],
)
def test_two_files_whose_addresses_are_one(root: Path, command: Command, pair: tuple[str, str]) -> None:
    put(root, {f"content/articles/1960/{name}": GOOD for name in pair})
    if len(list((root / "content/articles/1960").iterdir())) < 3:
        pytest.skip("this file system takes them for one")
    said = refused(command, root)
    assert all(name in said for name in pair)


@pytest.mark.parametrize("name", ["CON", "nul", "aux", "com1", "index", "404", "x" * 200, "é" * 120, "a...", "日本", "🎉", " ", "-"])
def test_every_file_name_has_an_address_that_any_system_bears(root: Path, command: Command, name: str) -> None:
    put(root, {f"content/articles/{name}/{name}.md": article("T", people=[f"{name}."], collection=f"{name}.")})
    assert command(root).code == 0
    made = [path for path in tree(root / "site") if path.startswith(("articles/", "people/", "collections/"))]
    assert len(made) == 4
    for path in made:
        for part in path.removesuffix(".html").split("/"):
            assert 0 < len(part.encode()) <= 100
            assert part.isascii()
            assert part.casefold() == part
            assert part not in ("con", "nul", "aux", "com1", "index", "404", "")
