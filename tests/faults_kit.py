"""An archive between two editions, and what law 3 asks of its site while it is being rebuilt, or after that was stopped."""

import os
import random
import shutil
import signal
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

import lawbook
import site_kit
from site_kit import Files, article, put, record, tree

URL = "https://example.org/archive/"
BASE = "/archive/"
SETTINGS = f"title: Test\nsite_url: {URL}\n"
Site = Mapping[str, bytes]


def edition(number: int, chance: random.Random, articles: int = 40) -> dict[str, str | bytes]:
    """Articles that come, go, move between years and name others, all of them changed; records and a static file too."""
    people = [f"Person {chance.randrange(12)}" for _ in range(3)]
    files: dict[str, str | bytes] = {
        f"content/articles/{chance.randrange(1960, 1963)}/{n}.md": article(
            f"Article {n}, edition {number}", f"{people[n % 3]} came.", date=str(chance.randrange(1960, 1966)), people=[people[n % 3]]
        )
        for n in range(articles)
        if chance.random() < 0.8
    }
    files["content/people/somebody.md"] = record(people[0], f"A note of edition {number}.")
    files["content/static/files/leaflet.txt"] = f"Edition {number}.\n" * 100
    files[f"content/static/files/{number}.txt"] = "Of one edition alone.\n"
    return files


def replace_content(root: Path, files: Files) -> None:
    """Makes these files all that there is in content/."""
    shutil.rmtree(root / "content")
    put(root, files)


class Between:
    """An archive whose site stands as one edition made it, and whose content is already the next."""

    def __init__(self, folder: Path, articles: int = 40, cold: bool = False) -> None:
        """``cold``: there is no site yet."""
        chance = random.Random(articles)
        self.root = folder / "archive"
        self._kept = folder / "kept"
        self._first = edition(0, chance, articles)
        site_kit.make_site(self.root, self._first, SETTINGS)
        if not cold:
            site_kit.build_in(self.root)
        self.old: Site = tree(self.root / "site") if not cold else {}
        self._second = edition(1, chance, articles)
        self.put_on()
        self.new, _ = lawbook.clean_build(self.root, lawbook.USUAL)
        shutil.copytree(self.root, self._kept)

    def again(self) -> Path:
        """Puts everything back to between the editions; the archive's folder."""
        shutil.rmtree(self.root)
        shutil.copytree(self._kept, self.root)
        return self.root

    def put_on(self) -> None:
        """Makes the content the next edition."""
        replace_content(self.root, self._second)

    def put_back(self) -> None:
        """Makes the content what it was for the old edition."""
        replace_content(self.root, self._first)

    def check(self) -> Site:
        """Law 3, at this instant."""
        found = standing(self.root)
        check_instant(found, self.old, self.new)
        return found

    def check_next(self) -> None:
        """The next build gives what a clean one gives, and leaves nothing else."""
        site_kit.build_in(self.root)
        lawbook.check_same(tree(self.root / "site"), self.new)


def standing(root: Path) -> Site:
    """The files of a site but those that are being written."""
    return {path: data for path, data in tree(root / "site").items() if lawbook.TEMPORARY not in path and not path.endswith("/")}


def temporaries(root: Path) -> list[str]:
    """Files that are being written, or were when they were left."""
    return [path for path in tree(root / "site") if lawbook.TEMPORARY in path]


def check_instant(found: Site, old: Site, new: Site) -> None:
    """Law 3: each file is whole, old or new, and listed as ours; whoever follows links finds none that leads nowhere."""
    lawbook.check_whole(found, old, new)
    lawbook.check_crawl(found, starts(found, old, new), BASE)
    check_addresses(found)
    listed = {line.partition("  ")[2] for line in found.get(lawbook.LIST, b"").decode().splitlines()}
    strangers = found.keys() - listed - {lawbook.LIST}
    assert not strangers, f"law 3: ours, but not listed as such: {sorted(strangers)}"


def starts(found: Site, old: Site, new: Site) -> Iterable[str]:
    """Where readers are: the front page, or an old page. On one that goes, only until the deletions begin: these go page by page."""
    deleting = not old.keys() <= found.keys()
    return [path for path in old if path.endswith(".html") and path in found and (path in new or not deleting)]


def check_addresses(found: Site) -> None:
    """Law 3: sitemap and feed name nothing that is not there."""
    for path in ("sitemap.xml", "feed.xml"):
        for part in found.get(path, b"").decode().replace('"', "<").replace(">", "<").split("<"):
            address = unquote(part.removeprefix(URL).partition("#")[0])
            assert not part.startswith(URL) or not address or address in found, f"law 3: {path} names {address}, which is not there"


def wait_for_end(group: int) -> None:
    """Waits for a process group that was killed: workers end on their own. Fails where one stays."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    raise AssertionError("an orphan stayed")
