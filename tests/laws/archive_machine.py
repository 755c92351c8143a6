"""An archive to which anything may happen: hypothesis draws the steps, and after each the laws must hold."""

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import lawbook
import msgspec
import pytest
import site_kit
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from laws.archive_values import ARTICLES, DAYS, HOSTILE, NOTES, PEOPLE, RECORDS, STATIC, articles
from sitegen.article import write
from sitegen.builder import Options
from sitegen.engine import Crew

SETTINGS = settings(
    max_examples=40,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
)
"""Five files of tests run so many sequences each, of ten steps."""

LONG = settings(SETTINGS, max_examples=60, stateful_step_count=25)
LARGE = settings(SETTINGS, max_examples=3, stateful_step_count=20)

KEEPER = "articles/1960/keeper.md"
START = {
    f"content/{KEEPER}": site_kit.article(
        "Keeper", "Ann Lee was in Rome. [Next](a.md)\n\nThe rest.", date="1960-05-01", people=[PEOPLE[0]], places=["Rome"]
    ),
    "content/articles/1960/a.md": site_kit.article("First", "José Paz.", people=["José Paz"], collection="Letters"),
    "content/articles/1961/b.md": site_kit.article(
        "Second", "Lee went.\n\nNobody saw it.\n\nRome slept.", date="1961-02", rights="excerpt", people=[PEOPLE[0]], places=["Rome"]
    ),
    "themes/twin/templates/entry.html": "{{ entry.title }} of the twin",
    "themes/twin/static/plain.css": "twin",
}


def settle(folder: Path) -> None:
    """Waits for the next tick of the clock that stamps files: what was written before is now plainly older than a build.

    Without it every file is read again by the racy rule, and no build is as short as that of somebody at a keyboard.
    """
    probe = folder / ".tick"
    probe.touch()
    first = probe.stat().st_mtime_ns
    while probe.stat().st_mtime_ns == first:
        time.sleep(0.001)
        os.utime(probe)
    probe.unlink()


class Archive(RuleBasedStateMachine):
    """The folder, and what may happen to its content. Subclasses add other happenings."""

    more: Mapping[str, str] = MappingProxyType({})
    """Files of a larger archive."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="archive-"))
        self.root = self.base / "archive"
        self.day = DAYS[1]
        self.settings = {"title": "Test", "theme": "plain"}
        self.foreign: set[str] = set()
        self.calm = False
        self.apart = False
        """Whether the last build is also compared with one in a fresh process."""
        self.way: dict[str, Any] = {}
        """Options of the builds of each step."""

    def teardown(self) -> None:
        try:
            if self.apart and self.root.exists():
                lawbook.check_apart(self.root, self.options, self.foreign)
        finally:
            shutil.rmtree(self.base)

    @initialize(calm=st.booleans(), apart=st.sampled_from((False, False, False, True)))
    def start(self, calm: bool, apart: bool) -> None:
        site_kit.make_site(self.root, {**START, **self.more})
        shutil.copytree(self.root / "themes/plain/templates", self.root / "themes/twin/templates", dirs_exist_ok=True)
        site_kit.put(self.root, START)  # the twin has some of its own
        self.calm, self.apart = calm, apart
        self.check()

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def options(self) -> Options:
        return Options(jobs=1, as_of=self.day)

    def check(self, **changes: Any) -> None:
        if self.calm:
            settle(self.base)
        options = Options(**{"jobs": 1, "as_of": self.day, **self.way, **changes})
        with pytest.MonkeyPatch.context() as patch:
            if options.jobs > 1:
                patch.setattr(Crew, "WORTH", 0)  # processes, however little there is to do
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

    @rule(path=st.sampled_from(sorted(RECORDS)), note=st.sampled_from(NOTES))
    def write_record(self, path: str, note: str) -> None:
        self.place(path, write(msgspec.structs.replace(RECORDS[path], body=note)).encode())
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

    @rule(old=st.sampled_from(STATIC), new=st.sampled_from(STATIC))
    def rename_static(self, old: str, new: str) -> None:
        path = self.content / "static" / old
        if path.is_file():
            data = path.read_bytes()
            path.unlink()
            self.place(f"static/{new}", data)
        self.check()

    @rule(path=st.sampled_from(STATIC))
    def delete_static(self, path: str) -> None:
        found = self.content / "static" / path
        if found.is_dir():
            shutil.rmtree(found)
        elif found.is_file():
            found.unlink()
        self.check()
