"""The build, told in one function: read what changed, put it in order, plan, write, delete."""

import time
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import jinja2
import msgspec
from msgspec import Struct

from sitegen import __version__
from sitegen.builder.article_pages import article_pages
from sitegen.builder.assets import Seen, look, shown_assets, static_assets, theme_assets
from sitegen.builder.catalogue import Catalogue, make_catalogue, published
from sitegen.builder.list_pages import changed_on, list_pages, sitemap
from sitegen.builder.manifest import Manifest, State
from sitegen.builder.name_pages import name_pages
from sitegen.builder.output import LIST, Output, folders_of
from sitegen.builder.plan import Fingerprint, make_plan
from sitegen.builder.press import Press
from sitegen.builder.reading import Card, settings_of
from sitegen.builder.rendering import settings_digest
from sitegen.builder.sources import FOLDERS, STATIC, Source, scan, strays
from sitegen.builder.specification import Shelf, Specification
from sitegen.builder.study import Study, read_sources
from sitegen.builder.templates import Templates, load_templates
from sitegen.builder.views import Link, SiteView
from sitegen.clock import today
from sitegen.config import Site
from sitegen.dates import read_date
from sitegen.digest import digest_value
from sitegen.engine import Crew
from sitegen.errors import ArticleFault, NotASite, Notice, PathClash, Spot
from sitegen.files import locked
from sitegen.model import Article, Page
from sitegen.progress import Progress, silent

VERSIONS = (__version__, jinja2.__version__)
"""Versions that shape every page; those that shape a body are in its card's key."""


FACTS = ("inputs", "valid_from", "valid_until", "articles", "held", "notices")
"""What the manifest holds of the last build as a whole; any may be lost where its file was damaged."""


class Options(Struct, frozen=True):
    """How to build; none of it changes what a clean build gives."""

    jobs: int = 0
    """Processes; 0 = one a processor."""
    as_of: str = ""
    """The day it is (ISO), for embargoes; "" = SOURCE_DATE_EPOCH, or today in UTC."""
    force: bool = False
    adopt: bool = False
    allow_empty: bool = False
    keep_last_good: bool = False
    """For the preview: an article with a fault stays as it last was."""


class BuildReport(Struct, frozen=True):
    """What a build did."""

    articles: int
    """Published."""
    held: int
    """Drafts, and articles under embargo or dated ahead and held."""
    pages: int
    """Files of the site, assets included."""
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: int
    faults: tuple[ArticleFault, ...]
    notices: tuple[Notice, ...]
    reasons: tuple[tuple[str, str], ...]
    """Path and reason of each page that was planned."""
    seconds: float


def build(site: Site, options: Options = Options(), progress: Progress = silent) -> BuildReport:  # noqa: B008 - frozen
    """Builds a site: its content, its templates, its settings -> its output folder.

    Raises a Fault of class S (nothing was written, or what was written is whole and healed by the next build) or L
    (another build is running). Articles that can't be used are faults in the report.
    """
    started = time.perf_counter()
    with locked(site.state):
        manifest = Manifest(site.state)
        crew = Crew(options.jobs)
        try:
            report = _build(site, options, progress, manifest, crew)
        finally:
            crew.close()
            manifest.close()
    notices = (*_stray_notices(site), *report.notices)
    return msgspec.structs.replace(report, notices=notices, seconds=time.perf_counter() - started)


