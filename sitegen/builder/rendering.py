"""Specifications -> bytes. Runs in workers, which get values and give values."""

import msgspec
from markupsafe import Markup
from msgspec import Struct

from sitegen.builder.bodies import with_addresses
from sitegen.builder.specification import Specification, carried
from sitegen.builder.templates import Templates
from sitegen.builder.views import Entry, SiteView
from sitegen.digest import sha256


class Rendered(Struct, frozen=True, gc=False):
    """A page's bytes."""

    path: str
    data: bytes
    sha256: str


class Job(Struct, frozen=True, gc=False):
    """A page to render, with all that it needs."""

    specification: Specification
    html: str
    """Its body, addresses still to be put in."""
    entries: dict[bytes, str]

    @property
    def path(self) -> str:
        return self.specification.path


class EntryJob(Struct, frozen=True, gc=False):
    """A list entry to render for lists of one depth."""

    key: bytes
    root: str
    entry: Entry


class PageRenderer(Struct, frozen=True):
    """The stage that renders pages; a value, so that it can be sent to a worker."""

    templates: Templates
    site: SiteView

    def __call__(self, jobs: tuple[Job, ...]) -> tuple[Rendered, ...]:
        return tuple(self._render(job) for job in jobs)

    def _render(self, job: Job) -> Rendered:
        spec = job.specification
        context = {
            "site": self.site,
            "page": carried(spec.kind, spec.carried),
            "root": spec.root,
            "entries": {key: Markup(html) for key, html in job.entries.items()},  # noqa: S704 - rendered by entry.html, escaped there
            "body": Markup(with_addresses(job.html, spec.links, spec.root)),  # noqa: S704 - Markdown without raw HTML
        }
        data = self.templates.render(spec.template, **context).encode("utf-8", "replace")
        return Rendered(spec.path, data, sha256(data))


class EntryRenderer(Struct, frozen=True):
    """The stage that renders list entries."""

    templates: Templates
    site: SiteView

    def __call__(self, jobs: tuple[EntryJob, ...]) -> tuple[tuple[bytes, str, str], ...]:
        """Digest, root and HTML of each."""
        return tuple(
            (job.key, job.root, self.templates.render("entry.html", site=self.site, entry=job.entry, root=job.root)) for job in jobs
        )


def settings_digest(site: SiteView, versions: tuple[str, ...]) -> bytes:
    """Digest of what every page sees of the site, and of the versions that shape output."""
    from sitegen.digest import digest_value

    return digest_value((msgspec.to_builtins(site), versions))
