"""Time passes, and builds run in other ways."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lawbook
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from laws.archive_machine import KEEPER
from laws.archive_values import ARTICLES, DAYS, HOSTILE, articles
from sitegen.builder import Options, build
from sitegen.config import load_site

EPOCHS = ("1577750400", "1577836800", "1577923200", "1935900000")
"""One in each of the days."""


class Days(RuleBasedStateMachine):
    """What time and other options may bring."""

    day: str
    root: Path
    content: Path
    way: dict[str, Any]
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

    @rule(jobs=st.sampled_from((1, 1, 2, 3)), force=st.booleans(), number=st.integers(0, 99))
    def build_otherwise(self, jobs: int, force: bool, number: int) -> None:
        """By several processes too, and so is the build of the edit that follows."""
        self.check(force=force, jobs=jobs)
        with open(self.content / KEEPER, "a") as file:
            file.write(f"\nDay {number}.\n")
        self.check(jobs=jobs)

    @rule(way=st.sampled_from(({}, {}, {}, {"jobs": 2}, {"force": True})))
    def from_now_on(self, way: dict[str, Any]) -> None:
        self.way = way
        self.check()

    @rule(epoch=st.sampled_from(EPOCHS), edited=st.booleans())
    def by_the_epoch(self, epoch: str, edited: bool) -> None:
        """The day is that of SOURCE_DATE_EPOCH."""
        if edited:
            with open(self.content / KEEPER, "a") as file:
                file.write(f"\nAt {epoch}.\n")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", epoch)
            self.check(as_of="")

    @rule(data=st.sampled_from(HOSTILE), again=st.booleans())
    def preview(self, data: bytes, again: bool) -> None:
        """The preview keeps the last good page of a file with a fault; the next build must not."""
        self.place("articles/1960/a.md", data)
        with contextlib.suppress(lawbook.Fault):
            for _ in range(1 + again):
                build(load_site(self.root), Options(jobs=1, as_of=self.day, keep_last_good=True))
        self.check()
