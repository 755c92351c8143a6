"""Law 3: a build killed at any instant leaves each file whole and no broken link behind; the next one heals all."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import lawbook
import pytest
import site_kit
from apart import build_killed
from site_kit import article, put, tree

from laws.archive_machine import KEEPER, START, settle
from sitegen.builder import output

BUILD = """
import sys
from pathlib import Path
from sitegen.builder import Options, build
from sitegen.config import load_site
build(load_site(Path(sys.argv[1])), Options(jobs=1, as_of="2026-01-01"), lambda *step: print(*step, flush=True))
"""
KILLS = 12


def edition(number: int, chance: random.Random) -> dict[str, str]:
    """Articles that come, go, move between years and name others, all of them changed."""
    people = [f"Person {chance.randrange(12)}" for _ in range(3)]
    return {
        f"content/articles/{chance.randrange(1960, 1963)}/{n}.md": article(
            f"Article {n}, edition {number}", f"{people[n % 3]} came.", date=str(chance.randrange(1960, 1966)), people=[people[n % 3]]
        )
        for n in range(40)
        if chance.random() < 0.8
    }


def test_killed_at_random_instants(tmp_path: Path) -> None:
    chance, root = random.Random(1969), tmp_path / "archive"
    site_kit.make_site(root, edition(0, chance))
    site_kit.build_in(root)
    killed = 0
    for number in range(1, KILLS + 1):
        for path in (root / "content").rglob("*.md"):
            path.unlink()
        put(root, edition(number, chance))
        old = tree(root / "site")
        new, _ = lawbook.clean_build(root, lawbook.USUAL)
        process = subprocess.Popen([sys.executable, "-c", BUILD, str(root)], stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.random() * 0.04)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        found = {path: data for path, data in tree(root / "site").items() if ".sitegen-tmp-" not in path}
        lawbook.check_whole(found, old, new)
        lawbook.check_crawl(found)
        lawbook.keep_the_laws(root)
        assert not [path for path in tree(root / "site") if ".sitegen-tmp-" in path]
    assert killed > KILLS // 2, "most builds were over before they could be killed"


def test_stopped_at_every_step(tmp_path: Path) -> None:
    """The same, step by step: after every file that is written or deleted."""
    chance, root = random.Random(1970), tmp_path / "archive"
    site_kit.make_site(root, edition(0, chance))
    site_kit.build_in(root)
    before = tree(root)
    for path in (root / "content").rglob("*.md"):
        path.unlink()
    put(root, edition(1, chance))
    new, _ = lawbook.clean_build(root, lawbook.USUAL)
    old = {path[5:]: data for path, data in before.items() if path.startswith("site/")}
    write, unlink = output.Output.write, os.unlink
    steps = 0

    def look() -> None:
        nonlocal steps
        steps += 1
        found = {path: data for path, data in tree(root / "site").items() if not path.endswith("/")}
        lawbook.check_whole(found, old, new)
        lawbook.check_crawl(found)

    def write_and_look(self: output.Output, path: str, data: bytes) -> tuple[int, int]:
        seen = write(self, path, data)
        look()
        return seen

    def unlink_and_look(path: Path) -> None:
        unlink(path)
        look()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output.Output, "write", write_and_look)
        patch.setattr(output.os, "unlink", unlink_and_look)
        report = site_kit.build_in(root)
    assert report.deleted
    assert steps >= len(report.written) + len(report.deleted)
    lawbook.keep_the_laws(root)


@pytest.mark.long
def test_an_edit_taken_back_after_a_killed_build(tmp_path: Path) -> None:
    """The build was killed, at any instant, for an edit that then goes: no page is to be written, but the list is as the kill left it."""
    root, killed, instant = tmp_path / "archive", True, 0
    site_kit.make_site(root, START)
    lawbook.keep_the_laws(root)
    while killed:
        put(root, {f"content/{KEEPER}": article("Keeper", f"Number {instant}.")})
        settle(root.parent)
        killed = build_killed(root, lawbook.USUAL, instant)
        put(root, START)
        settle(root.parent)
        lawbook.keep_the_laws(root)
        instant += 1
    assert instant > 20
