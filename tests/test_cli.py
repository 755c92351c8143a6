import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import site_kit

from sitegen import __version__, cli
from sitegen.errors import BuildRunning, Interrupted, Spot

ARTICLE = "content/articles/1969/one.md"
Captured = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    return cli.run(arguments)


def command(*arguments: str, cwd: Path | None = None, text: str = "") -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    return subprocess.run([sys.executable, "-m", "sitegen", *arguments], cwd=cwd, input=text, capture_output=True, text=True, check=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site_kit.make_site(tmp_path, {ARTICLE: site_kit.article("One small step")})
    return tmp_path


def test_the_version_is_told(capsys: Captured) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"sitegen {__version__}\n"


@pytest.mark.parametrize("name", [[], *([name] for name in cli.cli.commands)], ids=lambda n: n[0] if n else "sitegen")
def test_help_has_an_example_that_can_be_typed(name: list[str], capsys: Captured) -> None:
    assert run(*name, "--help") == 0
    text = capsys.readouterr().out
    examples = text.partition("Example:\n")[2].splitlines()
    assert examples
    assert all(re.match(r"    ((\S+ \| )?sitegen |cd )", line) for line in examples)


def test_help_is_quick() -> None:
    """The heavy parts are imported where they are used."""
    heavy = {"rich", "jinja2", "markdown_it", "yaml", "tornado", "watchdog", "livereload", "sqlite3", "spacy", "asyncio"}
    code = (
        "import sys; from sitegen import cli; cli.run(['--help']);"
        f"print(sorted({heavy!r} & {{m.split('.')[0] for m in sys.modules}}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_a_wrong_command_gets_the_nearest_one(capsys: Captured) -> None:
    assert run("biuld") == 2
    assert "did you mean 'build'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["build", "--frobnicate"], ["import"], ["build", "-j", "-1"], ["serve", "--port", "0"], ["init", "--rights", "x"]]
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: Captured) -> None:
    assert run(*arguments) == 2
    assert capsys.readouterr().err.startswith("Usage: ")


def test_a_build_says_what_it_did(root: Path, capsys: Captured) -> None:
    assert run("--root", str(root), "build", "-j", "1") == 0
    first = capsys.readouterr().out
    assert first.startswith("1 article published\n")
    written, unchanged = map(int, re.search(r": (\d+) written, (\d+) unchanged", first).groups())  # type: ignore[union-attr]
    assert (written, unchanged) == (int(re.search(r"(\d+) files in site/", first)[1]), 0)  # type: ignore[index]
    assert run("--root", str(root), "build") == 0
    assert f": 0 written, {written} unchanged; 0 deleted" in capsys.readouterr().out


def test_explain_gives_each_page_its_reason(root: Path, capsys: Captured) -> None:
    run("--root", str(root), "build")
    site_kit.put(root, {ARTICLE: site_kit.article("One small step", "Another text.")})
    capsys.readouterr()
    assert run("--root", str(root), "build", "--explain") == 0
    assert "CONTENT        articles/1969/one.html\n" in capsys.readouterr().out


def test_a_bad_article_is_left_out_and_the_exit_code_says_so(root: Path, capsys: Captured) -> None:
    site_kit.put(root, {"content/articles/bad.md": "---\ntitle: [a]\n---\n"})
    assert run("--root", str(root), "build") == 1
    captured = capsys.readouterr()
    assert captured.err.splitlines()[:3] == [
        "error: content/articles/bad.md:2:8: title: a text wanted, found a list",
        "    title: [a]",
        "           ^",
    ]
    assert captured.out.startswith("1 article published, 1 file left out\n")


def test_a_warning_counts_with_strict(root: Path, capsys: Captured) -> None:
    site_kit.put(root, {ARTICLE: "---\ntitle: t\ntagz: x\n---\n"})
    assert run("--root", str(root), "build") == 0
    assert run("--root", str(root), "build", "--strict") == 1
    assert capsys.readouterr().err.count(f"warning: {ARTICLE}:3: unknown key 'tagz'") == 2


def test_a_wrong_setting_is_told_with_its_line(root: Path, capsys: Captured) -> None:
    (root / "sitegen.yaml").write_text("title: x\nthem: plain\n")
    assert run("--root", str(root), "build") == 2
    assert capsys.readouterr().err.splitlines() == [
        "error: sitegen.yaml:2: unknown key 'them'",
        "    them: plain",
        "  hint: did you mean 'theme'?",
    ]
    assert not (root / "site").exists()


def test_a_folder_that_is_no_archive(tmp_path: Path, capsys: Captured) -> None:
    """B41 and its like."""
    assert run("--root", str(tmp_path), "build") == 2
    assert "sitegen init" in capsys.readouterr().err


def test_the_nearest_folder_above_is_the_archive(root: Path) -> None:
    done = command("build", cwd=root / "content/articles/1969")
    assert (done.returncode, (root / "site/index.html").exists()) == (0, True)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (BuildRunning(Spot(), "another build is running (process 7)"), 3, "error: another build is running (process 7)\n"),
        (Interrupted(Spot(), "interrupted"), 130, "sitegen: interrupted\n"),
        (KeyboardInterrupt(), 130, "sitegen: interrupted\n"),
        (
            ZeroDivisionError("a\x1bb"),
            2,
            f"unexpected error: ZeroDivisionError: a\\x1bb (sitegen {__version__}): please report it; --debug shows where\n",
        ),
        (MemoryError(), 2, "error: there is not enough memory\n  hint: close other programs, or work with -j 1\n"),
        (OSError(5, "Input/output error", "a\x1bb"), 2, "error: a\\x1bb: the system says: input/output error\n"),
    ],
)
def test_whatever_happens_is_one_line_and_an_exit_code(
    root: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def fails(*arguments: object) -> None:
        raise error

    monkeypatch.setattr("sitegen.builder.build", fails)
    assert run("--root", str(root), "build") == code
    assert capsys.readouterr().err == said
    assert run("--root", str(root), "--debug", "build") == code
    assert ("Traceback" in capsys.readouterr().err) is (code not in (130,))


def test_two_builds_at_once(root: Path) -> None:
    """B65."""
    holder = (
        "import sys; from pathlib import Path; from sitegen.files import locked\n"
        "with locked(Path(sys.argv[1])): print(1, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", holder, str(root / ".sitegen")], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        done = command("--root", str(root), "build")
        other.communicate()
    assert done.returncode == 3
    assert f"process {other.pid}" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_build_with_one_line(root: Path, number: signal.Signals) -> None:
    """B61: with workers at work."""
    for n in range(3000):
        site_kit.put(root, {f"content/articles/{n}.md": site_kit.article(f"Title {n}", "Some *text*. " * 50)})
    with subprocess.Popen(
        [sys.executable, "-m", "sitegen", "--root", str(root), "build", "-j", "2"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        while not (root / "site").exists() and process.poll() is None:
            time.sleep(0.01)
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.send_signal(number)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.splitlines()[-1] == "sitegen: interrupted"
    assert "Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_reader_that_goes_is_no_traceback() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "sitegen", "schema"], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (cli.PIPE, b"")


def test_the_schema_is_json(capsys: Captured) -> None:
    import json

    assert run("schema") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "sitegen.yaml"


def test_an_import_from_files_folders_and_standard_input(tmp_path: Path) -> None:
    site_kit.make_site(tmp_path, {}, "title: x\nrecognizer: rules\n")
    text = "A headline of its own\n\nThe first paragraph says enough to be one.\n\nAnd so does the second paragraph here.\n"
    site_kit.put(tmp_path, {"in/a.txt": text, "in/b.txt": text.replace("headline", "title"), "c\x1b[31m\n.txt": text, "empty.txt": ""})
    done = command("import", "in", "c\x1b[31m\n.txt", "empty.txt", "none.txt", "-", cwd=tmp_path, text=text.replace("own", "kind"))
    assert done.returncode == 1
    numbers = [
        int(n)
        for n in re.search(
            r"(\d+) articles read: (\d+) written \(.*\), (\d+) unchanged, (\d+) duplicates?, (\d+) refused", done.stdout
        ).groups()
    ]  # type: ignore[union-attr]
    assert numbers == [6, 3, 0, 1, 2]
    assert "error: empty.txt: " in done.stderr
    assert "error: none.txt: " in done.stderr
    assert "\x1b" not in done.stderr + done.stdout
    again = command("import", "in", cwd=tmp_path)
    assert (again.returncode, "2 articles read: 0 written" in again.stdout) == (0, True)
    dry = command("import", "--dry-run", "--again", "in", cwd=tmp_path)
    assert dry.returncode == 0


def test_nothing_is_read_from_a_terminal_without_asking(tmp_path: Path) -> None:
    done = command("init", "new", cwd=tmp_path, text="y\n" * 9)
    assert done.returncode == 0
    assert "archive's name" not in done.stdout + done.stderr
