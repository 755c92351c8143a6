"""Cards -> all pages of the site: what a build that can't amend the last one starts from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from sitegen import __version__
from sitegen.builder.addresses import contact_address, old_address
from sitegen.builder.article_pages import article_pages
from sitegen.builder.cards import Card, decode_card
from sitegen.builder.catalogue import Catalogue, make_catalogue, published
from sitegen.builder.kinds import generated
from sitegen.builder.list_pages import DATES, changed_on, list_pages, sitemaps
from sitegen.builder.manifest import Manifest
from sitegen.builder.name_pages import name_pages
from sitegen.builder.options import Options
from sitegen.builder.output import Output
from sitegen.builder.specification import Promise, Shelf, Specification
from sitegen.builder.study import Study
from sitegen.builder.views import Entry, Link, SiteView
from sitegen.config import Site
from sitegen.dates import read_date
from sitegen.errors import NotASite, Notice, Spot, Unreadable
from sitegen.files import read_bytes
from sitegen.model import Page


class Order(Struct, frozen=True):
    """The pages to be, and what the build says of itself."""

    view: SiteView
    specifications: Iterable[Specification | Promise]
    entries: Mapping[bytes, Entry]
    shown: Mapping[str, str]
    """Files that are shown, and who shows each."""
    notices: Sequence[Notice]
    facts: Mapping[str, str]
    wanting: Callable[[str], list[str]] = lambda path: []
    """The files of content that want a path of the site, by their address or an old one."""
    kept: Iterable[str] = ()
    """Paths of pages that stay as they are, of which there is no specification."""


def order_all(site: Site, options: Options, study: Study, manifest: Manifest, output: Output, as_of: str) -> Order:
    """Every page of the site. Raises PathClash, or NotASite where a site with articles would lose them all."""
    encoded = study.all_cards(site, manifest, options.keep_last_good)
    cards = [decode_card(card) for card in encoded.values()]
    shown = [card for card in cards if published(card, as_of, site.config.future)]
    catalogue = make_catalogue(shown, site.config.content)
    _check_empty(catalogue, study, output, site, options)
    shelf = Shelf(catalogue.pieces, site.config, encoded, study.rows)
    view = make_site_view(site, catalogue)
    notices = [*catalogue.notices, *_dead_links(shown, catalogue, site)]
    if not catalogue.pieces:
        notices.append(Notice(Spot(site.config.content), "no article to publish yet", "run 'sitegen import', or write one into articles/"))
    files = {file: card.path for card in shown for file in card.files}
    facts = {
        **_days(cards, as_of, site.config.future),
        "articles": str(len(catalogue.pieces)),
        "held": str(sum(card.article is not None for card in cards) - len(catalogue.pieces)),
        "site": msgspec.json.encode(view).decode(),
    }

    def wanting(path: str) -> list[str]:
        old = {card.path: {old_address(alias) for alias in card.article.aliases} for card in shown if card.article}
        found = [card for card in shown if card.address + ".html" == path or path in old.get(card.path, ())]
        return [f"{site.config.content}/{card.path}" for card in found]

    return Order(view, _specifications(site, catalogue, shelf), shelf.entries, files, notices, facts, wanting)


def _days(cards: Iterable[Card], as_of: str, future: str) -> dict[str, str]:
    """The days between which nothing appears that was held, or the other way round."""
    articles = [card.article for card in cards if card.article]
    days = {read_date(a.embargo).iso for a in articles if a.embargo}
    days |= {read_date(a.date).iso for a in articles if a.date} if future == "hold" else set()
    return {
        "valid_from": max((day for day in days if day <= as_of), default=""),
        "valid_until": min((day for day in days if day > as_of), default="9999-99"),
    }


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


def _dead_links(cards: Iterable[Card], catalogue: Catalogue, site: Site) -> list[Notice]:
    found = [(card, target) for card in cards for target in card.targets]
    return [_dead_link(card, target, site) for card, target in found if target not in catalogue.addresses]


def _dead_link(card: Card, target: str, site: Site) -> Notice:
    spot = Spot(f"{site.config.content}/{card.path}", _line_of(site.content / card.path, target.rpartition("/")[2]))
    return Notice(spot, f"links to {target}, which is not there")


def _line_of(file: Path, name: str) -> int:
    """The line that first names a file, as it is or quoted; 0 where it can't be told."""
    try:
        lines = read_bytes(file).decode("utf-8", "replace").splitlines()
    except Unreadable:
        return 0
    return next((number for number, line in enumerate(lines, 1) if name in line or name in unquote(line)), 0)


def _specifications(site: Site, catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification | Promise]:
    """Every page of the site."""
    mapped: list[tuple[str, str]] = [(piece.address, changed_on(piece)) for piece in catalogue.pieces]
    articles: list[bytes] = []
    for page in article_pages(catalogue, shelf):
        if page.template == "article.html":
            articles.append(page.content)
        yield page
    for specification in (*name_pages(catalogue, shelf, articles), *generated(site, catalogue, shelf), *list_pages(catalogue, shelf)):
        if specification.path.endswith(".html") and specification.template not in ("404.html", "choice.html", "moved.html"):
            mapped.append((specification.path, ""))
        yield specification
    if shelf.config.site_url:
        yield from sitemaps(mapped, shelf)


def make_site_view(site: Site, catalogue: Catalogue) -> SiteView:
    """What every page knows of the site."""
    config = site.config
    dates = DATES in config.pages
    nav = [Link("Articles", "articles.html")] if dates else []
    nav += [Link(kind.capitalize(), f"{kind}.html") for kind in ("people", "places") if catalogue.of(kind)]
    nav += [Link("Dates", "dates.html")] if dates else []
    nav += [Link("Collections", "collections.html")] if catalogue.of("collections") else []
    for card in catalogue.pages:
        if isinstance(card.value, Page) and card.value.nav and card.address != "index":
            nav.append(Link(card.value.title, card.address + ".html"))
    return SiteView(
        title=config.title,
        subtitle=config.subtitle,
        description=config.description,
        language=config.language,
        url=config.site_url,
        base_path=config.base_path,
        publisher=config.publisher,
        contact=config.contact,
        contact_url=contact_address(config.contact),
        nav=tuple(nav),
        theme=config.theme,
        version=__version__,
        content=config.content,
    )
