"""Law 3 for readers: whoever follows links while the site is rebuilt again and again finds none broken, and no half file."""

import random
import subprocess
import threading
from pathlib import Path

import lawbook
import pytest
import site_kit
from faults_kit import BASE, SETTINGS, edition, replace_content
from strace_kit import command, environment


class Reader(threading.Thread):
    """Reads pages from the disk, as a web server would, following links from the front page."""

    def __init__(self, site: Path) -> None:
        super().__init__()
        self.site = site
        self.read = 0
        self.done = threading.Event()
        self.wrong: list[str] = []
        self._suspect: list[tuple[str, str]] = []
        """Pages and targets that were not there."""
        self._chance = random.Random(7)

    def run(self) -> None:
        while not self.done.is_set():
            self._walk()

    def settle(self) -> None:
        """After a build. Who was on a page that goes may see pages go that it names; who is on one that stays may not."""
        suspect, self._suspect = self._suspect, []
        self.wrong += [f"{path} links to {target}, which is not there" for path, target in suspect if (self.site / path).is_file()]

    def _walk(self) -> None:
        """A reader's way through the site: all the links of each page are tried, one is followed."""
        path = "index.html"
        for _ in range(8):
            text = self._text(path, "index.html")
            links = [target for target, _ in lawbook.links_of(path, text, BASE)]
            for target in links:
                if not (self.site / target).is_file() and self._still(path, text):
                    self._suspect.append((path, target))
            pages = [target for target in links if target.endswith(".html") and (self.site / target).is_file()]
            if not pages:
                return
            path = self._chance.choice(pages)

    def _still(self, path: str, text: str) -> bool:
        """Whether a page still says what it said: one that was replaced meanwhile has other links by now."""
        try:
            return (self.site / path).read_text("utf-8") == text
        except FileNotFoundError:
            return False

    def _text(self, path: str, front: str) -> str:
        try:
            text = (self.site / path).read_text("utf-8")
        except FileNotFoundError:  # deleted since its link was seen; the next build's pages don't name it
            return (self.site / front).read_text("utf-8")
        self.read += 1
        if not text.rstrip().endswith("</html>"):
            self.wrong.append(f"{path} is half a file")
        return text


@pytest.mark.parametrize("builds", [5, pytest.param(30, marks=pytest.mark.long)])
def test_readers_find_no_broken_link(tmp_path: Path, builds: int) -> None:
    chance, root = random.Random(1969), tmp_path / "archive"
    site_kit.make_site(root, edition(0, chance, 80), SETTINGS)
    site_kit.build_in(root)
    readers = [Reader(root / "site") for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, builds + 1):
            replace_content(root, edition(number, chance, 80))
            subprocess.run(command(root, "-j", "1"), env=environment(), check=True, capture_output=True)
            for reader in readers:
                reader.settle()
    finally:
        for reader in readers:
            reader.done.set()
            reader.join()
    assert [wrong for reader in readers for wrong in reader.wrong] == []
    assert all(reader.read > 20 * builds for reader in readers)
