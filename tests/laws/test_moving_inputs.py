"""B39: inputs that vanish, grow or are half-written while a build reads them. The next build, in quiet, is right."""

import contextlib
import os
import random
import re
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import lawbook
import pytest
import site_kit
from faults_kit import SETTINGS, edition
from site_kit import article, put, tree
from strace_kit import command, environment

SHOWN = "content/articles/1961/picture.png"


class Hand(threading.Thread):
    """Somebody who works on the archive's files while it is built."""

    def __init__(self, root: Path, pattern: str, chance: random.Random) -> None:
        super().__init__()
        self.root = root
        self._pattern = pattern
        self.done = threading.Event()
        self.changes = 0
        self._chance = chance
        self._ways: list[Callable[[Path], None]] = [self._vanish, self._grow, self._write_in_two, self._move, self._cut, self._add]

    def run(self) -> None:
        while not self.done.is_set():
            files = [path for path in (self.root / "content").glob(self._pattern) if path.is_file()]
            with contextlib.suppress(FileNotFoundError):
                self._chance.choice(self._ways)(self._chance.choice(files))
                self.changes += 1
            time.sleep(self._chance.random() * 0.004)

    def _vanish(self, path: Path) -> None:
        data = path.read_bytes()
        path.unlink()
        time.sleep(self._chance.random() * 0.02)
        if self._chance.random() < 0.8:
            path.write_bytes(data)

    def _grow(self, path: Path) -> None:
        with path.open("ab") as file:
            file.write(b"\nMore.\n")

    def _write_in_two(self, path: Path) -> None:
        data = path.read_bytes()
        with path.open("wb", buffering=0) as file:
            file.write(data[: len(data) // 2])
            time.sleep(self._chance.random() * 0.02)
            file.write(data[len(data) // 2 :])

    def _move(self, path: Path) -> None:
        path.rename(path.with_name(f"moved-{self._chance.randrange(20)}{path.suffix}"))

    def _cut(self, path: Path) -> None:
        os.truncate(path, path.stat().st_size // 2)

    def _add(self, path: Path) -> None:
        number = self._chance.randrange(20)
        put(self.root, {f"content/articles/1962/added-{number}.md": article(f"Added {number}", "![A view](../1961/picture.png)")})


@pytest.mark.parametrize("pattern", ["*/**/*.md", "**/*"], ids=["articles", "all"])
@pytest.mark.parametrize("builds", [3, pytest.param(40, marks=pytest.mark.long)])
def test_somebody_works_on_the_files(tmp_path: Path, builds: int, pattern: str) -> None:
    chance, root = random.Random(39), tmp_path / "archive"
    files = {**edition(0, chance, 60), SHOWN: b"\x89PNG" + b"0" * 99_999}
    site_kit.make_site(root, files, SETTINGS)
    site_kit.build_in(root)
    for _ in range(builds):
        put(root, files)
        hand = Hand(root, pattern, chance)
        hand.start()
        try:
            done = subprocess.run(command(root, "-j", "1"), env=environment(), capture_output=True, text=True, check=False, timeout=60)
        finally:
            hand.done.set()
            hand.join()
        assert hand.changes > 10
        assert done.returncode in (0, 1, 2), done.stderr
        assert not re.search("Traceback|unexpected", done.stderr), done.stderr
        assert done.returncode == 2 or "published" in done.stdout, done.stderr  # class A: all else was built
        clean, fault = lawbook.clean_build(root, lawbook.USUAL)
        assert fault is None
        site_kit.build_in(root)
        lawbook.check_same(tree(root / "site"), clean)
