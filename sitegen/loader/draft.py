"""What reading a clipping gives: an article to be, and an account of every line of the clipping."""

from msgspec import Struct

from sitegen.errors import Notice
from sitegen.model import Article
from sitegen.prose import Block


class Evidence(Struct, frozen=True, omit_defaults=True):
    """Why a field has its value: the rule, the clipping's line (from 1, 0 for none), what stood there, how sure (0 to 1)."""

    field: str
    rule: str
    line: int = 0
    text: str = ""
    confidence: float = 1.0


class Removed(Struct, frozen=True, omit_defaults=True):
    """A line of the clipping that is no part of the article, and why."""

    line: int
    text: str
    why: str


class Fate(Struct, frozen=True, gc=False):
    """What became of a line of the clipping, or of a part of it: a field, ``removed``, ``heading`` or ``text``."""

    line: int
    became: str
    text: str


class Draft(Struct, frozen=True):
    """One article as the loader read it, before names are found and before a human's edits are minded."""

    article: Article
    """Without names, origin and dates of its own making; its body is ``prose.markdown(blocks)``, or Markdown as it came."""
    blocks: tuple[Block, ...] = ()
    """The text that was kept, in plain words: what the recognizer reads."""
    block_lines: tuple[int, ...] = ()
    """The clipping's line where each block begins."""
    evidence: tuple[Evidence, ...] = ()
    removed: tuple[Removed, ...] = ()
    notices: tuple[Notice, ...] = ()
    fates: tuple[Fate, ...] = ()
    """Every line that isn't blank, in order."""
