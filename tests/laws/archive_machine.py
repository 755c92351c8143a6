"""An archive to which anything may happen: hypothesis draws the steps, and after each the laws must hold."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lawbook
import pytest
import site_kit
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from sitegen.builder import Options, build
from sitegen.config import load_site
from sitegen.engine import Crew
from sitegen.model import Image, Name, Scan

SETTINGS = settings(
    max_examples=52,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
)
"""Four files of tests run so many sequences each, of ten steps."""

DAYS = ("2019-12-31", "2020-01-01", "2020-01-02", "2031-05-05")

ARTICLES = tuple(f"articles/{folder}/{name}" for folder in ("1960", "1961", "undated") for name in ("a.md", "b.md", "Ç d.md"))
TITLES = ("Fire", "Fire & ice", "</title><script>x</script>", "{{ site }} {% x %}", 'He said "no"', "火事", "\u202eevil")
PEOPLE = (
    Name("Ann Lee", ("Ann", "Lee")),
    Name("Ann Lee (senator)", ("Lee",)),
    Name("José Paz"),
    Name("Jose Paz"),
    Name("A. Lee"),
    Name("ann lee"),
)
PLACES = (Name("Rome"), Name("Old Rome", ("Rome",)), Name("Ann Lee"))
SENTENCES = (
    "Ann met Lee in Rome.",
    "José Paz, not Jose Paz, came. A. Lee went.",
    "See [the other](b.md) and [this](../1961/a.md).",
    "<b>raw</b> & `Ann Lee` *Ann* Lee",
    "![a picture](p.png)",
    "![elsewhere](https://example.org/p.png) [bad](javascript:alert(1))",
    "# Heading of Ann Lee\n\n- item\n\n> said Lee",
)
DATES = ("", "1960-05-01", "1960", "1961-02", "1970-21", "196X", "1960/1961", "2020-01-02", "2031-05-04")

articles = st.builds(
    site_kit.article,
    title=st.sampled_from(TITLES),
    body=st.lists(st.sampled_from(SENTENCES), max_size=3).map("\n\n".join),
    date=st.sampled_from(DATES),
    people=st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True).map(tuple),
    places=st.lists(st.sampled_from(PLACES), max_size=2, unique=True).map(tuple),
    source=st.sampled_from(("", "The Bee")),
    summary=st.sampled_from(("", "In short: <i>Ann</i>.")),
    collection=st.sampled_from(("", "", "Letters")),
    rights=st.sampled_from(("", "", "full", "excerpt", "metadata")),
    embargo=st.sampled_from(("", "", "2020-01-01", "2020-01-02", "2030")),
    draft=st.sampled_from((False, False, False, True)),
    slug=st.sampled_from(("", "", "", "set-by-hand")),
    added=st.sampled_from(("", "2019-01-01", "2020-01-01T10:00:00+05:30")),
    images=st.sampled_from(((), (Image("Caption", src="p.png"),), (Image("No file", credit="Ann Lee"),))),
    scans=st.sampled_from(((), (Scan("scan.png", "1"),))),
)

HOSTILE: tuple[bytes, ...] = (
    b"",
    b"no front matter",
    b"---\ntitle: never closed\n",
    b"---\ntitle: [\n---\n",
    b'---\ntitle: "x\n---\n',
    b"---\ntitle: a\ntitle: b\n---\n",
    b"---\ntitle: !!python/object/apply:os.system ['true']\n---\n",
    b"---\ntitle: null\n---\n",
    b"---\ntitle: T\ndate: 2025-02-30\n---\n",
    b"---\ntitle: T\nrights: all\n---\n",
    b"---\ntitle: T\nslug: ../../etc\n---\n",
    b"---\ntitle: T\n---\n\xff\xfe",
    b"---\ntitle: T\n---\na\0b",
    b"---\ntitle: T\n---\n" + b"[" * 2100,
)

RECORDS = {
    "people/ann-lee.md": ("Ann Lee", {"aliases": ("A. Lee",), "sort_name": "Lee, Ann", "ids": {"wikidata": "Q1"}}),
    "people/lee.md": ("ann lee", {"aliases": ("A. Lee",)}),
    "people/jose-paz.md": ("Jose\u0301 Paz", {"born": "1930", "image": "p.png"}),
    "places/rome.md": ("Rome", {"coordinates": (41.9, 12.5), "part_of": "Old Rome"}),
    "collections/letters.md": ("Letters", {"description": "All of them"}),
}

OVERRIDES: dict[str, tuple[str, ...]] = {
    "entry.html": ('{% include "theme:entry.html" %}!', "{{ entry.title }}", "{{ entry.nothing }}"),
    "article.html": (
        '{% extends "theme:article.html" %}{% block head %}<!-- own -->{% endblock %}',
        '{% extends "layout.html" %}{% block main %}{{ page.title }}{% include "mine.html" %}{% endblock %}',
        "{% if %}",
    ),
    "mine.html": ("mine", "{{ root }}"),
    "_parts.html": ('{% extends "theme:_parts.html" %}',),
    "layout.html": ('{% extends "theme:layout.html" %}{% block head %}<!-- {{ page.path }} -->{% endblock %}',),
}

CHOICES: dict[str, tuple[str, ...]] = {
    "title": ("Test", "Another <title>"),
    "site_url": ("", "https://example.org/", "https://example.org/some/path"),
    "rights": ("full", "excerpt", "metadata"),
    "future": ("publish", "hold"),
    "link_names": ("true", "false"),
    "related": ("0", "1", "4"),
    "home_entries": ("1", "12"),
    "paginate": ("true", "false"),
    "page_size": ("1", "3", "200"),
    "feed_entries": ("1", "20"),
}

STATIC = ("CNAME", "robots-extra.txt", "d", "d/x.txt", "d/y/z.txt")
FOREIGN = (".git/config", "notes.txt", ".well-known/x", "articles/1960/own.txt")


class Stop(BaseException):
    """Raised out of a build's progress, as Ctrl-C would be."""


