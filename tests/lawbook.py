"""The laws of a build as checks that a test can call: each raises AssertionError naming the law it saw broken."""

import contextlib
import functools
import html
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import html5lib
import msgspec
from apart import build_apart
from reckoning import LIST, articles_of, check_counts, check_list, check_modes, told
from site_kit import AS_OF, tree

from sitegen.article import read_article
from sitegen.builder import BuildReport, Options, build
from sitegen.clock import today
from sitegen.config import load_site
from sitegen.errors import ArticleFault, Fault

INPUTS = ("content", "templates", "themes")
TEMPORARY = ".sitegen-tmp-"
"""What the names of files have in them that are being written."""

Building = Callable[[Path, Options], BuildReport]


def build_here(root: Path, options: Options) -> BuildReport:
    return build(load_site(root), options)


class Outcome(msgspec.Struct, frozen=True):
    """What a build came to: a report, or the fault that stopped it."""

    report: BuildReport | None
    fault: Fault | None = None


USUAL = Options(jobs=1, as_of=AS_OF)


def keep_the_laws(root: Path, options: Options = USUAL, foreign: Iterable[str] = (), building: Building = build_here) -> Outcome:
    """Builds, and checks laws 1, 2, 4, 6 and 8 and that every link resolves. ``foreign``: files of the output that aren't sitegen's."""
    foreign = set(foreign)
    inputs, before, kept = inputs_of(root), stamps(root / "site"), bytes_of(root, foreign)
    report, fault = attempt(root, options, building)
    assert inputs_of(root) == inputs, "law 4: a build touched its inputs"
    assert bytes_of(root, foreign) == kept, "law 4: a build touched what is not its own"
    if report is None:
        assert stamps(root / "site") == before, f"{fault} wrote to the site all the same"
        _, refused, _ = clean_build_told(root, options)
        assert refused is not None, f"law 1: a clean build works where this one said: {fault}"
        assert (type(refused), refused.message) == (type(fault), fault and fault.message), "law 1: a clean build says something else"
        return Outcome(None, fault)
    found = {path: data for path, data in tree(root / "site").items() if path not in foreign}
    assert set(report.written) | set(report.deleted) >= changed_since(before, root, foreign), "law 2: a build wrote without saying so"
    check_second(root, options, building, report)
    clean, refused, said = clean_build_told(root, options)
    assert refused is None, f"law 1: a clean build says: {refused}"
    check_same(found, clean)
    assert told(report, root) == said, "law 1: a clean build tells of something else"
    check_links(found, report, load_site(root).config.base_path)
    check_counts(root, report, found, options.as_of)
    check_list(found)
    check_modes(root / "site", foreign)
    check_text(root, found)
    return Outcome(report)


def attempt(root: Path, options: Options, building: Building = build_here) -> tuple[BuildReport | None, Fault | None]:
    """A build's report, or the fault that stopped it."""
    try:
        return building(root, options), None
    except Fault as fault:
        return None, fault


def inputs_of(root: Path) -> dict[str, object]:
    """All that lies in the site's folder, but for the output and the state, and what lies beside that folder."""
    found: dict[str, object] = {}
    for entry in os.scandir(root):
        if entry.name not in ("site", ".sitegen"):
            below = tree(Path(entry)) if entry.is_dir(follow_symlinks=False) else {"": Path(entry).read_bytes()}
            found |= {f"{entry.name}/{path}": (data, _stamp(Path(entry) / path)) for path, data in below.items()}
    found["beside"] = sorted(os.listdir(root.parent))
    return found


def _stamp(path: Path) -> tuple[int, int, int]:
    info = os.lstat(path)
    return info.st_mode, info.st_ino, info.st_mtime_ns


