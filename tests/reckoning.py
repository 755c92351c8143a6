"""Laws 4 and 8, reckoned from the files alone: what must be published, what is held, what the output's list must say."""

import hashlib
import html
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sitegen.article import read_article
from sitegen.builder import BuildReport
from sitegen.clock import today
from sitegen.config import load_site
from sitegen.dates import read_date
from sitegen.errors import Notice
from sitegen.model import Article

LIST = "manifest.sha256"
ENDINGS = (".md", ".markdown")
OF_THE_OUTPUT = "was edited by hand: overwritten"
"""The one warning that tells of the output and not of the inputs."""


def articles_of(root: Path) -> Iterator[Path]:
    """Every file that is to end as an article, held, or as a fault."""
    for path in (root / "content" / "articles").rglob("*"):
        hidden = path.name.startswith(".") or path.name.endswith("~")
        if path.name.lower().endswith(ENDINGS) and not hidden and (path.is_symlink() or not path.is_dir()):
            yield path


def is_held(article: Article, day: str, future: str) -> bool:
    """Whether an article is not to be seen on a day."""
    ahead = future == "hold" and article.date != "" and read_date(article.date).iso[:10] > day
    return article.draft or ahead or (article.embargo != "" and read_date(article.embargo).iso > day)


def check_counts(root: Path, report: BuildReport, site: Mapping[str, bytes], as_of: str) -> None:
    """Law 8: every file of the articles is published, held, or refused with its reason, and the right ones are."""
    day, future = as_of or today(), load_site(root).config.future
    refused = {fault.spot.path for fault in report.faults if fault.message}
    files = {path.relative_to(root).as_posix(): path for path in articles_of(root)}
    of_articles = {name for name in refused if name.startswith("content/articles/")}
    assert of_articles <= set(files), f"law 8: refused, but not there: {of_articles - set(files)}"
    counted = report.articles + report.held + len(of_articles)
    said = f"{report.articles} published, {report.held} held, {len(of_articles)} refused"
    assert counted == len(files), f"law 8: {len(files)} files, {said}"
    good = {name: path for name, path in files.items() if name not in refused}
    held = {name for name, path in good.items() if is_held(read_article(read(path), name)[0], day, future)}
    assert report.held == len(held), f"law 8: {len(held)} are to be held; {said}"
    assert len(report.faults) == len(refused), "law 8: one file is refused twice"
    if shows_its_file(root):
        pages = [data.decode() for path, data in site.items() if path.startswith("articles/") and path.endswith(".html")]
        codes = html.unescape("\n".join(pages))
        for name in good:
            shown = f"<p><code>{name}</code></p>" in codes
            assert shown is (name not in held), f"law 8: {name} is {'published' if shown else 'lost'}"


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def shows_its_file(root: Path) -> bool:
    """Whether each article's page says which file it is made of."""
    theme = root / "themes/plain/templates/article.html"
    own = any((root / "templates" / name).exists() for name in ("article.html", "layout.html"))
    return load_site(root).config.theme == "plain" and not own and theme.exists() and "{{ page.file }}" in theme.read_text()


def told(report: BuildReport, root: Path) -> tuple[object, ...]:
    """What a build says of its inputs: the same, whether it read them just now or knew them."""
    faults = sorted((str(f), f.hint, f.excerpt) for f in report.faults)
    return report.articles, report.held, report.pages, faults, sorted(set(_words(report.notices, root)))


def _words(notices: Iterable[Notice], root: Path) -> Iterator[tuple[str, ...]]:
    for notice in notices:
        if notice.message != OF_THE_OUTPUT:
            yield tuple(text.replace(str(root), "") for text in (str(notice.spot), notice.message, notice.hint))


def check_list(site: Mapping[str, bytes]) -> None:
    """Law 4: the output's list names every file that sitegen made there, with its digest, and no other."""
    listed = {}
    for line in site[LIST].decode().split("\n")[:-1]:
        digest, _, path = line.removeprefix("\\").partition("  ")
        escaped = line.startswith("\\")
        listed[re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r"}.get(found[1], found[1]), path) if escaped else path] = digest
    stands = {path: hashlib.sha256(data).hexdigest() for path, data in site.items() if path != LIST}
    assert listed == stands, f"law 4: the list says otherwise: {sorted(set(listed.items()) ^ set(stands.items()))}"


def check_modes(folder: Path, foreign: Iterable[str] = ()) -> None:
    """Files 0644, folders 0755, whatever the umask; but for those that hold what isn't sitegen's."""
    others = set(foreign)
    for place, _, files in os.walk(folder):
        within = os.path.relpath(place, folder)
        paths = {name if within == "." else f"{within}/{name}" for name in files}
        modes = {path: mode_of(folder / path) for path in paths - others}
        wrong = {path: oct(mode) for path, mode in modes.items() if mode != 0o644}
        assert not wrong, f"not mode 0644: {wrong}"
        assert others or mode_of(Path(place)) == 0o755, f"not mode 0755: {place}"


def mode_of(path: Path) -> int:
    return stat.S_IMODE(os.lstat(path).st_mode)
