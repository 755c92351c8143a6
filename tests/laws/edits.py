"""Happenings to one file at a time, as of somebody at a keyboard: the builds that a short way is for."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import site_kit
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from laws.archive_machine import KEEPER
from laws.archive_values import ARTICLES, HOSTILE, RECORDS, changes, changes_of_records
from sitegen.article import read_article, read_record, write
from sitegen.errors import Fault

EDITED = (KEEPER, KEEPER, "articles/1961/b.md", "articles/1961/b.md", *ARTICLES)
TURNS = (
    ("The rest.", "All of the rest."),
    ("Nobody saw it.", "Nobody saw it, as far as is known."),
    ("was in Rome", "had been in Rome"),
    ("Lee went.", "Lee went away at last."),
    ("Ann Lee was in Rome.", "He was in Paris."),
    ("Rome slept.", "The town slept."),
    ("José Paz.", "José Paz came, and Jose Paz."),
    ("came", "left"),
)
"""Words for others, there and back: beside the mentions, in their sentences, and the mentions themselves."""


class Edits(RuleBasedStateMachine):
    """Small edits; ``past`` is what each edited file was before."""

    root: Path
    content: Path
    calm: bool
    check: Callable[..., None]
    place: Callable[[str, bytes], None]

    def __init__(self) -> None:
        super().__init__()
        self.past: dict[str, bytes] = {}

    def _edit(self, path: str, change: Callable[[str], str]) -> None:
        """Changes a file's text, if there is one."""
        file = self.content / path
        if file.is_file() and not file.is_symlink():
            self.past[path] = file.read_bytes()
            with contextlib.suppress(Fault, UnicodeDecodeError):  # what is no article stays as it is
                file.write_text(change(file.read_text()))

    @rule(path=st.sampled_from(EDITED), number=st.integers(0, 99))
    def add_plain_words(self, path: str, number: int) -> None:
        """A body edit that touches no mention."""
        self._edit(path, lambda text: f"{text}\nThe tide came in {number} times.\n")
        self.check()

    @rule(path=st.sampled_from(EDITED), turn=st.sampled_from(TURNS))
    def turn_words(self, path: str, turn: tuple[str, str]) -> None:
        old, new = turn
        self._edit(path, lambda text: text.replace(new, old) if new in text else text.replace(old, new))
        self.check()

    @rule(path=st.sampled_from(EDITED), change=changes)
    def change_field(self, path: str, change: tuple[str, Any]) -> None:
        self._edit(path, lambda text: write(msgspec.structs.replace(read_article(text, path)[0], **dict([change]))))
        self.check()

    @rule(path=st.sampled_from(sorted(RECORDS)), change=changes_of_records)
    def change_record(self, path: str, change: tuple[str, Any]) -> None:
        if not (self.content / path).exists():
            self.place(path, write(RECORDS[path]).encode())
            self.check()
        self._edit(path, lambda text: write(msgspec.structs.replace(read_record(text, path)[0], **dict([change]))))
        self.check()

    @rule(number=st.integers(0, 20))
    def undo(self, number: int) -> None:
        """Back to the old text."""
        if self.past:
            path = sorted(self.past)[number % len(self.past)]
            self.place(path, self.past[path])
        self.check()

    @rule(number=st.integers(0, 99), change=changes, other=st.sampled_from(EDITED))
    def edit_two(self, number: int, change: tuple[str, Any], other: str) -> None:
        """A body edit together with another change."""
        self._edit(KEEPER, lambda text: f"{text}\nTwice {number}.\n")
        self._edit(other, lambda text: write(msgspec.structs.replace(read_article(text, other)[0], **dict([change]))))
        self.check()

    @rule(other=st.sampled_from(EDITED), words=st.sampled_from(("Ann Lee came.", "The sea was calm.")))
    def edit_two_bodies(self, other: str, words: str) -> None:
        for path in (KEEPER, other):
            self._edit(path, lambda text: f"{text}\n{words}\n")
        self.check()

    @rule(name=st.sampled_from(("entry.html", "article.html", "person.html")), number=st.integers(0, 99))
    def edit_while_nothing_can_be_built(self, name: str, number: int) -> None:
        """An edit after a build that failed, and one before it."""
        broken = self.root / "templates" / name
        before = broken.read_bytes() if broken.exists() else None
        self._edit(KEEPER, lambda text: f"{text}\nBefore {number}.\n")
        site_kit.put(self.root, {f"templates/{name}": "{% if %}"})
        self.check()
        self._edit(KEEPER, lambda text: f"{text}\nAfter {number}.\n")
        broken.unlink()
        if before is not None:
            broken.write_bytes(before)
        self.check()

    @rule(data=st.sampled_from(HOSTILE), number=st.integers(0, 99))
    def edit_beside_a_fault(self, data: bytes, number: int) -> None:
        """A body edit while another article can't be used, and then can again."""
        self.place("articles/undated/a.md", data)
        self.check()
        self._edit(KEEPER, lambda text: f"{text}\nBeside {number}.\n")
        self.check()
        self.place("articles/undated/a.md", site_kit.article("Mended", "Ann Lee again.", people=["Ann Lee"]).encode())
        self.check()

    @rule(path=st.sampled_from((*EDITED, *RECORDS)))
    def write_the_same(self, path: str) -> None:
        self._edit(path, lambda text: text)
        self.check()

    @rule(path=st.sampled_from((*EDITED, "static/CNAME", "people/ann-lee.md")), years=st.sampled_from((-40, -1, 0, 3, 15)))
    def set_clock(self, path: str, years: int) -> None:
        """Touched, with a time of the past, of now, or of the future."""
        file = self.content / path
        if file.is_file() and not file.is_symlink():
            moment = file.stat().st_ctime_ns + years * 365 * 86_400 * 10**9
            os.utime(file, ns=(moment, moment))
        self.check()

    @rule(path=st.sampled_from(EDITED), letter=st.sampled_from("KLMN"), anew=st.booleans())
    def edit_and_set_time_back(self, path: str, letter: str, anew: bool) -> None:
        """Same size, same mtime: only ctime tells, and where the file is another, its inode."""
        file = self.content / path
        if file.is_file() and not file.is_symlink() and file.stat().st_size:
            info, data = file.stat(), bytearray(file.read_bytes())
            data[-2] = ord(letter) if data[-2] < 128 else data[-2]
            target = file.with_name("anew.tmp") if anew else file
            target.write_bytes(bytes(data))
            os.utime(target, ns=(info.st_atime_ns, info.st_mtime_ns))
            os.replace(target, file)
        self.check()

    @rule(number=st.integers(0, 99))
    def edit_between_two_builds_of_everything(self, number: int) -> None:
        self.check(force=True)
        self._edit(KEEPER, lambda text: f"{text}\nForced {number}.\n")
        self.check()
        self._edit(KEEPER, lambda text: f"{text}\nAnd again {number}.\n")
        self.check(force=True)

    @rule()
    def look_twice(self) -> None:
        """Nothing happened at all: the shortest way."""
        self.check()
