"""What changed on the disk: events as a hint, and a look at the files themselves for what events miss."""

import contextlib
import os
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from sitegen.config import FILE, Site
from sitegen.errors import Fault
from sitegen.files import shipped

TELLING = frozenset({"created", "modified", "moved", "deleted"})
"""Events that may mean a change; a build itself opens and closes every file it reads."""

Snapshot = dict[str, tuple[int, int, int, int]]
"""Size, mtime_ns, ctime_ns and inode of each file."""


class Making(Protocol):
    """Makes an observer."""

    def __call__(self) -> BaseObserver: ...


def watched(site: Site, importing: bool) -> tuple[Path, ...]:
    """Folders whose files a build (and with ``importing`` an import) reads. The output is none of them."""
    root = site.root.absolute()
    folders = [root / site.config.content, root / "themes", root / site.config.theme]
    folders += [root / site.config.templates] if site.config.templates else []
    folders += [root / site.config.clippings] if importing else []
    with contextlib.suppress(Fault):  # sitegen's own checkout is a site, and its base templates lie in it
        folders += [f for f in (shipped("templates"), shipped("themes")) if root in f.parents]
    return tuple(dict.fromkeys(folders))


def snapshot(site: Site, importing: bool) -> Snapshot:
    """How the watched files stand now."""
    found: Snapshot = {}
    with contextlib.suppress(OSError):
        settings = str(site.root.absolute() / FILE)
        found[settings] = _stamp(os.lstat(settings))
    waiting = [str(folder) for folder in watched(site, importing)]
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting += [] if entry.name.startswith(".") else [entry.path]
                elif not is_scratch(entry.name):
                    with contextlib.suppress(OSError):
                        found[entry.path] = _stamp(entry.stat(follow_symlinks=False))
    return found


def _stamp(info: os.stat_result) -> tuple[int, int, int, int]:
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino


def is_scratch(name: str) -> bool:
    """Whether a file is an editor's own: swap files, backups, locks."""
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp"))


class Watch:
    """Watches a site's folders and calls ``changed`` with the path of whatever may have changed, from a thread of its own."""

    def __init__(
        self, changed: Callable[[str], None], noted: Callable[[str], None], makers: Sequence[Making] = (Observer, PollingObserver)
    ) -> None:
        self._changed = changed
        self._noted = noted
        self._makers = list(makers)
        self._observer: BaseObserver | None = None
        self._now: tuple[Path, ...] = ()
        self._root = Path()

    def follow(self, site: Site, importing: bool) -> None:
        """Watches what is there now; to be called again when folders come, go or are renamed."""
        folders = tuple(_outermost(f for f in watched(site, importing) if f.is_dir()))
        if self._observer is not None and folders == self._now and site.root == self._root:
            return
        self.stop()
        # watchdog 7 says so where folders come faster than it can watch them; it watches them all the same.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        while True:
            observer = self._makers[0]()
            try:
                self._schedule(observer, site.root.absolute(), folders)
                observer.start()
            except OSError as error:  # the system's limit of watches or instances
                observer.unschedule_all()
                if len(self._makers) == 1:
                    raise
                self._makers.pop(0)
                self._noted(f"the system can't watch so many folders ({error.strerror}): looking at the files every second instead")
            else:
                self._observer, self._now, self._root = observer, folders, site.root
                return

    def _schedule(self, observer: BaseObserver, root: Path, folders: Iterable[Path]) -> None:
        handler = _Handler(self._changed)
        observer.schedule(handler, str(root), recursive=False)
        for folder in folders:
            observer.schedule(handler, str(folder), recursive=True)

    def stop(self) -> None:
        """Ends the watching; no thread is left behind."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None


def _outermost(folders: Iterable[Path]) -> list[Path]:
    """The folders that lie in no other of them."""
    found: list[Path] = []
    for folder in sorted(folders, key=lambda f: len(f.parts)):
        if not any(outer in folder.parents or outer == folder for outer in found):
            found.append(folder)
    return found


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Callable[[str], None]) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in TELLING or (event.is_directory and event.event_type == "modified"):
            return
        for path in {os.fsdecode(event.src_path), os.fsdecode(event.dest_path or event.src_path)}:
            if not is_scratch(os.path.basename(path)):
                self._changed(path)
