"""What a file is, told from its first bytes and never from its name."""

import re

from msgspec import Struct


class Kind(Struct, frozen=True, gc=False):
    """A type of file, and what the user can do where we don't read it."""

    name: str
    hint: str = ""


SCAN_HINT = "run OCR first, and keep its text beside the image under the same name"
UNPACK_HINT = "unpack it, and import the folder"
SAVE_HINT = "save its text as a .txt file; other formats are read from a later version on"

SIGNATURES: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"%PDF-", Kind("a PDF", "copy its text into a .txt file, or run OCR first; PDF is read from a later version on")),
    (0, b"\x89PNG\r\n\x1a\n", Kind("a PNG image", SCAN_HINT)),
    (0, b"\xff\xd8\xff", Kind("a JPEG image", SCAN_HINT)),
    (0, b"GIF8", Kind("a GIF image", SCAN_HINT)),
    (0, b"II*\x00", Kind("a TIFF image", SCAN_HINT)),
    (0, b"MM\x00*", Kind("a TIFF image", SCAN_HINT)),
    (8, b"WEBP", Kind("a WebP image", SCAN_HINT)),
    (0, b"PK\x03\x04", Kind("a ZIP archive or an Office document", UNPACK_HINT)),
    (0, b"PK\x05\x06", Kind("an empty ZIP archive", UNPACK_HINT)),
    (0, b"\x1f\x8b", Kind("a gzip archive", UNPACK_HINT)),
    (0, b"BZh", Kind("a bzip2 archive", UNPACK_HINT)),
    (0, b"\xfd7zXZ\x00", Kind("an xz archive", UNPACK_HINT)),
    (0, b"7z\xbc\xaf\x27\x1c", Kind("a 7-Zip archive", UNPACK_HINT)),
    (0, b"Rar!\x1a\x07", Kind("a RAR archive", UNPACK_HINT)),
    (257, b"ustar", Kind("a tar archive", UNPACK_HINT)),
    (0, b"\x7fELF", Kind("an ELF program")),
    (0, b"MZ", Kind("a Windows program")),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind("an old Office document", SAVE_HINT)),
    (0, b"SQLite format 3\x00", Kind("an SQLite database")),
    (4, b"ftyp", Kind("a video or HEIC image")),
    (0, b"ID3", Kind("an MP3 recording")),
    (0, b"RIFF", Kind("a sound or video recording")),
    (0, b"{\\rtf", Kind("an RTF document", SAVE_HINT)),
)
"""Offset and bytes of each type that is no text (or no plain text), from the registrations and ``file(1)``'s magic."""

TEXT_STARTS: tuple[tuple[str, Kind], ...] = (
    ("<!doctype html", Kind("an HTML page", SAVE_HINT)),
    ("<html", Kind("an HTML page", SAVE_HINT)),
    ("<svg", Kind("an SVG image", SCAN_HINT)),
    ("<?xml", Kind("an XML file", SAVE_HINT)),
    ("<!doctype", Kind("an XML file", SAVE_HINT)),
)
"""How texts start that are markup for a reader of their own. A stray ``<title>`` is text."""


_COMMENTS = re.compile(r"\A\s*(?:<!--.*?-->\s*)+", re.DOTALL)
"""May stand before what they are written in."""


def sniff_bytes(data: bytes) -> Kind | None:
    """The binary type that the data is, or None."""
    for offset, signature, kind in SIGNATURES:
        if data.startswith(signature, offset) and not (signature in (b"MZ", b"ftyp") and b"\x00" not in data[:512]):
            return kind
    return None


def sniff_text(text: str) -> Kind | None:
    """The markup that a decoded text is, or None for text to be read as such."""
    start = _COMMENTS.sub("", text[:2000]).lstrip().lower()
    for opening, kind in TEXT_STARTS:
        if start.startswith(opening) and start[len(opening) : len(opening) + 1] in ("", " ", ">", "\n", "\t", "\r"):
            return kind
    return None
