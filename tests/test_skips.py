"""With SITEGEN_CI=1 no test is skipped, but those of the seed clippings."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = """
import pytest
from tools import SEEDS_ABSENT

def test_inside(): pytest.skip("why")

@pytest.mark.skipif(True, reason="why")
def test_marked(): pass

@pytest.fixture
def absent(): pytest.skip("why")
def test_of_a_fixture(absent): pass

@pytest.mark.xfail(reason="known")
def test_known_fault(): assert 0

def test_seed(): pytest.skip(SEEDS_ABSENT)
"""
WHOLE = 'import pytest\npytest.skip("why", allow_module_level=True)\n'


@pytest.mark.parametrize(("text", "ci", "outcome"), [
    (SKIPPING, "1", "1 failed, 1 skipped, 1 xfailed, 2 errors"),
    (SKIPPING, "", "4 skipped, 1 xfailed"),
    (WHOLE, "1", "1 error"),
    (WHOLE, "", "1 skipped"),
])  # fmt: skip
def test_a_skip_fails_in_ci(tmp_path: Path, text: str, ci: str, outcome: str) -> None:
    for name in ("conftest.py", "tools.py"):
        shutil.copy(Path(__file__).with_name(name), tmp_path)
    (tmp_path / "test_it.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(tmp_path), str(tmp_path)]
    environment = {**os.environ, "SITEGEN_CI": ci, "PYTEST_ADDOPTS": ""}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert f" {outcome} in " in done.stdout, done.stdout
