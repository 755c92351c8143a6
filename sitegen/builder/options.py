"""What can be asked of a build, and what it answers."""

from msgspec import Struct

from sitegen.errors import ArticleFault, Notice


class Options(Struct, frozen=True):
    """How to build; none of it changes what a clean build gives."""

    jobs: int = 0
    """Processes; 0 = one a processor."""
    as_of: str = ""
    """The day it is (ISO), for embargoes; "" = SOURCE_DATE_EPOCH, or today in UTC."""
    force: bool = False
    adopt: bool = False
    allow_empty: bool = False
    keep_last_good: bool = False
    """For the preview: an article with a fault stays as it last was."""


class BuildReport(Struct, frozen=True):
    """What a build did."""

    articles: int
    """Published."""
    held: int
    """Drafts, and articles under embargo or dated ahead and held."""
    pages: int
    """Files of the site, assets included."""
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    unchanged: int
    faults: tuple[ArticleFault, ...]
    notices: tuple[Notice, ...]
    reasons: tuple[tuple[str, str], ...]
    """Path and reason of each page that was planned."""
    timings: tuple[tuple[str, float], ...] = ()
    """Wall seconds of each stage, in their order."""
    seconds: float = 0.0