def _build(site: Site, options: Options, progress: Progress, manifest: Manifest, crew: Crew) -> BuildReport:
    started_ns = clock(site.state)
    as_of = options.as_of or today()
    old = manifest.load()
    templates = load_templates(site)
    sources = scan(site.content)
    output = Output(site, options.adopt)
    theme, theme_notices = look(theme_assets(site), old.sources, started_ns)
    reading = digest_value(settings_of(site.config))
    inputs = digest_value((msgspec.to_builtins(site.config), templates.digest, VERSIONS, reading, options.keep_last_good)).hex()
    if not options.force and _nothing_changed(site, old, sources, theme, output, inputs, as_of, started_ns):
        return _report_of(old)

    study = read_sources(site, sources, old, started_ns, manifest, crew, progress)
    cards = study.cards(options.keep_last_good)
    shown = [card for card in cards if published(card, as_of, site.config.future)]
    catalogue = make_catalogue(shown, site.config.content)
    _check_empty(catalogue, study, output, site, options)
    asset_paths = [s.path for s in sources if s.folder == STATIC and not s.refused]
    refused = [Notice(Spot(f"{site.config.content}/{s.path}"), s.refused) for s in sources if s.folder == STATIC and s.refused]
    assets, missing = look(
        [*static_assets(site, asset_paths), *shown_assets(site, _shown_files(shown), asset_paths)], old.sources, started_ns
    )
    assets = [*theme, *assets]

    site_view = make_site_view(site, catalogue)
    shelf = Shelf(catalogue.pieces, site.config)
    specifications = Claims(_specifications(catalogue, shelf), assets, templates, settings_digest(site_view, VERSIONS))
    plan = make_plan(specifications, old.pages, output.standing, options.force)

    press = Press(output, manifest, crew, progress, old)
    pages = press.run(plan, tuple(specifications.all), assets, templates, site_view, shelf, study)
    facts = _facts(cards, as_of, inputs, site.config.future, len(catalogue.pieces))
    if not catalogue.pieces:
        refused.append(Notice(Spot(site.config.content), "no article to publish yet", "run 'sitegen import', or write one into articles/"))
    notices = (*theme_notices, *refused, *missing, *catalogue.notices, *_dead_links(shown, catalogue, site.config.content))
    facts["notices"] = msgspec.json.encode(notices).decode()
    rows = {**study.rows, **{seen.asset.shown: seen.row for seen in assets}}
    manifest.commit(old, State(rows, pages, facts))
    held = sum(isinstance(card.value, Article) for card in cards) - len(catalogue.pieces)
    return BuildReport(
        articles=len(catalogue.pieces),
        held=held,
        pages=len(pages),
        written=tuple(press.written),
        deleted=tuple(press.deleted),
        unchanged=len(pages) - len(press.written),
        faults=study.faults,
        notices=(*study.notices, *notices, *press.notices),
        reasons=tuple((p.specification.path, str(p.reason)) for p in plan.pages),
        seconds=0.0,
    )


def clock(state: Path) -> int:
    """The moment by the clock that stamps files: its ticks are coarser than ours, up to two seconds on a memory stick.

    ``locked`` has just written the lock.
    """
    return min(time.time_ns(), (state / "lock").stat().st_mtime_ns)


def _nothing_changed(
    site: Site, old: State, sources: Iterable[Source], theme: list[Seen], output: Output, inputs: str, as_of: str, started_ns: int
) -> bool:
    """Whether every input and every output stands as the last build left it: then no plan is needed at all."""
    if any(name not in old.facts for name in FACTS) or old.facts["inputs"] != inputs:
        return False
    if not old.facts["valid_from"] <= as_of < old.facts["valid_until"]:
        return False
    count = 0
    for source in sources:
        row = old.sources.get(source.path if source.folder != STATIC else f"{site.config.content}/{source.path}")
        if row is None or row.racy or row.signature != source.signature:
            return False
        count += 1
    static = [source.path for source in sources if source.folder == STATIC]
    others = shown_assets(site, {file: row.card.path for row in old.sources.values() if row.card for file in row.card.files}, static)
    seen, missing = look(others, old.sources, started_ns)
    for found in (*theme, *seen):
        if old.sources.get(found.asset.shown) is not found.row:
            return False
    if missing or len(old.sources) != count + len(theme) + len(seen):
        return False
    if output.listed.keys() != old.pages.keys():
        return False
    return all(output.standing.get(path) == (row.size, row.mtime_ns) for path, row in old.pages.items())


def _stray_notices(site: Site) -> tuple[Notice, ...]:
    """Articles in a place where nobody looks for them are not lost silently."""
    content = site.config.content
    hint = f"articles go to {content}/articles/; {content}/ also has {', '.join(FOLDERS[1:])}, {STATIC}"
    return tuple(Notice(Spot(f"{content}/{name}"), "is not read", hint) for name in strays(site.content))


def _report_of(old: State) -> BuildReport:
    """The report of a build that found nothing to do: faults and warnings stand until they are mended."""
    study = Study(old.sources)
    notices = msgspec.json.decode(old.facts["notices"], type=tuple[Notice, ...])
    articles, held = int(old.facts["articles"]), int(old.facts["held"])
    return BuildReport(articles, held, len(old.pages), (), (), len(old.pages), study.faults, (*study.notices, *notices), (), 0.0)


def _check_empty(catalogue: Catalogue, study: Study, output: Output, site: Site, options: Options) -> None:
    """Refuses to wipe a site that has articles, naming what is wrong with those that are left."""
    stood = any(path.startswith("articles/") for path in output.listed)
    if catalogue.pieces or not stood or options.allow_empty:
        return
    message = "there is no article to publish, and the site has some"
    if not study.faults:
        raise NotASite(Spot(str(site.content)), message, "build with --allow-empty if that is meant")
    first, more = study.faults[0], len(study.faults) - 1
    rest = f", and {more} more can't be used" if more else ""
    raise NotASite(Spot(str(site.content)), message + rest, "mend the article; build with --allow-empty to go without") from first


