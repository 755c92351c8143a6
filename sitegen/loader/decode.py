"""Bytes to text: what is certain first, a guess only where nothing is, and then it is said.

Strict UTF-8 and byte order marks decide nearly always. Guessing is slow and often wrong, so it comes last.
"""

import re
import unicodedata

from msgspec import Struct

from sitegen.errors import BadClipping, Notice, Spot
from sitegen.loader.sniff import sniff_bytes

LIMIT = 20_000_000
"""Most bytes of a clipping that is text: 200 times the longest article that a paper prints."""

MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks and what they announce; the longer first."""

_CONTROLS = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])|[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""Terminal sequences (ECMA-48) as a whole, and single control characters."""

_MOJIBAKE = re.compile(r"[ÂÃâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd")
"""What UTF-8 looks like after somebody took it for cp1252: the first letter and its continuation."""


class Decoded(Struct, frozen=True):
    """A text, the encoding it came in, and what was done to it."""

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


def decode(data: bytes, path: str) -> Decoded:
    """The text of a clipping's bytes, with ``\\n`` line ends and without control characters.

    Raises BadClipping: empty, over LIMIT, a binary type (named), or bytes that are no text in any encoding.
    """
    spot = Spot(path)
    if not data:
        raise BadClipping(spot, "empty file")
    if kind := sniff_bytes(data):
        raise BadClipping(spot, f"{kind.name}, not text", kind.hint)
    if len(data) > LIMIT:
        raise BadClipping(spot, f"{len(data):,} bytes; a text of at most {LIMIT:,} is read", "split it into its articles")
    text, encoding, notices = _text(data, spot)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\x0c", "\n\n")
    if _MOJIBAKE.search(text):
        text, more = _mended(text, spot)
        notices += more
    clean = _CONTROLS.sub("", text).replace("\ufeff", "")
    if clean != text:
        notices += (Notice(spot, f"{len(_CONTROLS.findall(text)) or 1} control characters or terminal sequences removed"),)
    if not any(unicodedata.category(c)[0] in "LN" for c in clean):
        raise BadClipping(spot, "empty file" if not clean.strip() else "no letter or number in it")
    return Decoded(clean, encoding, notices)


def _text(data: bytes, spot: Spot) -> tuple[str, str, tuple[Notice, ...]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding, ()
            except UnicodeDecodeError as error:
                raise BadClipping(
                    spot, f"its byte order mark says {encoding}, but byte {error.start + len(mark) + 1} isn't that"
                ) from error
    if b"\x00" in data:
        return _sixteen(data, spot), "utf-16", (Notice(spot, "taken for UTF-16: it has no byte order mark, and every other byte is zero"),)
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        return _guess(data, error, spot)


def _sixteen(data: bytes, spot: Spot) -> str:
    """UTF-16 without a mark, where zeros stand at one parity alone; anything else with zeros is no text."""
    head = data[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    encoding = "utf-16-le" if odd > half * 0.6 and even < half * 0.05 else "utf-16-be" if even > half * 0.6 and odd < half * 0.05 else ""
    if not encoding or len(data) % 2:
        raise BadClipping(
            spot, f"not text: a zero byte at {data.index(0) + 1}", "is it a program, a picture, or a file of another program?"
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadClipping(spot, f"looks like {encoding} without a byte order mark, but isn't at byte {error.start + 1}") from error
    if "\x00" in text:
        raise BadClipping(spot, f"not text: a zero byte at {data.index(0) + 1}")
    return text


def _guess(data: bytes, error: UnicodeDecodeError, spot: Spot) -> tuple[str, str, tuple[Notice, ...]]:
    """Not UTF-8: mostly UTF-8 with a bad byte, or an older encoding, guessed."""
    bad = f"byte {error.start + 1} ({data[error.start]:#04x}) isn't UTF-8"
    latin = data.decode("cp1252", "replace")
    short = len(data) < 256  # no statistics on so little: Western European is by far the likeliest
    if not short:
        try:
            import charset_normalizer
        except ImportError:
            hint = "pip install 'sitegen-archive[import]' for a better guess"
            return latin, "cp1252", (Notice(spot, f"{bad}; taken for cp1252 (Western European)", hint),)
        best = charset_normalizer.from_bytes(data).best()
        if best is not None and best.encoding not in ("cp1252", "latin_1", "ascii", "utf_8"):
            text = str(best)
            western = sum(c.isalpha() and c.isascii() for c in latin) > 0.6 * sum(c.isalpha() for c in latin)
            # Guessers take a few accents among English words for Central European or Turkish.
            if not western:
                return text, best.encoding, (Notice(spot, f"{bad}; taken for {best.encoding}, a guess", "save it as UTF-8 to be sure"),)
    return latin, "cp1252", (Notice(spot, f"{bad}; taken for cp1252 (Western European), a guess", "save it as UTF-8 to be sure"),)


def _mended(text: str, spot: Spot) -> tuple[str, tuple[Notice, ...]]:
    """Text that was decoded wrongly once before it came to us, mended where ftfy is sure how."""
    try:
        import ftfy
    except ImportError:
        hint = "pip install 'sitegen-archive[import]' to have it mended"
        return text, (Notice(spot, "some characters look wrongly decoded; left as they are", hint),)
    config = ftfy.TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
        uncurl_quotes=False, fix_line_breaks=False, remove_control_chars=False, normalization=None,
    )  # fmt: skip
    mended = "\n".join(ftfy.fix_encoding(line, config) for line in text.split("\n"))
    if mended == text:
        return text, (Notice(spot, "some characters look wrongly decoded; left as they are"),)
    return mended, (Notice(spot, "wrongly decoded characters (such as 'Ã©' for 'é') were mended"),)
