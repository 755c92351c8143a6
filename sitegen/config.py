"""The settings of a site: ``sitegen.yaml``, typed, with a default for each."""

from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from sitegen.errors import ConfigFault, Fault, NotASite, Notice, Spot, Unreadable
from sitegen.files import read_bytes
from sitegen.schema import typed
from sitegen.yamltree import read_mapping

FILE = "sitegen.yaml"

BUILT_IN = frozenset({"dates", "csv"})
"""Kinds of pages and exporters that come with sitegen."""


def _doc(text: str) -> Meta:
    return Meta(description=text)


class Config(Struct, frozen=True):
    """Everything that a user may set. The descriptions are what editors and the commented file show."""

    title: Annotated[str, _doc("The archive's name, on every page.")] = "An archive"
    subtitle: Annotated[str, _doc("A line under the name on the home page.")] = ""
    description: Annotated[str, _doc("One or two sentences for search engines and the home page.")] = ""
    language: Annotated[str, _doc("Language of the pages: a BCP 47 tag.")] = "en"
    site_url: Annotated[
        str, _doc("Address the site will have, with its path: https://name.github.io/archive/. Without it: no sitemap.")
    ] = ""
    publisher: Annotated[str, _doc("Who publishes the archive: a person, society or library.")] = ""
    contact: Annotated[str, _doc("An e-mail address or a web address for corrections.")] = ""
    rights: Annotated[
        Literal["full", "excerpt", "metadata"],
        _doc("What is shown of an article that doesn't say: full text, an excerpt, or only its catalogue entry."),
    ] = "full"
    future: Annotated[Literal["publish", "hold"], _doc("Articles dated after today: published, or held back until then.")] = "publish"
    content: Annotated[str, _doc("Folder of the articles, people, places, collections and pages.")] = "content"
    clippings: Annotated[str, _doc("Folder of raw clippings, for 'sitegen serve --import'.")] = "clippings"
    output: Annotated[str, _doc("Folder of the finished site.")] = "site"
    templates: Annotated[str | None, _doc("Folder of your own templates, which come before the theme's; null for none.")] = "templates"
    theme: Annotated[str, _doc("Look of the site: a theme's name, or the path of a folder of your own.")] = "broadsheet"
    recognizer: Annotated[str, _doc("What finds names on import: 'auto', 'rules', 'spacy' or 'spacy:MODEL'.")] = "auto"
    entities: Annotated[
        tuple[Literal["people", "places", "organisations"], ...], _doc("Kinds of names that import writes into articles.")
    ] = ("people", "places")
    link_names: Annotated[bool, _doc("Whether people and places in the text link to their pages.")] = True
    related: Annotated[int, _doc("How many related articles an article shows; 0 for none.")] = 4
    home_entries: Annotated[int, _doc("How many articles the home page lists.")] = 12
    page_size: Annotated[int, _doc("Above so many articles the list of all is a page a year, and a person's or place's too.")] = 200
    paginate: Annotated[bool, _doc("Whether the home page lists all articles, home_entries on a page.")] = False
    pages: Annotated[
        tuple[str, ...],
        _doc("Further kinds of pages: 'dates' (lists of all articles, by year), and generators of your own, 'file.py:function'."),
    ] = ("dates",)
    exporters: Annotated[
        tuple[str, ...], _doc("Files for machines beside the pages: 'csv' (all articles as a table), and exporters of your own.")
    ] = ()
    engine: Annotated[str, _doc("How work is spread: 'auto', 'serial', or an engine of your own.")] = "auto"
    feed_entries: Annotated[int, _doc("How many articles the feed holds.")] = 20

    @property
    def base_path(self) -> str:
        """Path of ``site_url``, with a slash at both ends: ``/archive/``."""
        path = urlsplit(self.site_url).path.strip("/")
        return f"/{path}/" if path else "/"


class Site(Struct, frozen=True):
    """A site's folder and its settings."""

    root: Path
    config: Config
    notices: tuple[Notice, ...] = ()
    aside: str = ""
    """Folder, below the site's, for a build beside the usual one."""

    @property
    def content(self) -> Path:
        return self.root / self.config.content

    @property
    def output(self) -> Path:
        return self.root / self.aside / "site" if self.aside else self.root / self.config.output

    @property
    def state(self) -> Path:
        """Caches and the manifest; may be deleted at any time."""
        return self.root / self.aside / "state" if self.aside else self.root / ".sitegen"


def load_site(root: Path) -> Site:
    """The site in a folder. Raises ConfigFault for a wrong setting, NotASite where there is no sitegen.yaml."""
    file = root / FILE
    try:
        text = read_bytes(file).decode("utf-8-sig")
    except Unreadable as error:
        if file.exists():
            raise ConfigFault(Spot(FILE), f"can't be read: {error.message}") from error
        raise NotASite(Spot(str(file)), "no such file", "run 'sitegen init' here, or give the archive's folder with --root") from error
    except UnicodeDecodeError as error:
        raise ConfigFault(Spot(FILE), f"not UTF-8: byte {error.start + 1}") from error
    return Site(root, read_config(text))


def read_config(text: str, path: str = FILE) -> Config:
    """The settings that a file's text means. Raises ConfigFault with file:line for an unknown key or a wrong value."""
    try:
        tree = read_mapping(text, path)
    except Fault as error:
        raise ConfigFault(error.spot, error.message, error.hint) from error
    config, _ = typed(tree, Config, path, fault=ConfigFault, unknown="fault")
    for name, value in msgspec.structs.asdict(config).items():
        if isinstance(value, str) and not value.isprintable():
            raise ConfigFault(Spot(path, tree.lines.get(name, 1)), f"{name} has a control character in it: {value[:60]!r}")
    if reason := _bad_url(config.site_url):
        spot = Spot(path, tree.lines.get("site_url", 1))
        raise ConfigFault(spot, f"site_url: {reason}", "write it whole, such as https://name.github.io/archive/")
    for name in ("related", "home_entries", "page_size", "feed_entries"):
        if getattr(config, name) < (0 if name == "related" else 1):
            raise ConfigFault(Spot(path, tree.lines[name]), f"{name}: {getattr(config, name)} is too small")
    for name in ("content", "output", "clippings"):
        if not getattr(config, name).strip():
            raise ConfigFault(Spot(path, tree.lines[name]), f"{name} is empty", "leave the line out for the default")
    url = config.site_url.rstrip("/") + "/" if config.site_url else ""
    return msgspec.structs.replace(config, site_url=url)


def _bad_url(url: str) -> str:
    if not url:
        return ""
    if any(c.isspace() or not c.isprintable() for c in url):
        return f"{url!r} has a blank or a control character in it"
    try:
        parts = urlsplit(url)
    except ValueError as error:
        return str(error)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"{url!r} is no web address"
    return f"{url!r} has a query or a fragment" if parts.query or parts.fragment else ""


def json_schema() -> dict[str, Any]:
    """JSON Schema of sitegen.yaml, for editors that complete and check."""
    schema = msgspec.json.schema(Config)
    body: dict[str, Any] = schema["$defs"]["Config"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **body, "title": FILE, "additionalProperties": False}
