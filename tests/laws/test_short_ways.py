"""The builds that a short way is for, one by one and in pairs: what each writes, and that the laws hold after it."""

import os
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import lawbook
import msgspec
import pytest
import site_kit
from site_kit import article, put, record

from laws.archive_machine import settle
from sitegen.builder import Options
from sitegen.engine import Crew
from sitegen.model import Name

ANN = Name("Ann Lee", ("Ann",))
SETTINGS = "title: Test\nsite_url: https://example.org/a/\npage_size: 3\nfeed_entries: 4\n"
KEEPER, SECOND, SHORT = (f"content/articles/1960/{name}.md" for name in ("keeper", "second", "short"))
PAGES = {path: path.removeprefix("content/").replace(".md", ".html") for path in (KEEPER, SECOND, SHORT)}
FILES = {
    KEEPER: article(
        "Keeper",
        "The sea was calm.\n\nAnn was in Rome.\n\nThen it rained.\n\nA way out. A dead end.",
        date="1960-05-01",
        people=[ANN],
        places=["Rome"],
    ),
    SECOND: article("Second", "Nobody came.", date="1960-05-02", people=[ANN]),
    SHORT: article(
        "Short", "Shown.\n\n" + "Much more of it. " * 60 + "\n\nAnn left.\n\nHidden.", date="1960-06", rights="excerpt", people=[ANN]
    ),
    "content/articles/1961/later.md": article("Later", "Ann waits.", date="1961", embargo="2030-01-01", people=[ANN]),
    **{
        f"content/articles/1962/{n}.md": article(f"Number {n}", f"Bo saw Ann {n}.", date=f"1962-0{n}", people=[ANN, "Bo"])
        for n in range(1, 5)
    },
    "content/people/ann-lee.md": record("Ann Lee", "A note. More.", sort_name="Lee, Ann", aliases=("A. Lee",), born="1930"),
    "content/pages/about.md": site_kit.page("About", "Us."),
    "content/articles/1960/p.png": b"picture",
}


