"""The command line: reads what was asked, calls the part that does it, and turns the outcome into an exit code."""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from msgspec import Struct

from sitegen import __version__, report
from sitegen.errors import EXIT, Fault, Interrupted, Spot, SystemRefused, did_you_mean
from sitegen.files import reason

if TYPE_CHECKING:
    from sitegen.config import Site

PIPE = 141
"""Exit code where the reader of our output has gone: what the shell gives for SIGPIPE."""

ENDING = frozenset({signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)})
"""Signals that ask us to end."""


class Asked(Struct, frozen=True):
    """The options that stand before the command."""

    root: Path
    debug: bool


class Commands(click.Group):
    """Commands in the order of their use, with "did you mean" for a wrong one, and an exit code for each fault."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Fault as error:
            fault = error
        except KeyboardInterrupt:
            fault = Interrupted(Spot(), "interrupted")
        except OSError as error:
            fault = SystemRefused(Spot(str(error.filename or "")), f"the system says: {reason(error)}")
            fault.__cause__ = error
        except MemoryError as error:
            fault = SystemRefused(Spot(), "there is not enough memory", "close other programs, or work with -j 1")
            fault.__context__ = error  # for --debug alone: its name says no more than we do
        asked = ctx.obj or Asked(Path.cwd(), False)
        report.fault(fault, asked.root, asked.debug)
        return EXIT[fault.letter]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            ctx.fail(f"no command {name!r}: {did_you_mean(name, self.commands)}")
        return super().resolve_command(ctx, args)


def example(*lines: str) -> str:
    """The last part of a command's help: lines that can be typed as they are."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


@click.group(
    cls=Commands, epilog=example("sitegen init my-archive --sample", "cd my-archive", "sitegen import clippings/", "sitegen serve")
)
@click.option("--root", metavar="DIR", help="The archive's folder. [default: the nearest one above with a sitegen.yaml]")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(__version__, message="sitegen %(version)s")
@click.pass_context
def cli(ctx: click.Context, root: str | None, debug: bool) -> None:
    """From a pile of newspaper articles to an archive on the web."""
    ctx.obj = Asked(Path(root) if root is not None else nearest_site(Path.cwd()), debug)


@cli.command(epilog=example("sitegen init my-archive --sample", "sitegen init --title 'The Harbour Archive'"))
@click.argument("folder", default=".")
@click.option("--sample", is_flag=True, help="Add the sample archive: clippings on the space age, records, an About page.")
@click.option("--title", help="The archive's name.")
@click.option("--site-url", metavar="URL", help="Address the site will have, such as https://name.github.io/archive/.")
@click.option("--rights", type=click.Choice(["full", "excerpt", "metadata"]), help="What is shown of an article that doesn't say.")
def init(folder: str, sample: bool, title: str | None, site_url: str | None, rights: str | None) -> None:
    """Start an archive in FOLDER: settings, folders, a GitHub Pages workflow.

    Files that are there already are kept as they are.
    """
    from sitegen.starting import Answers, start

    answers = Answers(title=title, site_url=site_url, rights=rights)
    if sys.stdin.isatty() and sys.stdout.isatty():
        answers = _ask(answers, sample)
    report.started(start(Path(folder), answers, sample))


def _ask(answers: Any, sample: bool) -> Any:
    from sitegen.starting import Answers, default_title

    def ask(question: str, given: str | None, default: str, **more: Any) -> str:
        return given if given is not None else click.prompt(question, default=default, show_default=bool(default), **more)

    rights = click.Choice(["full", "excerpt", "metadata"])
    return Answers(
        title=ask("The archive's name", answers.title, default_title(sample)),
        site_url=ask("Address it will have on the web (empty: not known yet)", answers.site_url, ""),
        rights=ask("Shown of an article that doesn't say", answers.rights, "full", type=rights),
    )


@cli.command("import", epilog=example("sitegen import clippings/", "pbpaste | sitegen import -"))
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option("--again", is_flag=True, help="Also renew what was imported before, as far as nobody edited it.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--strict", is_flag=True, help="Exit with 1 where there are warnings.")
@click.pass_context
def import_(ctx: click.Context, inputs: tuple[str, ...], again: bool, dry_run: bool, strict: bool) -> None:
    """Make articles of clippings: files, folders, or standard input (-)."""
    from sitegen.loader.importing import ImportOptions, import_clippings

    site = _site(ctx)
    stdin = sys.stdin.buffer.read() if "-" in inputs else b""
    with report.progress() as progress:
        done = import_clippings(site, inputs, ImportOptions(again=again, dry_run=dry_run), progress, stdin)
    ctx.exit(report.imported(site, done, dry_run, strict))


