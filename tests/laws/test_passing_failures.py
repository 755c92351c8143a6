"""What failed once is tried again: a file that may be read again is read, though nothing else has changed."""

from pathlib import Path

import pytest
from faults_kit import Between
from strace_kit import calls_of, traced


@pytest.mark.parametrize("error", ["EACCES", "ENOENT"])
def test_an_article_that_could_not_be_read(tmp_path: Path, error: str) -> None:
    """B39, L53."""
    between = Between(tmp_path)
    between.again()
    calls = [c for c in calls_of(traced(between.root, ("openat",)), between.root) if c.path.endswith(".md")]
    root = between.again()
    done = traced(root, ("openat",), calls[7].inject(f"error={error}"))
    assert (done.code, "Traceback" in done.err) == (1, False)
    between.check_next()


def test_a_static_file_that_vanishes_before_it_is_copied(tmp_path: Path) -> None:
    """B39: the site can't be finished, which is more than an article left out."""
    between = Between(tmp_path)
    between.again()
    calls = [c for c in calls_of(traced(between.root, ("openat",)), between.root) if c.path.startswith("content/static/files/leaflet")]
    assert len(calls) == 2, "it is looked at, and copied later"
    root = between.again()
    done = traced(root, ("openat",), calls[1].inject("error=ENOENT"))
    assert (done.code, "Traceback" in done.err) == (2, False)
    between.check()
    between.check_next()