def bytes_of(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    return {path: (root / "site" / path).read_bytes() for path in paths if (root / "site" / path).is_file()}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file of a folder: equal means that nothing was written."""
    found = {}
    for place, _, files in os.walk(folder):
        for name in files:
            info = os.lstat(os.path.join(place, name))
            found[os.path.join(place, name)] = info.st_ino, info.st_mtime_ns
    return found


def changed_since(before: Mapping[str, tuple[int, int]], root: Path, foreign: Iterable[str] = ()) -> set[str]:
    """Paths in the output of what was written or deleted since, but for the list and what a killed build left."""
    now = stamps(root / "site")
    paths = {os.path.relpath(path, root / "site") for path, _ in now.items() ^ before.items()}
    return {path for path in paths - {LIST, *foreign} if ".sitegen-tmp-" not in path}


def check_second(root: Path, options: Options, building: Building = build_here, first: BuildReport | None = None) -> None:
    """Law 2; and what the first build said of its inputs is said again."""
    before = stamps(root / "site")
    report = building(root, msgspec.structs.replace(options, force=False))
    assert (report.written, report.deleted) == ((), ()), (
        f"law 2: a second build wrote {report.written}, deleted {report.deleted}: {report.reasons}"
    )
    assert stamps(root / "site") == before, "law 2: a second build wrote without saying so"
    assert first is None or told(report, root) == told(first, root), "law 8: a second build tells of something else"


def clean_build(root: Path, options: Options) -> tuple[dict[str, bytes], Fault | None]:
    """The tree that a build of the same inputs gives in a fresh folder, or the fault that it raises."""
    return clean_build_told(root, options)[:2]


def clean_build_told(root: Path, options: Options) -> tuple[dict[str, bytes], Fault | None, tuple[object, ...]]:
    """The same, and what it says of its inputs."""
    with fresh_folder(root) as fresh:
        report, fault = attempt(fresh, alone(options))
        if fault:
            fault.message = fault.message.replace(str(fresh), str(root))
        return tree(fresh / "site") if report else {}, fault, told(report, fresh) if report else ()


def check_apart(root: Path, options: Options, foreign: Iterable[str] = ()) -> None:
    """Law 1 once more, beside a process that has built nothing before: one that remembers too much agrees with itself."""
    with fresh_folder(root) as fresh:
        said = build_apart(fresh, alone(options))
        report, fault = attempt(root, options)
        assert bool(said) == (report is None), f"law 1: a fresh process says {said!r}, this one {fault}"
        if report is not None:
            foreign = set(foreign)
            check_same({p: d for p, d in tree(root / "site").items() if p not in foreign}, tree(fresh / "site"))


def alone(options: Options) -> Options:
    """The options of a clean build, which is told the day and doesn't ask for it."""
    return msgspec.structs.replace(options, as_of=options.as_of or today(), jobs=1, force=False, adopt=False, keep_last_good=False)


@contextlib.contextmanager
def fresh_folder(root: Path) -> Iterator[Path]:
    """The inputs of a site in a folder without output and state."""
    fresh = Path(tempfile.mkdtemp(prefix="clean-", dir=root.parent))
    try:
        for name in INPUTS:
            if (root / name).is_dir():
                (fresh / name).symlink_to(root / name)
        shutil.copy(root / "sitegen.yaml", fresh)
        yield fresh
    finally:
        shutil.rmtree(fresh)


def check_same(found: Mapping[str, bytes], clean: Mapping[str, bytes]) -> None:
    """Law 1."""
    assert sorted(found) == sorted(clean), f"law 1: other files than a clean build: {sorted(set(found) ^ set(clean))}"
    differing = [path for path in clean if clean[path] != found[path]]
    assert not differing, f"law 1: not what a clean build gives: {differing}"


_OF_THEMES = ("html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "article", "section", "aside", "footer")
_OF_BOTH = ("h1", "h2", "h3", "p", "a", "div", "span", "bdi", "cite", "time", "mark", "q", "ul", "ol", "li", "dl", "dt", "dd")
ELEMENTS = frozenset((*_OF_THEMES, *_OF_BOTH, "figure", "figcaption", "img", "code", "blockquote", "em", "strong"))
"""What the pages of both themes and the Markdown of the tests' articles are made of; no ``b``, ``i`` or ``x``."""


def check_text(root: Path, site: Mapping[str, bytes]) -> None:
    """Law 6 on each article's page: the headline is a title as it was written, and nothing in a text became markup."""
    titles = {" ".join(title.split()) for title in titles_of(root)}
    own = (root / "templates" / "article.html").exists()  # its heading may be no h1
    for path, data in site.items():
        if path.startswith("articles/") and path.endswith(".html"):
            page = seen_in(data)
            assert page.elements <= ELEMENTS, f"law 6: {path} has {sorted(page.elements - ELEMENTS)}"
            assert not page.runs, f"law 6: {path} runs {page.runs}"
            assert own or page.headline in titles, f"law 6: the headline of {path} is no title: {page.headline}"


def titles_of(root: Path) -> Iterator[str]:
    for path in articles_of(root):
        try:
            yield read_article(path.read_text("utf-8"), path.name)[0].title
        except (ArticleFault, UnicodeDecodeError, OSError):
            continue  # it has no page either


class Seen(msgspec.Struct, frozen=True):
    """What law 6 looks at in a page."""

    elements: frozenset[str]
    runs: tuple[str, ...]
    """Scripts that are no data, handlers, and addresses that are scripts."""
    headline: str
    """Text of the first h1; a body may have others."""


@functools.lru_cache(5_000)
def seen_in(page: bytes) -> Seen:
    tree = html5lib.parse(page.decode(), namespaceHTMLElements=False)
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]
    runs = [e.tag for e in elements if e.tag == "script" and e.get("type") != "application/ld+json"]
    runs += [name for e in elements for name in e.attrib if name.startswith("on")]
    runs += [v for e in elements for k, v in e.attrib.items() if k in ("href", "src") and v.strip().lower().startswith("javascript:")]
    headline = next(("".join(e.itertext()) for e in elements if e.tag == "h1"), "")
    return Seen(frozenset(e.tag for e in elements), tuple(runs), " ".join(headline.split()))


_ADDRESS = re.compile(r'\b(?:href|src)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')


def check_links(site: Mapping[str, bytes], report: BuildReport, base: str = "/") -> None:
    """Every link inside the site leads to a file of it, and its fragment to an element; those that a warning names may not."""
    warned = " ".join(f"{n.spot} {n.message}" for n in report.notices).replace(".md", ".html")
    broken = [
        (page, target)
        for page, target in dead_links(site, base)
        if not re.search(rf"(?:^|[ /]){re.escape(target.partition('#')[0])}(?=[:, ]|$)", warned)
    ]
    assert not broken, f"broken links: {broken}"


def dead_links(site: Mapping[str, bytes], base: str = "/", fragments: bool = True) -> list[tuple[str, str]]:
    """Page and target of every link inside the site that leads nowhere."""
    pages = {path: data.decode() for path, data in site.items() if path.endswith(".html")}
    ids = {path: set(_ID.findall(text)) for path, text in pages.items()}
    dead = []
    for path, text in pages.items():
        for target, fragment in links_of(path, text, base):
            if target not in site or (fragments and fragment and fragment not in ids.get(target, ())):
                dead.append((path, f"{target}#{fragment}" if fragment else target))
    return dead


def links_of(path: str, text: str, base: str = "/") -> Iterator[tuple[str, str]]:
    """Target below the site's root and fragment of each link of a page that stays inside the site."""
    for raw in _ADDRESS.findall(text):
        parts = urlsplit(html.unescape(raw))
        if parts.scheme or parts.netloc:
            continue
        address = unquote(parts.path)
        if address.startswith(base) and path == "404.html":
            yield address.removeprefix(base), parts.fragment
        elif address.startswith("/"):
            yield address, parts.fragment
        else:
            joined = os.path.normpath(PurePosixPath(path).parent / address) if address else path
            yield joined, parts.fragment


def check_crawl(site: Mapping[str, bytes], starts: Iterable[str] = (), base: str = "/") -> None:
    """Law 3: whoever starts at the front page, or at one of these, and follows links finds none that leads nowhere."""
    seen = {path for path in ("index.html", *starts) if path in site}
    waiting = list(seen)
    while waiting:
        page = waiting.pop()
        for target, _ in links_of(page, site[page].decode(), base) if page.endswith(".html") else ():
            assert target in site, f"law 3: {page} links to {target}, which is not there"
            if target not in seen:
                seen.add(target)
                waiting.append(target)


def check_whole(found: Mapping[str, bytes], old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Law 3: after a build that was stopped, each file is whole, old or new."""
    for path, data in found.items():
        if path != LIST and not path.endswith("/") and TEMPORARY not in path:
            assert data in (old.get(path), new.get(path)), f"law 3: {path} is neither old nor new"
