"""Tools that some tests need: a test skips with the tool's name where it is absent; in CI that is a failure."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

SEEDS = Path(os.environ.get("SITEGEN_SEEDS") or Path(__file__).parent.parent.parent / "shared" / "seeds")
"""Real clippings that are not ours to publish; read in place where they are."""
SEEDS_ABSENT = "needs the seed clippings"
"""The one reason to skip that is none to fail with SITEGEN_CI=1: they are no tool that CI could install."""


def need(tool: str) -> str:
    """The tool's path; skips the test where it is absent, or fails it with SITEGEN_CI=1."""
    return shutil.which(tool) or without(tool)


def without(tool: str) -> NoReturn:
    """Ends a test that lacks a tool: skips it with the tool's name, or fails it with SITEGEN_CI=1."""
    if os.environ.get("SITEGEN_CI") == "1":
        pytest.fail(f"{tool} is not installed, and SITEGEN_CI=1 asks for all tools")
    pytest.skip(f"needs {tool}")


def seed_clipping() -> Path:
    """The one real clipping we may look at; skips where it is absent."""
    found = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
    if not found:
        pytest.skip(SEEDS_ABSENT)
    return found[0]


@contextlib.contextmanager
def ordinary_user_owns(folder: str) -> Iterator[None]:
    """Root may read everything: lays root's right down for a while.

    Root's Python may lie where nobody else may look: do once before what is to be done inside, so that all is imported.
    """
    root = os.geteuid() == 0
    if root:
        os.chown(folder, 65534, -1)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