def _shown_files(cards: Iterable[Card]) -> dict[str, str]:
    return {file: card.path for card in cards for file in card.files}


def _dead_links(cards: Iterable[Card], catalogue: Catalogue, content: str) -> list[Notice]:
    known = catalogue.addresses
    return [Notice(Spot(f"{content}/{c.path}"), f"links to {t}, which is not there") for c in cards for t in c.targets if t not in known]


def _specifications(catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification]:
    """Every page of the site."""
    mapped: list[tuple[str, str]] = [(piece.address, changed_on(piece)) for piece in catalogue.pieces]
    yield from article_pages(catalogue, shelf)
    for specification in (*name_pages(catalogue, shelf), *list_pages(catalogue, shelf)):
        if specification.path.endswith(".html") and specification.template not in ("404.html", "choice.html", "moved.html"):
            mapped.append((specification.path, ""))
        yield specification
    if shelf.config.site_url:
        yield sitemap(mapped, shelf)


def make_site_view(site: Site, catalogue: Catalogue) -> SiteView:
    """What every page knows of the site."""
    config = site.config
    nav = [Link("Articles", "articles.html")]
    nav += [Link(kind.capitalize(), f"{kind}.html") for kind in ("people", "places") if catalogue.of(kind)]
    nav.append(Link("Dates", "dates.html"))
    nav += [Link("Collections", "collections.html")] if catalogue.of("collections") else []
    for card in catalogue.pages:
        if isinstance(card.value, Page) and card.value.nav and card.address != "index":
            nav.append(Link(card.value.title, card.address + ".html"))
    contact = config.contact
    contact_url = contact if contact.startswith(("https://", "http://")) else f"mailto:{contact}" if "@" in contact else ""
    return SiteView(
        title=config.title,
        subtitle=config.subtitle,
        description=config.description,
        language=config.language,
        url=config.site_url,
        base_path=config.base_path,
        publisher=config.publisher,
        contact=contact,
        contact_url=contact_url,
        nav=tuple(nav),
        theme=config.theme,
        version=__version__,
    )


def _facts(cards: Iterable[Card], as_of: str, inputs: str, future: str, shown: int) -> dict[str, str]:
    """What lets the next build see that nothing changed: the inputs' digest, and the days for which it holds."""
    articles = [card.value for card in cards if isinstance(card.value, Article)]
    days = {read_date(a.embargo).iso for a in articles if a.embargo}
    days |= {read_date(a.date).iso for a in articles if a.date} if future == "hold" else set()
    return {
        "inputs": inputs,
        "valid_from": max((day for day in days if day <= as_of), default=""),
        "valid_until": min((day for day in days if day > as_of), default="9999-99"),
        "articles": str(shown),
        "held": str(len(articles) - shown),
    }


class Claims:
    """The specifications on their way to the plan: notes every path, refuses two of one, adds the fingerprints."""

    def __init__(self, source: Iterable[Specification], assets: Iterable[Seen], templates: Templates, settings: bytes) -> None:
        self._source = source
        self._templates = templates
        self._settings = settings
        self.paths: dict[str, str] = {LIST: "sitegen's list of files"}
        """Every path, folded as a file system without case sees it, and what claims it."""
        self._folders: dict[str, str] = {}
        self.all: list[str] = []
        for seen in assets:
            self._claim(seen.asset.path, seen.asset.shown)

    def _claim(self, path: str, claimant: str) -> None:
        folded = unicodedata.normalize("NFC", path).casefold()
        first = self.paths.setdefault(folded, claimant)
        if first is claimant:
            first = self._folders.get(folded, claimant)  # no file where others have their folder
        for folder in folders_of(folded):
            if folder in self._folders:
                break
            self._folders[folder] = claimant
            first = self.paths.get(folder, first)
        if first is not claimant:
            raise PathClash(Spot(claimant), f"wants {path} of the site, which is also that of {first}", "rename one of them")
        self.all.append(path)

    def __iter__(self) -> Iterator[tuple[Specification, Fingerprint]]:
        for specification in self._source:
            self._claim(specification.path, f"the page {specification.path}")
            template = self._templates.digest_of(specification.template)
            if specification.entries:
                template += self._templates.digest_of("entry.html")
            yield specification, Fingerprint(specification.content, template, self._settings)