@cli.command(
    epilog=example(
        "sitegen build",
        "sitegen build --explain",
        "sitegen build --explain articles/1969/first.html",
        "sitegen --root my-archive build -j 4 --strict",
    )
)
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes to work with; 0: one a processor.")
@click.option("--strict", is_flag=True, help="Exit with 1 where there are warnings.")
@click.option("--explain", is_flag=False, flag_value="*", metavar="[PATH]", help="Say why each page, or this one, was written or not.")
@click.option("--timings", is_flag=True, help="Say where the time went.")
@click.option("--verify", is_flag=True, help="Also build cleanly beside, and compare.")
@click.option("--force", is_flag=True, help="Make every page anew, and write those that don't stand as they should.")
@click.option("--adopt", is_flag=True, help="Take over an output folder that sitegen did not make.")
@click.option("--allow-empty", is_flag=True, help="Build a site without articles over one that has some.")
@click.pass_context
def build(
    ctx: click.Context,
    jobs: int,
    strict: bool,
    explain: str | None,
    timings: bool,
    verify: bool,
    force: bool,
    adopt: bool,
    allow_empty: bool,
) -> None:
    """Build the site of what is in content/."""
    from sitegen.builder import Options, verified
    from sitegen.builder import build as build_site

    site = _site(ctx)
    options = Options(jobs=jobs, force=force, adopt=adopt, allow_empty=allow_empty)
    with report.progress() as progress:
        done = build_site(site, options, progress)
    if explain:
        report.explained(site, done, "" if explain == "*" else explain)
    if timings:
        report.timed(done)
    code = report.built(site, done, strict)
    if verify:
        report.say(f"verified: {report.count(verified(site, options), 'file')} as a clean build makes them")
    ctx.exit(code)


@cli.command(epilog=example("sitegen serve", "sitegen serve --import --open", "sitegen serve --port 8080"))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on 127.0.0.1.")
@click.option("--import", "importing", is_flag=True, help="Also import what is dropped into clippings/.")
@click.option("--open", "browser", is_flag=True, help="Open the site in the browser.")
@click.pass_context
def serve(ctx: click.Context, port: int, importing: bool, browser: bool) -> None:
    """Preview the site; a change is built and shown at once."""
    from sitegen.watcher import serve as serve_site

    site = _site(ctx)
    with report.progress() as progress:
        serve_site(site, port, importing=importing, browser=browser, tell=report.previewed, progress=progress)


@cli.command(epilog=example("sitegen schema > sitegen.schema.json"))
def schema() -> None:
    """Print the JSON schema of sitegen.yaml, for editors."""
    import json

    from sitegen.config import json_schema

    report.say(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _site(ctx: click.Context) -> "Site":
    from sitegen.config import load_site

    site = load_site(ctx.obj.root)
    report.notices(site.notices, site.root)
    return site


def nearest_site(folder: Path) -> Path:
    """The nearest folder from here up that has a sitegen.yaml, or else this one."""
    from sitegen.config import FILE

    return next((f for f in (folder, *folder.parents) if (f / FILE).is_file()), folder)


def run(arguments: Sequence[str]) -> int:
    """Runs a command and gives its exit code; whatever goes wrong is said in words."""
    debug = "--debug" in arguments
    try:
        code = cli.main(list(arguments), prog_name="sitegen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        report.fault(Interrupted(Spot(), "interrupted"))
        return EXIT["I"]
    except report.ReaderGone:
        _let_go_of_stdout()
        return PIPE
    except Exception as error:
        report.unexpected(error, __version__, debug)
        return EXIT["S"]
    return code if isinstance(code, int) else 0


def _let_go_of_stdout() -> None:
    """So that the interpreter, when it ends, doesn't complain of what it can't flush."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end_in_order() -> None:
    """Makes SIGTERM end the work as Ctrl-C does. A worker just forked, which has our handlers still, ends at once."""
    us = os.getpid()

    def end(number: int, frame: object) -> NoReturn:
        if os.getpid() != us:
            os._exit(1)
        raise KeyboardInterrupt

    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup asks
            signal.signal(number, end)


def _read_names_as_utf8() -> None:
    """Starts anew where Python would take file names for something else, by a locale such as ``tr_TR`` without ``.UTF-8``.

    What a file is called, and so its address, must not depend on the machine; only the terminal keeps its encoding.
    """
    if os.name == "posix" and sys.executable and sys.getfilesystemencoding() != "utf-8":
        os.environ.setdefault("PYTHONIOENCODING", f"{sys.stdout.encoding}:backslashreplace")
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - this very program


def main() -> NoReturn:
    """The ``sitegen`` command."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever called
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    _read_names_as_utf8()
    with contextlib.suppress(ValueError):  # not the main thread
        _end_in_order()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_stdout()
        code = code or PIPE
    with contextlib.suppress(ValueError):
        for number in ENDING:  # the work is done: nothing is left to interrupt, and Python gives up its handlers before it ends
            signal.signal(number, signal.SIG_IGN)
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(code)  # everything is closed; to take apart what a build has held would take a fifth of a small build's time
