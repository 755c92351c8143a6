"""Plain text, as people type and paste it."""

from sitegen.loader.decode import Decoded
from sitegen.loader.draft import Draft
from sitegen.loader.reading import read_text


def is_text(decoded: Decoded, name: str) -> bool:
    """Whatever is nothing else is text."""
    return True


def read(decoded: Decoded, path: str) -> tuple[Draft, ...]:
    """The one article of a text."""
    return (read_text(decoded.text, path),)
