"""What each kind of page carries: exactly what its template sees, and so its dependency list.

A template gets five names: ``site`` (SiteView), ``page`` (one of the kinds below), ``root`` (the way from the page to
the site's root: ``""``, ``"../"`` ...), ``entries`` (rendered list entries by digest, for lists) and ``body``
(rendered Markdown, where the page has one). Addresses are relative to the site's root and already safe in an
attribute's value: a link is ``href="{{ root }}{{ link.address }}"``.
"""

from typing import Any

from msgspec import Struct

from sitegen.builder.metadata import json_ld, meta_elements


class Link(Struct, frozen=True, gc=False):
    text: str
    address: str


class Counted(Struct, frozen=True, gc=False):
    """A link with how many articles stand behind it."""

    text: str
    address: str
    count: int
    description: str = ""


class DateView(Struct, frozen=True, gc=False):
    iso: str
    """For ``<time datetime>``: as exact as known."""
    display: str
    """For people: ``21 July 1969``."""


class Entry(Struct, frozen=True, gc=False):
    """What a list shows of an article. ``entry.html`` renders it once for all lists of one depth."""

    address: str
    title: str
    date: DateView | None = None
    """None = undated."""
    source: str = ""
    summary: str = ""


class Snippet(Struct, frozen=True, gc=False):
    """The sentence round a mention, in three parts; the middle one is the name as it stands there."""

    before: str
    form: str
    after: str


class Item(Struct, frozen=True, gc=False):
    """One entry of a list: ``{{ entries[item.entry] }}``, and the sentence that names the page's person or place."""

    entry: bytes
    snippet: Snippet | None = None


class Group(Struct, frozen=True, gc=False):
    """A stretch of a list under one heading: a year, a month, a letter."""

    title: str
    anchor: str
    items: tuple[Item, ...] = ()
    address: str = ""
    """Where the stretch has a page of its own (a long list split by year)."""
    count: int = 0


class LetterGroup(Struct, frozen=True, gc=False):
    """A letter of an A-Z list of people or places."""

    letter: str
    anchor: str
    names: tuple[Counted, ...]
    address: str = ""
    """Where the letter has a page of its own (a long list)."""
    count: int = 0


class Figure(Struct, frozen=True, gc=False):
    caption: str
    credit: str
    code: str
    date: str
    """For people, or as written."""
    src: str
    """Relative to the site's root; "" where no file is at hand."""


class Facsimile(Struct, frozen=True, gc=False):
    src: str
    page: str


class SiteView(Struct, frozen=True):
    """What every page knows of the site: part of the settings digest."""

    title: str
    subtitle: str
    description: str
    language: str
    url: str
    """Absolute address with a slash at its end, or "" where the config has none."""
    base_path: str
    """Path of the address, for 404.html alone."""
    publisher: str
    contact: str
    contact_url: str
    """``mailto:`` or web address of ``contact``, or ""."""
    nav: tuple[Link, ...]
    theme: str
    version: str
    content: str = "content"
    """Name of the folder that the articles lie in, for the way to a correction."""


class PageView(Struct, frozen=True, kw_only=True):
    """What every page carries of itself."""

    path: str
    title: str
    description: str = ""
    canonical: str = ""
    """Absolute address, or "" without ``site_url``."""
    linked: tuple[str, ...] = ()
    """Address of each page that the body links: names, then what its Markdown links to."""


class Around(Struct, frozen=True, gc=False):
    """What the page of an article knows of others: names and addresses, neighbours, relatives. No counts, no ranks."""

    links: tuple[Link, ...]
    """People, then places, as the article lists them."""
    targets: tuple[str, ...] = ()
    """Address of each page that its Markdown links to."""
    collection: Link | None = None
    previous: Entry | None = None
    next: Entry | None = None
    related: tuple[Entry, ...] = ()


class ArticlePage(PageView, frozen=True, kw_only=True):
    """``article.html``; also ``body``."""

    subtitle: str = ""
    date: DateView | None = None
    authors: tuple[str, ...] = ()
    source: str = ""
    agency: str = ""
    dateline: str = ""
    section: str = ""
    printed_page: str = ""
    edition: str = ""
    collection: Link | None = None
    identifier: str = ""
    language: str = ""
    url: str = ""
    """Where it was found; always http(s)."""
    accessed: DateView | None = None
    updated: DateView | None = None
    rights: str = "full"
    """full, excerpt, or metadata: what ``body`` holds is already cut to it."""
    images: tuple[Figure, ...] = ()
    scans: tuple[Facsimile, ...] = ()
    people: tuple[Link, ...] = ()
    places: tuple[Link, ...] = ()
    organisations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    file: str = ""
    """The article's file below the site's folder: where a correction is made."""
    body: bytes = b""
    previous: Entry | None = None
    next: Entry | None = None
    related: tuple[Entry, ...] = ()

    @property
    def json_ld(self) -> str:
        """schema.org NewsArticle as JSON that is safe inside ``<script>``: made of the fields above."""
        return json_ld(self)

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        """Name and content of ``<meta>`` elements (Dublin Core, Highwire) for Zotero and catalogues: made of the fields above."""
        return meta_elements(self)


