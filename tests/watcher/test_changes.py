import errno
import os
import threading
import time
from pathlib import Path

import pytest
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from sitegen.config import Site
from sitegen.watcher.changes import Watch, is_scratch, snapshot, watched


def full() -> BaseObserver:
    """An observer of a system that is at its limit of watches."""
    observer = PollingObserver()

    def start() -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    observer.start = start  # type: ignore[method-assign]
    return observer


def seen(changed: list[str], path: Path) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if str(path) in changed:
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("makers", [(Observer,), (PollingObserver,)], ids=["events", "polling"])
def test_a_change_below_a_watched_folder_is_seen(site: Site, makers: tuple[type[BaseObserver], ...]) -> None:
    changed: list[str] = []
    watch = Watch(changed.append, print, makers)
    watch.follow(site, importing=False)
    new = site.content / "articles/1970/new.md"
    new.parent.mkdir()
    new.write_text("x")
    (site.root / "sitegen.yaml").write_text("title: x")
    assert seen(changed, site.root / "sitegen.yaml")
    assert seen(changed, new.parent)
    watch.stop()
    assert not [t for t in threading.enumerate() if t is not threading.main_thread() and not t.name.startswith("execnet")]


def test_at_the_systems_limit_the_files_are_looked_at_instead(site: Site) -> None:
    """W07."""
    changed: list[str] = []
    noted: list[str] = []
    watch = Watch(changed.append, noted.append, (full, PollingObserver))
    watch.follow(site, importing=False)
    (site.content / "pages/new.md").write_text("x")
    assert seen(changed, site.content / "pages/new.md")
    watch.stop()
    assert len(noted) == 1
    assert "inotify watch limit reached" in noted[0]


def test_reading_is_no_change(site: Site) -> None:
    changed: list[str] = []
    watch = Watch(changed.append, print)
    watch.follow(site, importing=False)
    for file in site.content.rglob("*.md"):
        file.read_bytes()
    (site.content / "mark").touch()
    assert seen(changed, site.content / "mark")
    watch.stop()
    assert not [path for path in changed if path.endswith(".md")]


@pytest.mark.parametrize("name", [".one.md.swp", "one.md~", "#one.md#", ".#one.md", "one.md.tmp", ".one.md.Xa1b2C"])
def test_an_editors_own_files_are_no_change(site: Site, name: str) -> None:
    assert is_scratch(name)
    before = snapshot(site, importing=False)
    (site.content / name).write_text("x")
    assert snapshot(site, importing=False) == before


def test_a_look_at_the_files_finds_every_kind_of_change(site: Site) -> None:
    article = site.content / "articles/1969/one.md"
    for change in (
        lambda: article.write_text("new"),
        lambda: os.rename(article, article.with_name("two.md")),
        lambda: (site.root / "sitegen.yaml").write_text("title: x\ntheme: plain\n"),
        (site.root / "themes/plain/theme.yaml").unlink,
    ):
        before = snapshot(site, importing=False)
        change()
        assert snapshot(site, importing=False) != before


def test_the_output_is_not_watched(site: Site) -> None:
    for importing in (True, False):
        folders = watched(site, importing)
        assert not [f for f in folders if f in (site.output, site.state, site.root.absolute())]
    assert site.root / "clippings" in watched(site, importing=True)
    assert site.root / "clippings" not in watched(site, importing=False)
