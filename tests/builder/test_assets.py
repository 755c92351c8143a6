from pathlib import Path

import pytest
import site_kit

from sitegen.builder.assets import Asset, look, shown_assets, stand, static_assets, theme_assets
from sitegen.errors import Unreadable

LATER = 2**63 - 1
"""A build so late that nothing is racy."""


def asset(path: Path) -> Asset:
    return Asset("x", path, "content/x")


def test_where_each_kind_is_published(tmp_path: Path) -> None:
    site = site_kit.make_site(tmp_path, {"themes/plain/static/deep/x.js": "x", "themes/plain/static/.hidden": "x"})
    assert [a.path for a in theme_assets(site)] == ["assets/deep/x.js", "assets/plain.css"]
    assert [a.path for a in static_assets(site, ["static/a/b.txt"])] == ["a/b.txt"]
    shown_by = {"pages/p.png": "pages/x.md", "articles/1969/q.png": "articles/1969/a.md", "pages/b.txt": "pages/x.md"}
    shown = shown_assets(site, shown_by, ["static/b.txt"])  # what a page shows may stand beside it as a static file
    assert [a.path for a in shown] == ["articles/1969/q.png", "p.png"]
    assert shown[0].source == site.content / "articles/1969/q.png"


def test_what_did_not_change_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"one")
    seen, _ = look([asset(file)], {}, LATER)
    again, _ = look([asset(file)], {"content/x": seen[0].row}, LATER)
    assert again[0].row is seen[0].row
    file.write_bytes(b"two")
    changed, _ = look([asset(file)], {"content/x": seen[0].row}, LATER)
    assert changed[0].row.key != seen[0].row.key


def test_what_changed_with_the_build_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"one")
    seen, _ = look([asset(file)], {}, 0)
    assert seen[0].row.racy
    again, _ = look([asset(file)], {"content/x": seen[0].row}, LATER)
    assert again[0].row is not seen[0].row
    assert again[0].row.key == seen[0].row.key


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "folder").mkdir()
    seen, notices = look([asset(tmp_path / name) for name in ("file", "missing", "link", "folder")], {}, LATER)
    assert len(seen) == 1
    assert [n.message for n in notices] == ["disappeared, or was never there", "a symbolic link: not followed", "not a regular file"]


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unreadable):
        stand(tmp_path / name)