def replacing(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        if path.startswith("site/") and not (root / path).exists():
            return  # its article has a fault just now
        text = (root / path).read_text()
        assert old in text or new in text
        put(root, {path: text.replace(new, old, 1) if new in text else text.replace(old, new, 1)})

    return change


def again(path: str) -> Callable[[Path], None]:
    return lambda root: put(root, {path: (root / path).read_bytes()})


def aged(path: str, seconds: int) -> Callable[[Path], None]:
    return lambda root: os.utime(root / path, (seconds, seconds))


def both(*changes: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


class Step(NamedTuple):
    """A change that undoes itself when it is done twice, and the files of the site that its build writes or deletes."""

    change: Callable[[Path], None]
    written: frozenset[str] | None
    """None: more than is worth saying."""
    options: dict[str, Any] = MappingProxyType({})  # type: ignore[assignment]


def files(*paths: str) -> frozenset[str]:
    return frozenset(PAGES.get(path, path) for path in paths)


plain, snippet = replacing(KEEPER, "Then it rained.", "Then it snowed all day."), replacing(KEEPER, "Ann was in", "Ann had been in")
other = replacing(SECOND, "Nobody came.", "Nobody was there.")
STEPS: dict[str, Step] = {
    "nothing": Step(lambda root: None, files()),
    "plain words": Step(plain, files(KEEPER)),
    "plain words, two processes": Step(plain, files(KEEPER), {"jobs": 2}),
    "plain words, everything forced": Step(plain, files(KEEPER), {"force": True}),
    "plain words, forced by two": Step(plain, files(KEEPER), {"force": True, "jobs": 2}),
    "plain words on another day": Step(plain, files(KEEPER), {"as_of": "2026-02-03"}),
    "another day": Step(lambda root: None, files(), {"as_of": "2026-02-04"}),
    "the day of an embargo": Step(lambda root: None, None, {"as_of": "2030-01-01"}),
    "plain words on the day of an embargo": Step(plain, None, {"as_of": "2030-01-01"}),
    "a snippet": Step(snippet, files(KEEPER, "people/ann-lee.html", "places/rome.html")),
    "a mention": Step(replacing(KEEPER, "in Rome.", "in Paris."), None),
    "two bodies": Step(both(plain, other), files(KEEPER, SECOND)),
    "a body and a title": Step(both(plain, replacing(SECOND, "title: Second", "title: Number two")), None),
    "a body and a note": Step(both(plain, replacing("content/people/ann-lee.md", "More.", "Less.")), None),
    "a body and a style": Step(both(plain, replacing("themes/plain/static/plain.css", "{", "{ ")), files(KEEPER, "assets/plain.css")),
    "a body and a template": Step(
        both(plain, replacing("themes/plain/templates/article.html", "<p>{{ page.summary", "<p >{{ page.summary")), None
    ),
    "a body and the settings": Step(both(plain, replacing("sitegen.yaml", "title: Test", "title: Best")), None),
    "a body and settings that no page sees": Step(
        both(plain, replacing("sitegen.yaml", "page_size", "clippings: c\npage_size")), files(KEEPER)
    ),
    "shown part of an excerpt": Step(replacing(SHORT, "Shown.", "Shown here."), None),
    "hidden part of an excerpt": Step(replacing(SHORT, "Hidden.", "Hidden, and more of it."), files()),
    "hidden mention of an excerpt": Step(replacing(SHORT, "Ann left.", "She left."), files()),
    "under embargo": Step(replacing("content/articles/1961/later.md", "waits", "waits on"), files()),
    "a note": Step(replacing("content/people/ann-lee.md", "A note.", "A longer note."), files("people/ann-lee.html")),
    "an alias": Step(replacing("content/people/ann-lee.md", "A. Lee", "A. P. Lee"), files("people/ann-lee.html")),
    "a sort name": Step(replacing("content/people/ann-lee.md", "Lee, Ann", "Aa, Ann"), None),
    "a birth": Step(replacing("content/people/ann-lee.md", "1930", "1931"), files("people/ann-lee.html")),
    "a name": Step(replacing("content/people/ann-lee.md", "name: Ann Lee", "name: Ann Zed"), None),
    "a page by hand": Step(replacing("content/pages/about.md", "Us.", "All of us."), files("about.html")),
    "a picture comes into a text": Step(replacing(KEEPER, "The sea", "![p](p.png) The sea"), None),
    "a link comes into a text": Step(replacing(KEEPER, "A way out.", "[A way](second.md) out."), files(KEEPER)),
    "a dead link comes into a text": Step(replacing(KEEPER, "A dead end.", "A [dead end](nowhere.md)."), files(KEEPER)),
    "a fault and its mending": Step(replacing(KEEPER, "title: Keeper", "title: [Keeper"), None),
    "the same bytes": Step(again(KEEPER), files()),
    "touched": Step(aged(KEEPER, 1_800_000_000), files()),
    "of the past": Step(aged(KEEPER, 1), files()),
    "of the future": Step(aged(KEEPER, 4_000_000_000), files()),
    "its page edited too": Step(both(plain, replacing(f"site/{PAGES[KEEPER]}", "<p>", "<p>by hand")), files(KEEPER)),
    "its page deleted too": Step(both(plain, lambda root: (root / "site" / PAGES[KEEPER]).unlink(missing_ok=True)), files(KEEPER)),
    "another page deleted": Step(both(plain, lambda root: (root / "site" / PAGES[SECOND]).unlink(missing_ok=True)), files(KEEPER, SECOND)),
    "the state deleted": Step(both(plain, lambda root: (root / ".sitegen/manifest.sqlite").unlink()), files(KEEPER)),
}


@pytest.fixture(autouse=True)
def processes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Crew, "WORTH", 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site_kit.make_site(tmp_path / "archive", FILES, SETTINGS)
    lawbook.keep_the_laws(tmp_path / "archive")
    return tmp_path / "archive"


def take(root: Path, step: Step) -> set[str]:
    """Makes the change and builds; what was written or deleted of the site, but for its list."""
    settle(root.parent)
    before = lawbook.stamps(root / "site")
    step.change(root)
    settle(root.parent)
    bytes_before = site_kit.tree(root / "site")
    outcome = lawbook.keep_the_laws(root, msgspec.structs.replace(lawbook.USUAL, **step.options))
    assert outcome.report is not None, outcome.fault
    if step.options.get("force"):  # what was written again with the same bytes doesn't count
        now = site_kit.tree(root / "site")
        return {p for p in now.keys() | bytes_before.keys() if now.get(p) != bytes_before.get(p)} - {lawbook.LIST}
    return lawbook.changed_since(before, root)


@pytest.mark.parametrize("name", STEPS)
def test_there_and_back_and_on(root: Path, name: str) -> None:
    """The change, the same way back to the old text, and the shortest edit after it."""
    old, step = site_kit.tree(root / "site"), STEPS[name]
    for _ in range(2):
        written = take(root, step)
        assert step.written is None or written == step.written
    take(root, STEPS["nothing"])
    undone = "state" not in name
    assert not undone or site_kit.tree(root / "site") == old
    assert take(root, STEPS["plain words"]) == files(KEEPER)


@pytest.mark.parametrize("broken", ["templates/article.html", "templates/person.html", "sitegen.yaml", "content/articles/1960/clash.md"])
def test_an_edit_after_a_build_that_failed(root: Path, broken: str) -> None:
    whole = (root / broken).read_bytes() if (root / broken).exists() else None
    bad = {"sitegen.yaml": "nothing: known\n", "content/articles/1960/clash.md": article("Clash", slug="keeper")}.get(broken, "{% if %}")
    put(root, {broken: bad, SECOND: str(FILES[SECOND]).replace("Nobody", "Somebody")})
    for _ in range(2):
        plain(root)
        settle(root.parent)
        if broken == "sitegen.yaml":
            assert lawbook.attempt(root, lawbook.USUAL)[0] is None
        else:
            assert lawbook.keep_the_laws(root).fault is not None
    if whole is None:
        (root / broken).unlink()
    else:
        put(root, {broken: whole})
    assert take(root, STEPS["plain words"]) == files(KEEPER, SECOND)
    assert take(root, STEPS["plain words"]) == files(KEEPER)


@pytest.mark.long
@pytest.mark.parametrize("name", STEPS)
def test_every_pair(root: Path, name: str) -> None:
    """Whatever state one build leaves, each of the others starts from it."""
    names = list(STEPS)
    for other in names[names.index(name) :]:
        take(root, STEPS[name])
        take(root, STEPS[other])


def test_the_day_alone_changes_what_it_decides(root: Path) -> None:
    """Back and forth over the end of an embargo, an edit between: no day is kept for the next."""
    for day, shown in (("2029-12-31", False), ("2030-01-01", True), ("2029-12-31", False), ("2030-01-02", True)):
        plain(root)
        settle(root.parent)
        lawbook.keep_the_laws(root, Options(jobs=1, as_of=day))
        assert (root / "site/articles/1961/later.html").exists() is shown
