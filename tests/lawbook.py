"""The laws of a build as checks that a test can call: each raises AssertionError naming the law it saw broken."""

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
from site_kit import AS_OF, tree

from sitegen.article import read_article
from sitegen.builder import BuildReport, Options, build
from sitegen.config import load_site
from sitegen.errors import ArticleFault, Fault

INPUTS = ("content", "templates", "themes")
LIST = "manifest.sha256"
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
    inputs, before = inputs_of(root), stamps(root / "site")
    report, fault = attempt(root, options, building)
    assert inputs_of(root) == inputs, "law 4: a build touched its inputs"
    if report is None:
        assert stamps(root / "site") == before, f"{fault} wrote to the site all the same"
        _, refused = clean_build(root, options)
        assert refused is not None, f"law 1: a clean build works where this one said: {fault}"
        assert (type(refused), refused.message) == (type(fault), fault and fault.message), "law 1: a clean build says something else"
        return Outcome(None, fault)
    found = {path: data for path, data in tree(root / "site").items() if path not in set(foreign)}
    check_second(root, options, building)
    clean, refused = clean_build(root, options)
    assert refused is None, f"law 1: a clean build says: {refused}"
    check_same(found, clean)
    check_links(found, report, load_site(root).config.base_path)
    check_counts(root, report)
    check_text(root, found)
    return Outcome(report)


def attempt(root: Path, options: Options, building: Building = build_here) -> tuple[BuildReport | None, Fault | None]:
    """A build's report, or the fault that stopped it."""
    try:
        return building(root, options), None
    except Fault as fault:
        return None, fault


def inputs_of(root: Path) -> dict[str, bytes]:
    """All that lies in the site's folder but the output and the state."""
    found = {f"{name}/{path}": data for name in INPUTS for path, data in tree(root / name).items()}
    for entry in os.scandir(root):
        if entry.name not in ("site", ".sitegen"):
            found[entry.name] = Path(entry).read_bytes() if entry.is_file(follow_symlinks=False) else b""
    return found


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file of a folder: equal means that nothing was written."""
    found = {}
    for place, _, files in os.walk(folder):
        for name in files:
            info = os.lstat(os.path.join(place, name))
            found[os.path.join(place, name)] = info.st_ino, info.st_mtime_ns
    return found


def check_second(root: Path, options: Options, building: Building = build_here) -> None:
    """Law 2."""
    before = stamps(root / "site")
    report = building(root, msgspec.structs.replace(options, force=False))
    assert (report.written, report.deleted) == ((), ()), "law 2: a second build wrote"
    assert stamps(root / "site") == before, "law 2: a second build wrote without saying so"


def clean_build(root: Path, options: Options) -> tuple[dict[str, bytes], Fault | None]:
    """The tree that a build of the same inputs gives in a fresh folder, or the fault that it raises."""
    fresh = Path(tempfile.mkdtemp(prefix="clean-", dir=root.parent))
    try:
        for name in INPUTS:
            if (root / name).is_dir():
                (fresh / name).symlink_to(root / name)
        shutil.copy(root / "sitegen.yaml", fresh)
        options = msgspec.structs.replace(options, jobs=1, force=False, adopt=False, keep_last_good=False)
        report, fault = attempt(fresh, options)
        if fault:
            fault.message = fault.message.replace(str(fresh), str(root))
        return tree(fresh / "site") if report else {}, fault
    finally:
        shutil.rmtree(fresh)


def check_same(found: Mapping[str, bytes], clean: Mapping[str, bytes]) -> None:
    """Law 1."""
    assert sorted(found) == sorted(clean), f"law 1: other files than a clean build: {sorted(set(found) ^ set(clean))}"
    differing = [path for path in clean if clean[path] != found[path]]
    assert not differing, f"law 1: not what a clean build gives: {differing}"


def check_counts(root: Path, report: BuildReport) -> None:
    """Law 8: every Markdown file of the articles is published, held, or refused with its reason."""
    folder = root / "content" / "articles"
    files = [p for p in folder.rglob("*.md") if not p.is_dir() or p.is_symlink()]
    refused = [f for f in report.faults if f.spot.path.startswith("content/articles/")]
    counted = report.articles + report.held + len(refused)
    assert counted == len(files), f"law 8: {len(files)} files, {report.articles} published, {report.held} held, {len(refused)} refused"


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
    for path in (root / "content" / "articles").rglob("*.md"):
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
