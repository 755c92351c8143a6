"""Stage one: a file of ``content/`` -> what the rest of the build may know of it. Runs in workers, batch by batch."""

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from sitegen.article import SYNONYMS, read_article, read_page, read_record
from sitegen.builder.addresses import beside, old_address, safe_url
from sitegen.builder.bodies import Body, render
from sitegen.builder.cards import Card, Problem, Reading, ReadSettings, encode_card
from sitegen.builder.mentions import Forms
from sitegen.builder.sources import ENDINGS, LINK, Source
from sitegen.digest import digest
from sitegen.errors import ArticleFault, BadField, BadFrontMatter, Notice, Spot, Unreadable
from sitegen.files import read_bytes
from sitegen.model import Article, Page, Record
from sitegen.prose import clean, is_clean
from sitegen.slug import identity, is_slug, slug

LARGEST = 8_000_000
"""Bytes of a Markdown file that are read."""


RESERVED_PAGES = frozenset(f"pages/{name}" for name in ("404", "articles", "people", "places", "dates", "collections", "feed", "static"))
"""Hand-written pages can't have these names: the site has pages of its own there."""

T = TypeVar("T", bound=Article | Record | Page)


class Task(Struct, frozen=True, gc=False):
    """A file to read."""

    content: str
    """The content folder."""
    path: str
    settings: ReadSettings
    named: str = "content"
    """The content folder as the settings name it, for messages."""


def read_batch(tasks: tuple[Task, ...]) -> tuple[Reading, ...]:
    """A reading for each task; a fault of one file is its reading's problem."""
    return tuple(_read(task) for task in tasks)


def refused(source: Source, shown: str) -> Reading:
    """The reading of what can't be read."""
    return Reading(source.path, b"", Problem(Spot(shown), source.refused, "put the file itself there" if source.refused == LINK else ""))


def _read(task: Task) -> Reading:
    shown = f"{task.named}/{task.path}"
    try:
        data = read_bytes(f"{task.content}/{task.path}", LARGEST)
        if is_clean(data):
            return _card(task, data.decode(), shown)
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            raise BadFrontMatter(Spot(shown, text.count("\n", 0, text.index("\0")) + 1), "a NUL byte: this is no text file")
        visible = clean(text)
        reading = _card(task, visible, shown)
        if visible != text:
            notice = Notice(Spot(shown), "has control characters: left out", "save the file without them")
            return msgspec.structs.replace(reading, notices=(*reading.notices, notice))
        return reading
    except UnicodeDecodeError as error:
        spot = Spot(shown, data.count(b"\n", 0, error.start) + 1)
        return Reading(task.path, b"", Problem(spot, f"not UTF-8: byte {error.start + 1}", "save the file as UTF-8"))
    except ArticleFault as error:
        spot = Spot(shown, error.spot.line, error.spot.column)
        problem = Problem(spot, error.message, error.hint, error.excerpt or _line(error, task))
        return Reading(task.path, b"", problem, passing=isinstance(error, Unreadable))


def _line(error: ArticleFault, task: Task) -> str:
    """The line of the file that a fault speaks of."""
    if not error.spot.line or isinstance(error, Unreadable):
        return ""
    lines = read_bytes(f"{task.content}/{task.path}", LARGEST).decode("utf-8", "replace").splitlines()
    return lines[error.spot.line - 1][:120] if error.spot.line <= len(lines) else ""


def _card(task: Task, text: str, shown: str) -> Reading:
    folder = task.path.partition("/")[0]
    if folder == "articles":
        return _article_card(task, text, shown)
    value: Record | Page
    value, notices = read_page(text, shown) if folder == "pages" else read_record(text, shown)
    value = _visible(value, text, shown)
    body = render(value.body, task.path, Forms.of(()))
    files = body.files
    if isinstance(value, Record) and value.image:
        files = (*files, _file(value.image, "image", text, task.path, shown))
    path = task.path.removeprefix("pages/")
    address = _address(path, "")
    if folder == "pages" and not RESERVED_PAGES.isdisjoint((task.path.rpartition(".")[0].lower(), f"pages/{address}")):
        name = task.path.rpartition("/")[2]
        raise BadField(Spot(shown), f"{name} is an address that the site uses itself", "give the file another name, such as our-" + name)
    return _reading(task, msgspec.structs.replace(value, body=""), address, body, files, notices)


