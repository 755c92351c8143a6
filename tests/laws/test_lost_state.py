"""With ``.sitegen/`` gone the output is still known as ours, by the list in it: stale pages go, other files stay."""

import shutil
from pathlib import Path

import lawbook
from faults_kit import Between, check_instant, standing
from site_kit import build_in, put, tree
from strace_kit import RENAMES, calls_of, traced


def test_stale_pages_go(tmp_path: Path) -> None:
    between = Between(tmp_path)
    shutil.rmtree(between.root / ".sitegen")
    put(between.root, {"site/CNAME": "example.org", "site/mine/notes.html": "mine"})
    report = build_in(between.root)
    gone = between.old.keys() - between.new.keys()
    assert gone
    assert gone == set(report.deleted)
    found = tree(between.root / "site")
    assert (found.pop("CNAME"), found.pop("mine/notes.html")) == (b"example.org", b"mine")
    lawbook.check_same(found, between.new)


def test_nothing_is_written_that_stands_already(tmp_path: Path) -> None:
    between = Between(tmp_path)
    build_in(between.root)
    shutil.rmtree(between.root / ".sitegen")
    before = lawbook.stamps(between.root / "site")
    before.pop(str(between.root / "site" / lawbook.LIST))
    build_in(between.root)
    after = lawbook.stamps(between.root / "site")
    assert {path: after[path] for path in before} == before


def test_after_a_kill_too(tmp_path: Path) -> None:
    """What the killed build wrote for the first time is ours as well."""
    between = Between(tmp_path)
    calls = [c for c in calls_of(traced(between.root, RENAMES), between.root) if c.path.startswith("site/")]
    for call in calls[1::12]:
        root = between.again()
        assert traced(root, RENAMES, call.inject("signal=KILL")).code == -9
        shutil.rmtree(root / ".sitegen")
        check_instant(standing(root), between.old, between.new)
        between.put_back()
        build_in(root)
        lawbook.check_same(tree(root / "site"), between.old)