class Archive(RuleBasedStateMachine):
    """The folder, and what may happen to its content. Subclasses add other happenings."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="archive-"))
        self.root = self.base / "archive"
        self.day = DAYS[1]
        self.settings = {"title": "Test", "theme": "plain"}
        self.foreign: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.base)

    @initialize()
    def start(self) -> None:
        keeper = site_kit.article("Keeper", "Ann Lee was in Rome. [Next](a.md)", date="1960-05-01", people=[PEOPLE[0]], places=["Rome"])
        first = site_kit.article("First", "José Paz.", people=["José Paz"], collection="Letters")
        site_kit.make_site(self.root, {"content/articles/1960/keeper.md": keeper, "content/articles/1960/a.md": first})
        self.check()

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def options(self) -> Options:
        return Options(jobs=1, as_of=self.day)

    def check(self, **changes: Any) -> None:
        options = Options(**{"jobs": 1, "as_of": self.day, **changes})
        lawbook.keep_the_laws(self.root, options, self.foreign)

    def place(self, path: str, data: bytes) -> None:
        """Puts a file into the content; what is in its way goes."""
        target = self.content / path
        for parent in reversed(target.relative_to(self.content).parents):
            if (self.content / parent).is_file():
                (self.content / parent).unlink()
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        target.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    @rule(path=st.sampled_from(ARTICLES), text=articles)
    def write_article(self, path: str, text: str) -> None:
        self.place(path, text.encode())
        self.check()

    @rule(path=st.sampled_from(ARTICLES), data=st.sampled_from(HOSTILE))
    def write_hostile(self, path: str, data: bytes) -> None:
        self.place(path, data)
        self.check()

    @rule(path=st.sampled_from(ARTICLES))
    def link_article(self, path: str) -> None:
        self.place(path, b"")
        (self.content / path).unlink()
        (self.content / path).symlink_to("/etc/hostname")
        self.check()

    @rule(path=st.sampled_from((*ARTICLES, *RECORDS)))
    def delete(self, path: str) -> None:
        (self.content / path).unlink(missing_ok=True)
        self.check()

    @rule(old=st.sampled_from(ARTICLES), new=st.sampled_from(ARTICLES))
    def rename(self, old: str, new: str) -> None:
        if (self.content / old).exists():
            (self.content / new).parent.mkdir(parents=True, exist_ok=True)
            os.replace(self.content / old, self.content / new)
        self.check()

    @rule(sentence=st.sampled_from(SENTENCES))
    def append_to_keeper(self, sentence: str) -> None:
        with open(self.content / "articles/1960/keeper.md", "a") as file:
            file.write(f"\n{sentence}\n")
        self.check()

    @rule(letter=st.sampled_from("KLMN"))
    def edit_and_set_time_back(self, letter: str) -> None:
        """Same size, same mtime: only ctime tells."""
        path = self.content / "articles/1960/keeper.md"
        info = path.stat()
        path.write_text(path.read_text().replace("eeper", f"e{letter}per", 1))
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
        self.check()

    @rule(path=st.sampled_from((*ARTICLES, "articles/1960/keeper.md")))
    def touch(self, path: str) -> None:
        if (self.content / path).exists() and not (self.content / path).is_symlink():
            os.utime(self.content / path)
        self.check()

    @rule(path=st.sampled_from(sorted(RECORDS)), note=st.sampled_from(("", "A note.", "A *note* on ![p](p.png)")), draft=st.booleans())
    def write_record(self, path: str, note: str, draft: bool) -> None:
        name, fields = RECORDS[path]
        self.place(path, site_kit.record(name, note, draft=draft, **fields).encode())
        self.check()

    @rule(name=st.sampled_from(("about", "index", "help/more")), nav=st.booleans(), text=st.sampled_from(("Hello", "![p](p.png)")))
    def write_page(self, name: str, nav: bool, text: str) -> None:
        self.place(f"pages/{name}.md", site_kit.page(f"On {name}", text, nav=nav).encode())
        self.check()

    @rule(name=st.sampled_from(("about", "index", "help/more")))
    def delete_page(self, name: str) -> None:
        (self.content / f"pages/{name}.md").unlink(missing_ok=True)
        self.check()

    @rule(
        path=st.sampled_from(("articles/1960/p.png", "articles/1960/scan.png", "articles/1961/scan.png", "people/p.png", "pages/p.png")),
        data=st.sampled_from((b"one", b"two", b"")),
    )
    def put_picture(self, path: str, data: bytes) -> None:
        if data:
            self.place(path, data)
        else:
            (self.content / path).unlink(missing_ok=True)
        self.check()

    @rule(path=st.sampled_from(STATIC), data=st.sampled_from((b"one", b"two")))
    def put_static(self, path: str, data: bytes) -> None:
        self.place(f"static/{path}", data)
        self.check()

    @rule()
    def delete_static(self) -> None:
        shutil.rmtree(self.content / "static", ignore_errors=True)
        self.check()


class Looks(RuleBasedStateMachine):
    """Happenings to templates, the theme and the settings."""

    root: Path
    settings: dict[str, str]
    check: Callable[..., None]

    @rule(name=st.sampled_from(sorted(OVERRIDES)), which=st.integers(0, 2))
    def override(self, name: str, which: int) -> None:
        texts = OVERRIDES[name]
        site_kit.put(self.root, {f"templates/{name}": texts[which % len(texts)]})
        self.check()

    @rule(name=st.sampled_from(sorted(OVERRIDES)))
    def drop_override(self, name: str) -> None:
        (self.root / "templates" / name).unlink(missing_ok=True)
        self.check()

    @rule(
        name=st.sampled_from(("layout.html", "entry.html", "_parts.html", "person.html", "feed.atom")),
        text=st.sampled_from(("<!-- a -->", "<!-- b -->")),
    )
    def edit_theme(self, name: str, text: str) -> None:
        shipped = site_kit.SMALL / "themes/plain/templates" / name
        start = shipped.read_text() if shipped.exists() else '{% include "base:feed.atom" %}'
        site_kit.put(self.root, {f"themes/plain/templates/{name}": start + text})
        self.check()

    @rule(name=st.sampled_from(("plain.css", "more.css")), data=st.sampled_from((b"a", b"b", b"")))
    def edit_style(self, name: str, data: bytes) -> None:
        if data or name == "plain.css":
            site_kit.put(self.root, {f"themes/plain/static/{name}": data})
        else:
            (self.root / "themes/plain/static" / name).unlink(missing_ok=True)
        self.check()

    @rule(name=st.sampled_from(sorted(CHOICES)), which=st.integers(0, 2))
    def set_setting(self, name: str, which: int) -> None:
        self.settings[name] = CHOICES[name][which % len(CHOICES[name])]
        site_kit.put(self.root, {"sitegen.yaml": "".join(f"{key}: '{value}'\n" for key, value in self.settings.items())})
        self.check()


class Mishaps(RuleBasedStateMachine):
    """Happenings to the output and the manifest."""

    root: Path
    foreign: set[str]
    options: Options
    check: Callable[..., None]
    place: Callable[[str, bytes], None]

    def _ours(self, number: int) -> Path | None:
        """One of sitegen's files in the output, but for the list."""
        paths = sorted(p for p in site_kit.tree(self.root / "site") if p not in self.foreign and p != lawbook.LIST)
        return self.root / "site" / paths[number % len(paths)] if paths else None

    @rule(number=st.integers(0, 40))
    def delete_output_file(self, number: int) -> None:
        if path := self._ours(number):
            path.unlink()
        self.check()

    @rule(number=st.integers(0, 40), same_size=st.booleans())
    def edit_output_file(self, number: int, same_size: bool) -> None:
        if path := self._ours(number):
            data = path.read_bytes()
            path.write_bytes(data[:-1] + b"#" if same_size else data + b"#")
        self.check()

    @rule()
    def delete_output(self) -> None:
        shutil.rmtree(self.root / "site", ignore_errors=True)
        self.foreign.clear()
        self.check()

    @rule()
    def delete_state(self) -> None:
        shutil.rmtree(self.root / ".sitegen", ignore_errors=True)
        self.check()

    @rule(seed=st.randoms(use_true_random=False), size=st.integers(1, 400))
    def damage_manifest(self, seed: Any, size: int) -> None:
        path = self.root / ".sitegen" / "manifest.sqlite"
        if path.exists():
            data = bytearray(path.read_bytes())
            at = seed.randrange(max(1, len(data)))
            data[at : at + size] = seed.randbytes(size)
            path.write_bytes(data)
        self.check()

    @rule(part=st.floats(0, 1))
    def truncate_manifest(self, part: float) -> None:
        path = self.root / ".sitegen" / "manifest.sqlite"
        if path.exists():
            os.truncate(path, int(path.stat().st_size * part))
        self.check()

    @rule(path=st.sampled_from(FOREIGN))
    def put_foreign(self, path: str) -> None:
        if (self.root / "site" / lawbook.LIST).exists():
            site_kit.put(self.root / "site", {path: b"mine"})
            self.foreign.add(path)
        self.check()
        for kept in self.foreign:
            assert (self.root / "site" / kept).read_bytes() == b"mine", "a foreign file was touched"

    @rule(after=st.integers(0, 60), text=articles, force=st.booleans())
    def interrupt(self, after: int, text: str, force: bool) -> None:
        """Law 3: what a stopped build leaves is whole, and the next one heals it."""
        self.place("articles/1960/a.md", text.encode())
        left = after

        def progress(stage: str, done: int, total: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Stop

        old = site_kit.tree(self.root / "site")
        new, refused = lawbook.clean_build(self.root, self.options)
        if not refused:
            options = Options(jobs=1, as_of=self.options.as_of, force=force)
            with contextlib.suppress(Stop):
                build(load_site(self.root), options, progress)
            left_behind = site_kit.tree(self.root / "site")
            lawbook.check_whole({p: d for p, d in left_behind.items() if p not in self.foreign}, old, new)
        self.check()


class Days(RuleBasedStateMachine):
    """Time passes, builds run in other ways."""

    day: str
    root: Path
    options: Options
    check: Callable[..., None]
    place: Callable[[str, bytes], None]

    @rule(day=st.sampled_from(DAYS))
    def another_day(self, day: str) -> None:
        self.day = day
        self.check()

    @rule(path=st.sampled_from(ARTICLES), text=articles, day=st.sampled_from(DAYS))
    def write_and_wait(self, path: str, text: str, day: str) -> None:
        self.place(path, text.encode())
        self.check()
        self.day = day
        self.check()

    @rule(jobs=st.sampled_from((1, 2)))
    def force(self, jobs: int) -> None:
        """In worker processes too, however little there is to do."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Crew, "WORTH", 0)
            self.check(force=True, jobs=jobs)

    @rule(data=st.sampled_from(HOSTILE), again=st.booleans())
    def preview(self, data: bytes, again: bool) -> None:
        """The preview keeps the last good page of a file with a fault; the next build must not."""
        self.place("articles/1960/a.md", data)
        with contextlib.suppress(lawbook.Fault):
            for _ in range(1 + again):
                build(load_site(self.root), Options(jobs=1, as_of=self.day, keep_last_good=True))
        self.check()