def _article_card(task: Task, text: str, shown: str) -> Reading:
    article, notices = read_article(text, shown)
    article = _visible(article, text, shown)
    if article.slug and not is_slug(article.slug):
        raise BadField(_at(text, "slug", shown), f"slug: {article.slug!r} can't be an address", f"write 'slug: {slug(article.slug)}'")
    if article.url and not safe_url(article.url):
        raise BadField(
            _at(text, "url", shown), f"url: a web address wanted, found {article.url[:60]!r}", "it starts with https:// or http://"
        )
    for alias in article.aliases:
        if not old_address(alias):
            raise BadField(_at(text, "aliases", shown), f"aliases: {alias[:60]!r} is no address below the site")
    article, empty = _with_names(article, text, shown)
    notices = (*notices, *empty)
    rights = article.rights or task.settings.rights
    forms = Forms.of(article.people, article.places)
    text_shown = {"full": article.body, "metadata": ""}.get(rights)
    if text_shown is None:
        from sitegen.builder.markdown import excerpt

        text_shown = excerpt(article.body, task.path)
    body = render(text_shown, task.path, forms, task.settings.link_names)
    files = [*body.files]
    changes: dict[str, Any] = {"body": "", "rights": rights, "extra": {}, "origin": None}
    if rights == "full":
        files += [_file(image.src, "images", text, task.path, shown) for image in article.images if image.src]
        files += [_file(scan.src, "scans", text, task.path, shown) for scan in article.scans]
    else:  # scans and pictures show what the rights hide
        changes["scans"] = ()
        changes["images"] = () if rights == "metadata" else tuple(msgspec.structs.replace(i, src="") for i in article.images)
    value = msgspec.structs.replace(article, **changes)
    return _reading(task, value, _address(task.path, article.slug), body, tuple(files), notices)


def _visible(value: T, text: str, shown: str) -> T:
    """A value without control characters, which an escape in quotes may bring in: no HTML may hold them, and no XML can."""
    if "\\" not in text[: text.find("\n---", 3) + 1]:
        return value
    value = msgspec.convert(_clean(msgspec.to_builtins(value)), type(value))
    if not (value.name if isinstance(value, Record) else value.title).strip():
        raise BadField(Spot(shown, 2), "nothing of the title is visible")
    return value


def _with_names(article: Article, text: str, shown: str) -> tuple[Article, tuple[Notice, ...]]:
    """The article without names that nobody could see or link, and a warning for each kind of them."""
    empty: list[Notice] = []
    for kind in ("people", "places", "organisations"):
        names = getattr(article, kind)
        visible = tuple([name for name in names if name.name.isalnum() or identity(name.name)])
        if len(visible) < len(names):
            empty.append(Notice(_at(text, kind, shown), f"{kind}: an empty name, left out"))
            article = msgspec.structs.replace(article, **{kind: visible})
    if article.collection and not identity(article.collection):
        article = msgspec.structs.replace(article, collection="")
    return article, tuple(empty)


def _clean(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {clean(key): _clean(item) for key, item in tree.items()}
    if isinstance(tree, list | tuple):
        return [_clean(item) for item in tree]
    return clean(tree) if isinstance(tree, str) else tree


def _file(source: str, field: str, text: str, path: str, shown: str) -> str:
    """The file that a field names. Raises BadField for one elsewhere: no page makes a request to another host."""
    file = beside(source, path)
    if not file or file.lower().endswith(ENDINGS):
        raise BadField(
            _at(text, field, shown), f"{field}: a file below content/ wanted, found {source[:60]!r}", "name it from the article's file"
        )
    return file


def _at(text: str, field: str, shown: str) -> Spot:
    """Where a field stands, by its own name or a synonym's."""
    keys = (field, *(key for key, ours in SYNONYMS.items() if ours == field))
    lines = enumerate(text.splitlines(), 1)
    return Spot(shown, next((n for n, line in lines if line.startswith(tuple(f"{key}:" for key in keys))), 1))


def _reading(
    task: Task, value: Article | Record | Page, address: str, body: Body, files: tuple[str, ...], notices: tuple[Notice, ...]
) -> Reading:
    html = body.html.encode()
    files = tuple(dict.fromkeys(filter(None, files)))
    kept = {type(value).__name__.lower(): value}
    card = Card(task.path, address, has_text=bool(html), snippets=body.snippets, files=files, targets=body.targets, **kept)  # type: ignore[arg-type]
    return Reading(task.path, encode_card(card), None, notices, digest(html) if html else b"", html)


def _address(path: str, hand_set: str) -> str:
    """The file's path, each part made safe for every file system; the last one as the front matter sets it."""
    *folders, name = path.rpartition(".")[0].split("/")
    parts = [part if is_slug(part) else slug(part) for part in folders]
    return "/".join([*parts, hand_set or (name if is_slug(name) or path == f"{name}.md" == "index.md" else slug(name))])
