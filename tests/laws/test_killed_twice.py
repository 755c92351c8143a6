"""Law 3 where a build begins on what a killed one left, and content has changed again meanwhile."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lawbook
import pytest
import site_kit
from faults_kit import BASE, Between, standing
from strace_kit import RENAMES, UNLINKS, calls_of, traced


def killed(between: Between, names: tuple[str, ...], which: int) -> None:
    """Kills a build at one of these calls on its site."""
    calls = [c for c in calls_of(traced(between.root, names), between.root) if c.path.startswith("site/")]
    between.again()
    assert traced(between.root, names, calls[which].inject("signal=KILL")).code == -9


@pytest.mark.parametrize(("names", "which"), [(UNLINKS, -1), (RENAMES, -2)], ids=["deleting", "writing"])
def test_back_to_the_old_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], which: int) -> None:
    """What the killed build deleted is written before what links to it."""
    between = Between(tmp_path)
    killed(between, names, which)
    between.put_back()

    def and_look(act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(*arguments: Any, **options: Any) -> Any:
            done = act(*arguments, **options)
            lawbook.check_crawl(standing(between.root), (), BASE)
            return done

        return acting

    with monkeypatch.context() as patch:
        for name in ("replace", "rename", "unlink", "remove", "rmdir"):
            patch.setattr(os, name, and_look(getattr(os, name)))
        site_kit.build_in(between.root)
    lawbook.check_same(site_kit.tree(between.root / "site"), between.old)


def test_nobody_is_said_to_have_edited_what_a_killed_build_wrote(tmp_path: Path) -> None:
    between = Between(tmp_path)
    killed(between, RENAMES, -6)
    between.put_back()
    report = site_kit.build_in(between.root)
    assert report.notices == ()


@pytest.mark.long
def test_again_and_again_with_other_content(tmp_path: Path) -> None:
    """Twenty kills at random instants; now the one edition is wanted, now the other, and no build comes to its end."""
    between, chance = Between(tmp_path), random.Random(20)
    root = between.root
    calls = [c for c in calls_of(traced(root, (*RENAMES, *UNLINKS)), root) if c.path.startswith("site/")]
    between.again()
    for _ in range(20):
        wanted = chance.choice((between.put_back, between.put_on))
        wanted()
        traced(root, (*RENAMES, *UNLINKS), chance.choice(calls).inject("signal=KILL"))
        found = standing(root)
        lawbook.check_whole(found, between.old, between.new)
        lawbook.check_crawl(found, (), BASE)
    site_kit.build_in(root)
    lawbook.check_same(site_kit.tree(root / "site"), between.old if wanted == between.put_back else between.new)


def test_a_change_taken_back_leaves_the_list_as_it_was(tmp_path: Path) -> None:
    """The killed build had listed what it was about to write, and written nothing yet."""
    root, path = tmp_path / "archive", "content/articles/1960/one.md"
    site_kit.built(root, {path: site_kit.article("One", "Some text.", date="1960")})
    old = site_kit.tree(root / "site")
    site_kit.put(root, {path: site_kit.article("One", "Other text.", date="1960")})
    shutil.copytree(root, tmp_path / "kept")
    calls = [c for c in calls_of(traced(root, RENAMES), root) if c.path.startswith("site/")]
    shutil.rmtree(root)
    shutil.copytree(tmp_path / "kept", root)
    assert traced(root, RENAMES, calls[1].inject("signal=KILL")).code == -9
    site_kit.put(root, {path: site_kit.article("One", "Some text.", date="1960")})
    site_kit.build_in(root)
    lawbook.check_same(site_kit.tree(root / "site"), old)
