"""What the tests of bad inputs share: an article that is left out, one that is published, a build that is refused."""

from pathlib import Path
from typing import Any

import pytest
from site_kit import article, build_in, built, shown, tree

from sitegen.errors import ArticleFault, Fault

GOOD = article("Good", "All is well.", date="1960-01-01")
PATH = "content/articles/1960/bad.md"


def left_out(tmp_path: Path, text: str | bytes) -> ArticleFault:
    """The fault of one article, with which the rest is built."""
    report = built(tmp_path, {"content/articles/1960/good.md": GOOD, PATH: text})
    assert report.articles == 1
    assert "All is well." in shown(tmp_path, "articles/1960/good.html")
    assert not (tmp_path / "site/articles/1960/bad.html").exists()
    (fault,) = report.faults
    assert fault.spot.path == PATH
    return fault


def published(tmp_path: Path, text: str) -> str:
    """The page of an article that is fine."""
    report = built(tmp_path, {PATH: text})
    assert report.faults == ()
    return shown(tmp_path, "articles/1960/bad.html")


def front(fields: str, body: str = "Text.") -> str:
    return f"---\ntitle: T\n{fields}\n---\n\n{body}\n"


def refused(tmp_path: Path, kind: type[Fault], **options: Any) -> Fault:
    """The fault of class S that stops a build, which touches nothing."""
    before = tree(tmp_path / "site")
    with pytest.raises(kind) as caught:
        build_in(tmp_path, **options)
    assert tree(tmp_path / "site") == before
    return caught.value
