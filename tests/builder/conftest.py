"""The command line as a fixture: what a user types, the exit code and what was said."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from sitegen import cli

DAY = "1767225600"
"""2026-01-01, the day that the tests of the builder build on."""


class Said(Struct, frozen=True):
    """What came of a command."""

    code: int
    errors: str
    output: str


Command = Callable[..., Said]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs ``sitegen --root ROOT build``, in this process; never a traceback, nor a fault that nobody thought of."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)

    def run(root: Path, *arguments: str) -> Said:
        capsys.readouterr()
        code = cli.run(["--root", os.fspath(root), "build", "-j", "1", *arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert "unexpected error" not in said.err
        return Said(code, said.err, said.out)

    return run