class MovedPage(PageView, frozen=True, kw_only=True):
    """``moved.html``: an old address of an article, which leads on to its page."""

    address: str


class HomePage(PageView, frozen=True, kw_only=True):
    """``home.html``; ``body`` is ``content/pages/index.md`` if there is one."""

    items: tuple[Item, ...]
    """Newest in the archive first; with ``paginate``, a page's worth of all."""
    articles: int
    years: tuple[Counted, ...]
    """Every year with its articles, oldest first."""
    undated: Counted | None
    people: tuple[Counted, ...]
    """Those named most."""
    places: tuple[Counted, ...]
    people_count: int
    places_count: int
    collections: tuple[Counted, ...]
    number: int = 1
    """This page's number and how many there are, where the home page is paginated."""
    of: int = 1
    newer: str = ""
    older: str = ""
    body: bytes = b""


class ArticlesPage(PageView, frozen=True, kw_only=True):
    """``articles.html``: all articles by year; the groups of a long list have addresses instead of items."""

    groups: tuple[Group, ...]
    count: int


class DatesPage(PageView, frozen=True, kw_only=True):
    """``dates.html``: years, and the months of each, with counts."""

    years: tuple["YearCounts", ...]
    undated: Counted | None


class YearCounts(Struct, frozen=True, gc=False):
    year: Counted
    months: tuple[Counted, ...]
    """Twelve, those without articles with count 0."""


class YearPage(PageView, frozen=True, kw_only=True):
    """``year.html``: one year's articles by month (or the undated ones)."""

    groups: tuple[Group, ...]
    count: int
    previous: Link | None = None
    next: Link | None = None


class NamesPage(PageView, frozen=True, kw_only=True):
    """``people.html``, ``places.html``: A to Z by sort name."""

    letters: tuple[LetterGroup, ...]
    count: int


class NamePage(PageView, frozen=True, kw_only=True):
    """``person.html``, ``place.html``, ``collection.html``; also ``body``, the record's note."""

    name: str
    sort_name: str = ""
    aliases: tuple[str, ...] = ()
    born: DateView | None = None
    died: DateView | None = None
    ids: tuple[Link, ...] = ()
    """Identifiers elsewhere, with their web addresses (absolute)."""
    image: str = ""
    latitude: float | None = None
    longitude: float | None = None
    coordinates: str = ""
    """For people: ``34.56° N, 38.28° E``; "" where unknown."""
    country: str = ""
    part_of: Link | None = None
    parts: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    """By year; in a long list the later groups have addresses instead of items."""
    count: int = 0
    first: str = ""
    """Year of the earliest article."""
    last: str = ""
    people: tuple[Counted, ...] = ()
    """Who is named in the same articles, most often first."""
    places: tuple[Counted, ...] = ()
    body: bytes = b""


class NameYearPage(PageView, frozen=True, kw_only=True):
    """``name-year.html``: one year of a person's or place's long list."""

    name: Link
    year: str
    items: tuple[Item, ...]


class ListPage(PageView, frozen=True, kw_only=True):
    """``collections.html``: links with counts; ``choice.html``: the bearers of one plain address."""

    links: tuple[Counted, ...]


class DataPage(PageView, frozen=True, kw_only=True):
    """A page of a kind of your own, for a template of your own."""

    data: dict[str, Any] = {}
    """Texts, numbers, lists, mappings."""
    items: tuple[Item, ...] = ()
    """Articles to list: ``{{ entries[item.entry] }}``."""


class TextPage(PageView, frozen=True, kw_only=True):
    """``page.html`` (hand-written; also ``body``), ``404.html``."""

    body: bytes = b""


class FeedItem(Struct, frozen=True, gc=False):
    id: str
    title: str
    address: str
    """Absolute where there is a site_url, else from the root."""
    updated: str
    """RFC 3339."""
    summary: str
    source: str


class FeedPage(PageView, frozen=True, kw_only=True):
    """``feed.atom`` -> ``feed.atom``."""

    id: str
    updated: str
    items: tuple[FeedItem, ...]


class SitemapPage(PageView, frozen=True, kw_only=True):
    """``sitemap.xml``: absolute addresses with the day of their last change, "" where unknown."""

    locations: tuple[tuple[str, str], ...]


class SitemapIndex(PageView, frozen=True, kw_only=True):
    """``sitemap-index.xml``: absolute addresses of the sitemaps of a large site."""

    sitemaps: tuple[str, ...]


class PlainPage(PageView, frozen=True, kw_only=True):
    """``robots.txt``."""

    sitemap: str = ""
