"""What one preview knows while it runs. Only the event loop's thread touches it."""

from typing import Protocol

from sitegen.config import Site
from sitegen.watcher.events import Tell


class Waiter(Protocol):
    """A browser's tab that waits for news."""

    def reload(self) -> None:
        """Tells the tab to load its page again."""

    def close(self) -> None:
        """Hangs up."""


class Session:
    """The site as it was last built, what is wrong since, and the tabs that look at it."""

    def __init__(self, site: Site, port: int, tell: Tell) -> None:
        self.site = site
        self.port = port
        self.tell = tell
        self.trouble = ""
        """What the banner says; "" while all is well."""
        self.waiters: set[Waiter] = set()
        self._round = 0
        self._seen: dict[str, int] = {}

    def seen(self, path: str) -> None:
        """Notes that a page was served as it now is."""
        self._seen[path] = self._round

    def is_stale(self, path: str) -> bool:
        """Whether a tab that shows this page missed a reload: one that came while it was loading, or an older preview's."""
        return self._seen.get(path, -1) < self._round

    def reload(self) -> None:
        """Every tab loads its page again."""
        self._round += 1
        for waiter in tuple(self.waiters):
            waiter.reload()
