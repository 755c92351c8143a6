"""What can go wrong, one class a situation; what is worth a word, as a value.

Classes carry the letter of the fault table (``A`` one article is left out, ``S`` the site can't be built,
``L`` another build is running, ``I`` interrupted). They are raised with ``from``, travel between processes,
and are printed in one place (``report.py``).
"""

import difflib
from collections.abc import Iterable
from types import MappingProxyType

from msgspec import Struct


class Spot(Struct, frozen=True):
    """A place in a file of the user's: ``path:line:column``, lines and columns from 1, 0 where unknown."""

    path: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


class Notice(Struct, frozen=True):
    """A warning: the work went on, and the user should know (class W)."""

    spot: Spot
    message: str
    hint: str = ""


class Fault(Exception):
    """Base of all that sitegen raises on purpose."""

    letter = "S"

    def __init__(self, spot: Spot, message: str, hint: str = "", excerpt: str = "") -> None:
        super().__init__(spot, message, hint, excerpt)
        self.spot = spot
        self.message = message
        self.hint = hint
        self.excerpt = excerpt

    def __str__(self) -> str:
        return f"{self.spot}: {self.message}" if self.spot.path else self.message


class ArticleFault(Fault):
    """One article (or record, or clipping) can't be used; the rest goes on."""

    letter = "A"


class BadFrontMatter(ArticleFault):
    """The front matter is not closed, or is not the YAML that we take."""


class BadField(ArticleFault):
    """A field has the wrong type or a value that can't be."""


class BadText(ArticleFault):
    """The body can't be rendered: over a limit, or not text."""


class BadClipping(ArticleFault):
    """An input of import that can't become an article."""


class BadLedger(Fault):
    """A file of ``content/imports/`` isn't what import wrote: without it a human's edits can't be told."""


class Unreadable(ArticleFault):
    """A file vanished, may not be read, or is not what its place asks for (a link, a pipe)."""


class ReadFailed(Fault):
    """The system did not give what is there: the disk failed, too many files are open. To go on would lose it from the site."""


class SystemRefused(Fault):
    """The system refused something that no part expected it to, or had no memory left."""


class UnreadableFolder(Fault):
    """A folder can't be listed. To take it for an empty one would undo what stands in it."""


class ConfigFault(Fault):
    """sitegen.yaml has an unknown key or a wrong value."""


class TemplateFault(Fault):
    """A template is missing, does not parse, or failed while it was rendered."""


class PathClash(Fault):
    """Two sources claim one path of the site."""


class OutputRefused(Fault):
    """The output folder isn't ours to write to."""


class NoSuchPage(Fault):
    """A page was asked for that the site doesn't have."""


class Differs(Fault):
    """The site isn't what a clean build makes of the same content."""


class NotASite(Fault):
    """The folder has no content to build."""


class WriteFailed(Fault):
    """The disk is full, read-only, or failed."""


class WorkerDied(Fault):
    """A worker process was killed or ran out of memory, again, on the same input."""


class MissingExtra(Fault):
    """A part of sitegen that isn't installed was asked for."""


class PortTaken(Fault):
    """The preview's port is used by another program, or may not be used."""


class BuildRunning(Fault):
    """Another build holds the lock."""

    letter = "L"


class Interrupted(Fault):
    """The user pressed Ctrl-C, or the process was told to end."""

    letter = "I"


EXIT = MappingProxyType({"A": 1, "S": 2, "L": 3, "I": 130})
"""Exit code of each fault letter."""


FEW = 40
"""So many known words are listed; settings and fields are fewer."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the known word nearest to this one, or the list of them all where none is near."""
    names = sorted(known)
    near = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    few = names[:FEW] + ([f"and {len(names) - FEW:,} more"] if len(names) > FEW else [])
    return f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(few)
