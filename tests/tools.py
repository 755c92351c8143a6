"""Tools that some tests need: a test skips with the tool's name where it is absent; in CI that is a failure."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

SEEDS = Path(os.environ.get("SITEGEN_SEEDS") or Path(__file__).parent.parent.parent / "shared" / "seeds")
"""Real clippings that are not ours to publish; read in place where they are."""


def need(tool: str) -> str:
    """The tool's path; skips the test where it is absent, or fails it with SITEGEN_CI=1."""
    return shutil.which(tool) or without(tool)


def without(tool: str) -> NoReturn:
    """Ends a test that lacks a tool: skips it with the tool's name, or fails it with SITEGEN_CI=1."""
    if os.environ.get("SITEGEN_CI") == "1":
        pytest.fail(f"{tool} is not installed, and SITEGEN_CI=1 asks for all tools")
    pytest.skip(f"needs {tool}")


def seed_clipping() -> Path:
    """The one real clipping we may look at; skips where it is absent (it is no tool: CI may lack it)."""
    found = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
    if not found:
        pytest.skip("needs the seed clippings")
    return found[0]
