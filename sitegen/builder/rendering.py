"""Specifications -> bytes. Runs in workers, which get values and give values."""

import msgspec
from markupsafe import Markup
from msgspec import Struct

from sitegen.builder import views
from sitegen.builder.article_pages import KIND, article_view
from sitegen.builder.bodies import with_addresses
from sitegen.builder.specification import RAW
from sitegen.builder.templates import Templates
from sitegen.builder.views import Entry, PageView, SiteView
from sitegen.digest import digest_value, sha256


class Rendered(Struct, frozen=True, gc=False):
    """A page's bytes."""

    path: str
    data: bytes
    sha256: str


class Job(Struct, frozen=True, gc=False):
    """A page to render, with all that it needs."""

    path: str
    template: str
    kind: str
    carried: tuple[bytes, ...]
    root: str
    html: bytes
    """Its body, addresses still to be put in."""
    entries: dict[bytes, str]


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
        if job.kind == RAW:
            return Rendered(job.path, job.carried[0], sha256(job.carried[0]))
        page = view_of(job.kind, job.carried, self.site)
        data = self.templates.render(
            job.template,
            site=self.site,
            page=page,
            root=job.root,
            entries={key: Markup(html) for key, html in job.entries.items()},  # noqa: S704 - rendered by entry.html, escaped there
            body=Markup(with_addresses(job.html.decode(), page.linked, job.root)),  # noqa: S704 - Markdown without raw HTML
        ).encode("utf-8", "replace")
        return Rendered(job.path, data, sha256(data))


def view_of(kind: str, carried: tuple[bytes, ...], site: SiteView) -> PageView:
    """What a page's template sees, of what the page carries and what every page knows of the site."""
    if kind == KIND:
        return article_view(carried, site)
    view: PageView = msgspec.msgpack.decode(carried[0], type=getattr(views, kind))
    return view


class TemplateCompiler(Struct, frozen=True):
    """A stage that leaves the templates compiled in the process that runs it, while that has nothing else to do."""

    templates: Templates

    def __call__(self, nothing: tuple[()]) -> tuple[()]:
        from sitegen.builder.environment import environment

        for name in self.templates.sources:
            if not name.startswith("_") and ":" not in name:
                environment(self.templates).get_template(name)
        return ()


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
    return digest_value((msgspec.to_builtins(site), versions))
