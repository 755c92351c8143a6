"""Happenings to templates, themes and settings."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import site_kit
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from laws.archive_machine import KEEPER
from laws.archive_values import CHOICES, OVERRIDES


class Looks(RuleBasedStateMachine):
    """What may happen to the looks."""

    root: Path
    settings: dict[str, str]
    check: Callable[..., None]

    @rule(name=st.sampled_from(sorted(OVERRIDES)), which=st.integers(0, 2))
    def override(self, name: str, which: int) -> None:
        texts = OVERRIDES[name]
        site_kit.put(self.root, {f"templates/{name}": texts[which % len(texts)]})
        self.check()

    @rule(name=st.sampled_from(sorted(OVERRIDES)))
    def drop_override(self, name: str) -> None:
        (self.root / "templates" / name).unlink(missing_ok=True)
        self.check()

    @rule(
        name=st.sampled_from(("layout.html", "entry.html", "_parts.html", "person.html", "feed.atom")),
        text=st.sampled_from(("<!-- a -->", "<!-- b -->")),
    )
    def edit_theme(self, name: str, text: str) -> None:
        shipped = site_kit.SMALL / "themes/plain/templates" / name
        start = shipped.read_text() if shipped.exists() else '{% include "base:feed.atom" %}'
        site_kit.put(self.root, {f"themes/plain/templates/{name}": start + text})
        self.check()

    @rule(name=st.sampled_from(("plain.css", "more.css")), data=st.sampled_from((b"a", b"b", b"")))
    def edit_style(self, name: str, data: bytes) -> None:
        if data or name == "plain.css":
            site_kit.put(self.root, {f"themes/plain/static/{name}": data})
        else:
            (self.root / "themes/plain/static" / name).unlink(missing_ok=True)
        self.check()

    @rule(name=st.sampled_from(sorted(CHOICES)), which=st.integers(0, 2))
    def set_setting(self, name: str, which: int) -> None:
        self.settings[name] = CHOICES[name][which % len(CHOICES[name])]
        site_kit.put(self.root, {"sitegen.yaml": "".join(f"{key}: '{value}'\n" for key, value in self.settings.items())})
        self.check()

    @rule(name=st.sampled_from(sorted(OVERRIDES)), number=st.integers(0, 99))
    def edit_override_and_body(self, name: str, number: int) -> None:
        """A body edit together with another template."""
        with open(self.root / "content" / KEEPER, "a") as file:
            file.write(f"\nLooked at {number} times.\n")
        self.override(name, number)

    @rule(name=st.sampled_from(sorted(CHOICES)), number=st.integers(0, 99))
    def set_setting_and_edit_body(self, name: str, number: int) -> None:
        with open(self.root / "content" / KEEPER, "a") as file:
            file.write(f"\nSet {number} times.\n")
        self.set_setting(name, number)

    @rule()
    def drop_all_overrides(self) -> None:
        shutil.rmtree(self.root / "templates", ignore_errors=True)
        self.check()

    @rule(words=st.sampled_from(("# a note\n", "")))
    def rewrite_settings(self, words: str) -> None:
        """The same settings in other bytes, or in the same."""
        text = "".join(f"{key}: '{value}'\n" for key, value in self.settings.items())
        site_kit.put(self.root, {"sitegen.yaml": words + text})
        self.check()

    @rule(name=st.sampled_from(("layout.html", "entry.html")), years=st.sampled_from((-40, 0, 3)))
    def touch_theme(self, name: str, years: int) -> None:
        path = self.root / "themes/plain/templates" / name
        moment = path.stat().st_ctime_ns + years * 365 * 86_400 * 10**9
        os.utime(path, ns=(moment, moment))
        self.check()

    @rule(theme=st.sampled_from(("plain", "twin")))
    def change_style_and_set_time_back(self, theme: str) -> None:
        """Same size, same mtime."""
        path = self.root / "themes" / theme / "static/plain.css"
        info, data = path.stat(), path.read_bytes()
        path.write_bytes(data[:-1] + (b"y" if data.endswith(b"x") else b"x"))
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
        self.check()
