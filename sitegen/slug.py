"""Slugs: file names and addresses made of titles and names, safe on every file system."""

import re
import unicodedata

from anyascii import anyascii

from sitegen.digest import digest_text

LIMIT = 80
"""Longest slug in characters: far below 255 bytes, also with a suffix and an ending."""

RESERVED = frozenset(
    {"index", "404", "feed", "page", "static", "con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
"""Names that the site uses itself, or that Windows refuses as file names."""

_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_APOSTROPHE = re.compile(r"[’'ʼ‘`]")
_OTHER = re.compile(r"[^a-z0-9]+")


def identity(name: str) -> str:
    """The form under which two spellings are one name: NFC, invisible characters gone, spaces folded.

    Accents, case and marks stay: "José" and "Jose" are two until somebody says otherwise.
    """
    if name.isascii() and "  " not in name and "\t" not in name and "\n" not in name:
        return name.strip()
    visible = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in ("Cf", "Cc") or c in "\t\n")
    return " ".join(visible.split())


def slug(text: str) -> str:
    """A slug of ``[a-z0-9-]``, at most :data:`LIMIT` long, never empty, never reserved."""
    ascii_text = text if text.isascii() else anyascii(unicodedata.normalize("NFC", text))
    base = _OTHER.sub("-", _APOSTROPHE.sub("", ascii_text).lower()).strip("-")
    if len(base) > LIMIT:
        base = base[:LIMIT].rsplit("-", 1)[0] if "-" in base[:LIMIT] else base[:LIMIT]
    if not base:
        base = "x-" + digest_text(identity(text))[:8]
    return told_apart(base, text) if base in RESERVED else base


def is_slug(text: str) -> bool:
    """Whether a hand-set slug can stand as it is."""
    return len(text) <= LIMIT and bool(_PLAIN.match(text)) and text not in RESERVED


def told_apart(base: str, name: str, length: int = 4) -> str:
    """The slug of one of several bearers of ``base``: with some hex of its name's digest."""
    return f"{base.rstrip('-')}-{digest_text(identity(name))[:length]}"
