"""``--verify``: a clean build beside, compared; and the command line round it."""

from pathlib import Path

import pytest
import site_kit
from site_kit import article, build_in, built, tree

from sitegen.builder import Options, verified
from sitegen.cli import run
from sitegen.config import load_site
from sitegen.errors import Differs

FILES = {f"content/articles/1969/{n}.md": article(f"Title {n}", "Ann came.", date="1969", people=["Ann"]) for n in range(3)}
OPTIONS = Options(jobs=1, as_of=site_kit.AS_OF)


def test_a_right_site_is_verified_and_nothing_is_left(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    before = tree(tmp_path / "site")
    assert verified(load_site(tmp_path), OPTIONS) == len(before)
    assert tree(tmp_path / "site") == before
    assert not (tmp_path / ".sitegen/verify").exists()


def test_a_page_that_a_clean_build_makes_otherwise_is_named(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    (tmp_path / "site/people/ann.html").write_text("stale")
    with pytest.raises(Differs, match=r"1 of \d+ files differ from a clean build: people/ann.html"):
        verified(load_site(tmp_path), OPTIONS)
    assert build_in(tmp_path).written == ("people/ann.html",)
    verified(load_site(tmp_path), OPTIONS)


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site_kit.make_site(tmp_path, FILES)
    assert run(["--root", str(tmp_path), "build", "--explain", "index.html", "--timings", "--verify"]) == 0
    out = capsys.readouterr().out
    assert "NEW            index.html\n" in out
    assert "read " in out
    assert "verified: " in out
    assert run(["--root", str(tmp_path), "build", "--explain"]) == 0
    assert "UNCHANGED      index.html\n" in capsys.readouterr().out
    assert run(["--root", str(tmp_path), "build", "--explain", "indx.html"]) == 2
