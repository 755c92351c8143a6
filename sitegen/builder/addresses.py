"""What an address in a file of ``content/`` means: a file of our own, or something elsewhere. The one ``safe_url``.

Every address that comes of content or settings and gets into an ``href`` or ``src`` is made or judged here: ``safe_url``
(front matter), ``may_link`` (Markdown), ``contact_address`` (settings), ``beside`` and ``asset`` (files of our own).
"""

import posixpath
import re
from urllib.parse import quote, unquote, urlsplit

PRIVATE = ("imports/",)
"""Folders below ``content/`` that are never published: the ledger holds what was taken out of articles."""


def safe_url(url: str) -> str:
    """A web address that may stand in a link, or "": escaping alone does not stop ``javascript:``."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname and not any(c.isspace() or c < " " for c in url) else ""


SCHEMES = frozenset({"", "http", "https", "mailto", "tel", "ftp"})
"""Of a link in a text; others (``javascript:``, ``blob:``, ``view-source:`` ...) stay text."""

_PICTURE = re.compile(r"data:image/(?:gif|png|jpeg|webp);", re.IGNORECASE)
_MAIL = re.compile(r"[\w.!#$%&*+/=?^`{|}~-]+@[\w.-]+\.[\w-]+")


def may_link(url: str) -> bool:
    """Whether a link or picture in a Markdown text may have this address; where not, it stays the text that it is."""
    try:
        return urlsplit(url).scheme in SCHEMES or _PICTURE.match(url) is not None
    except ValueError:
        return False


def contact_address(contact: str) -> str:
    """Where the ``contact`` of the settings leads: ``mailto:`` for an e-mail address, a web address as it is, "" for other text."""
    return f"mailto:{quote(contact, safe='@+')}" if _MAIL.fullmatch(contact) else safe_url(contact)


def local_file(address: str, path: str) -> str:
    """The file below ``content/`` that a link in the file ``path`` means; "" for any other address.

    A link that starts with ``/`` means a file at the site's root, wherever the site will stand.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path or "\0" in address:
        return ""
    wanted = unquote(parts.path)
    at_root = parts.path.startswith("/")
    return beside(wanted.lstrip("/"), "static/") if at_root else beside(wanted, path)


def beside(source: str, path: str) -> str:
    """The file below ``content/`` that a front matter's ``src`` names, from its own file; "" where that can't be published."""
    if not source or source.startswith("/") or "\\" in source or "\0" in source or "://" in source:
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), source))
    hidden = any(part.startswith(".") for part in joined.split("/"))
    return "" if hidden or joined.startswith(PRIVATE) else joined


def published_at(file: str) -> str:
    """Where a file of ``content/`` stands in the site: hand-written pages and static files at its root."""
    return file.removeprefix("static/" if file.startswith("static/") else "pages/")


def asset(source: str, path: str) -> str:
    """Address of the file that a front matter's ``src`` names, safe in a link."""
    return quote(published_at(beside(source, path)))


def old_address(alias: str) -> str:
    """The file that an old address of an article was: ``/1969/07/slug/`` is ``1969/07/slug/index.html``; "" if none of ours."""
    try:
        parts = urlsplit(alias)
    except ValueError:
        return ""
    path = unquote(parts.path).removeprefix("/")
    path = path + "index.html" if path.endswith("/") else path if path.endswith((".html", ".htm")) else path + ".html"
    elsewhere = parts.scheme not in ("", "http", "https") or (parts.netloc and not parts.scheme)
    if elsewhere or len(path) > 500 or not all(_is_plain(part) for part in path.split("/")):
        return ""
    return path


def _is_plain(part: str) -> bool:
    """Whether a folder or file can have this name everywhere, and nobody is led astray by it."""
    return part not in ("", ".html") and part[0] != "." and len(part.encode()) <= 200 and part.isprintable() and "\\" not in part
