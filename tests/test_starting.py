import os
import pty
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest
import site_kit
import yaml

from sitegen import __version__
from sitegen.config import Config, load_site, read_config
from sitegen.errors import ConfigFault, Fault
from sitegen.files import shipped
from sitegen.loader.ledger import read_ledger
from sitegen.model import KINDS
from sitegen.starting import FOLDERS, HAND_WRITTEN, Answers, commented_settings, start

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("sample", [False, True])
def test_the_commented_settings_are_read_again(sample: bool) -> None:
    answers = Answers("It's: #1 “x”", "https://a.org/x", "excerpt")
    config = read_config(commented_settings(answers, sample))
    assert config == Config(title="It's: #1 “x”", site_url="https://a.org/x/", rights="excerpt")


def test_every_default_stands_there_and_can_be_uncommented() -> None:
    text = commented_settings(Answers(), False)
    for name in msgspec.json.schema(Config)["$defs"]["Config"]["properties"]:
        assert re.search(rf"^#?{name}:", text, re.MULTILINE), name
    assert read_config(re.sub(r"^#(\w+: )", r"\1", text, flags=re.MULTILINE)) == Config()


def test_a_wrong_answer_is_a_fault_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault, match="no web address"):
        start(tmp_path / "new", Answers(site_url="nowhere"), sample=False)
    assert not (tmp_path / "new").exists()


def test_a_new_archive_has_what_it_needs(tmp_path: Path) -> None:
    done = start(tmp_path / "a b", Answers(), sample=False)
    assert done.kept == ()
    assert done.next_steps[0] == f"cd '{tmp_path / 'a b'}'"
    for folder in FOLDERS:
        assert (tmp_path / "a b" / folder).is_dir()
    assert load_site(tmp_path / "a b").config == Config()
    assert (tmp_path / "a b/.gitignore").read_text() == "/site/\n/.sitegen/\n"
    assert (tmp_path / "a b/sitegen.yaml").read_text().startswith("# yaml-language-server: $schema=sitegen.schema.json\n")
    assert site_kit.build_in(tmp_path / "a b").pages > 5


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    site_kit.put(tmp_path, {"sitegen.yaml": "title: mine\n", "notes.txt": "mine", "content/pages/about.md": "mine"})
    (tmp_path / ".gitignore").symlink_to("nowhere")
    done = start(tmp_path, Answers("theirs"), sample=True)
    assert set(done.kept) == {"sitegen.yaml", ".gitignore", "content/pages/about.md"}
    assert (tmp_path / "sitegen.yaml").read_text() == "title: mine\n"
    assert (tmp_path / "content/pages/about.md").read_text() == "mine"
    assert os.readlink(tmp_path / ".gitignore") == "nowhere"
    before = site_kit.tree(tmp_path)
    assert start(tmp_path, Answers(), sample=True).written == ()
    assert site_kit.tree(tmp_path) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(Fault, match="is not a folder"):
        start(tmp_path / "a", Answers(), sample=False)


def test_the_sample_comes_whole(tmp_path: Path) -> None:
    start(tmp_path, Answers(), sample=True)
    assert site_kit.tree(tmp_path / "clippings") == site_kit.tree(shipped("clippings"))
    assert load_site(tmp_path).config.title == "The Space Age in Clippings"
    for name in HAND_WRITTEN:
        assert (tmp_path / "content" / name).read_bytes() == (ROOT / "content" / name).read_bytes()


def test_the_samples_hand_written_files_are_all_named() -> None:
    """Those below content/ that the ledger doesn't know as import's."""
    written = {path for entry in read_ledger(ROOT / "content").entries for path in entry.written}
    files = {p.relative_to(ROOT / "content").as_posix() for kind in (*KINDS, "pages") for p in (ROOT / "content" / kind).rglob("*.md")}
    assert set(HAND_WRITTEN) == files - written
    shipped_files = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    named = {source: target for source, target in shipped_files.items() if source.startswith("content/")}
    assert named == {f"content/{name}": f"sitegen/sample/{name}" for name in HAND_WRITTEN}


def test_the_workflow_pins_what_it_uses(tmp_path: Path) -> None:
    start(tmp_path, Answers(), sample=False)
    text = (tmp_path / ".github/workflows/pages.yml").read_text()
    workflow = yaml.safe_load(text)
    assert f"sitegen-archive[search]=={__version__}" in text
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(re.search(r"@v\d+\.\d+\.\d+$", step["uses"]) for step in steps if "uses" in step)
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_a_terminal_is_asked(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "sitegen", "init", "new"], cwd=tmp_path, stdin=slave, stdout=slave, stderr=slave
    ) as process:
        os.close(slave)
        os.write(master, b"My archive\nhttps://a.org\nexcerpt\n")
        seen = b""
        while part := read(master):
            seen += part
        assert process.wait() == 0
    os.close(master)
    assert b"The archive's name [An archive]" in seen
    config = load_site(tmp_path / "new").config
    assert (config.title, config.site_url, config.rights) == ("My archive", "https://a.org/", "excerpt")


def read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # the other end is closed
        return b""
