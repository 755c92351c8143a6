"""Cards: what the build may know of a file of ``content/`` beside its text. Values that go between processes and into the manifest."""

import msgspec
from msgspec import Struct

from sitegen import __version__
from sitegen.builder.versions import version_of
from sitegen.builder.views import Snippet
from sitegen.config import Config
from sitegen.errors import ArticleFault, Notice, Spot
from sitegen.model import Article, Page, Record


class Card(Struct, frozen=True):
    """What is known of one article, record or page; its text is elsewhere, so an edit that touches no mention leaves it as it was."""

    path: str
    address: str
    """Below the site's root, without ``.html``."""
    article: Article | None = None
    """One of these three, without its body, and without what its rights hide."""
    record: Record | None = None
    page: Page | None = None
    has_text: bool = False
    snippets: tuple[Snippet | None, ...] = ()
    files: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    @property
    def value(self) -> Article | Record | Page:
        value = self.article or self.record or self.page
        assert value is not None  # noqa: S101 - made so in reading
        return value


class Problem(Struct, frozen=True):
    """Why a file can't be used, as a value that can be kept."""

    spot: Spot
    message: str
    hint: str = ""
    excerpt: str = ""

    def fault(self) -> ArticleFault:
        return ArticleFault(self.spot, self.message, self.hint, self.excerpt)


class Reading(Struct, frozen=True):
    """What came of reading a file: a card or a problem, and the rendered text where there is one."""

    path: str
    card: bytes
    """Encoded; b"" where there is none."""
    problem: Problem | None = None
    notices: tuple[Notice, ...] = ()
    body: bytes = b""
    """Digest of the rendered text; b"" where there is none."""
    html: bytes = b""
    """The rendered text, UTF-8."""
    passing: bool = False
    """Whether the file could not be read, which says nothing of the next time."""


class ReadSettings(Struct, frozen=True):
    """Everything but the file that decides what reading it gives: part of the key of a kept card."""

    rights: str
    link_names: bool
    versions: tuple[str, ...] = (__version__, version_of("markdown_it"))


def settings_of(config: Config) -> ReadSettings:
    return ReadSettings(config.rights, config.link_names)


encode_card = msgspec.msgpack.Encoder(order="deterministic").encode
decode_card = msgspec.msgpack.Decoder(Card).decode
