"""Law 1 for manifest.sha256 itself: whatever was done to it, the next build makes it right, even one with nothing else to do."""

from collections.abc import Callable
from pathlib import Path

import lawbook
import pytest
import site_kit
from site_kit import article, put

from laws.archive_machine import START, settle

SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "another digest": lambda data: (b"2" if data[:1] == b"1" else b"1") + data[1:],
    "no digest yet": lambda data: b"0" * 64 + data[64:],
    "a line twice": lambda data: data + data.splitlines(keepends=True)[0],
    "a line gone": lambda data: b"".join(data.splitlines(keepends=True)[1:]),
    "a line more": lambda data: data + b"0" * 64 + b"  more.html\n",
    "other words": lambda data: data + b"words\n",
    "another order": lambda data: b"".join(data.splitlines(keepends=True)[::-1]),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site_kit.make_site(tmp_path / "archive", START)
    lawbook.keep_the_laws(tmp_path / "archive")
    return tmp_path / "archive"


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_list(root: Path, how: str, edited: bool) -> None:
    """``edited``: with the edit of a file that no page shows, for which no page is written either."""
    file = root / "site" / lawbook.LIST
    file.write_bytes(SPOILT[how](file.read_bytes()))
    if edited:
        put(root, {"content/articles/1961/draft.md": article("Draft", draft=True)})
    settle(root.parent)
    lawbook.keep_the_laws(root)
