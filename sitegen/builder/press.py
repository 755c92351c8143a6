"""Printing the plan: what nothing links to yet first, then by rank, deletions last.

At every instant each file is whole, old or new, and whoever follows links from page to page finds none broken.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from sitegen.builder.article_pages import KIND
from sitegen.builder.assets import Seen
from sitegen.builder.manifest import PageRow, State
from sitegen.builder.output import UNKNOWN, Output, prepare
from sitegen.builder.plan import Plan, Planned, Reason
from sitegen.builder.rendering import EntryJob, EntryRenderer, Job, PageRenderer, Rendered
from sitegen.builder.templates import Templates
from sitegen.builder.views import Entry, SiteView
from sitegen.digest import sha256
from sitegen.engine import Crew
from sitegen.errors import Notice, ReadFailed, Spot, Unreadable
from sitegen.files import read_bytes
from sitegen.progress import Progress

BATCH = 64
ENTRIES = 1000
AT_ONCE = 500
"""Pages that are rendered whole before the first is written."""

Texts = Callable[[str], bytes]
"""Gives the rendered text of a file below ``content/``."""


class Press:
    """One run: writes, deletes, and notes what it did."""

    def __init__(self, output: Output, crew: Crew, progress: Progress, old: State, force: bool = False) -> None:
        self._output = output
        self._crew = crew
        self._progress = progress
        self._old = old
        self._force = force
        """Trust no size and time: look at the bytes of every file."""
        self.written: list[str] = []
        self.deleted: list[str] = []
        self.notices: list[Notice] = []
        self.arounds: dict[str, bytes] = {}
        """What the articles' pages that were printed carry of others."""

    def run(
        self,
        plan: Plan,
        paths: Iterable[str],
        assets: list[Seen],
        templates: Templates,
        site: SiteView,
        texts: Texts,
        entries: Mapping[bytes, Entry],
    ) -> dict[str, PageRow]:
        """Brings the output to the plan. ``paths`` are all files that the site shall have. Returns a row for each.

        Raises WriteFailed or TemplateFault; what was written by then is whole, and the next build goes on from there.
        """
        old, output = self._old.pages, self._output
        due = [seen for seen in assets if self._is_due(seen)]
        wanted = set(paths)
        gone = [path for path in output.listed if path not in wanted]
        rows = {path: row for path, row in old.items() if path in wanted}
        if not (plan.pages or due or gone) and output.lists({path: row.sha256 for path, row in rows.items()}):
            return rows
        planned = [p.specification.path for p in plan.pages] + [seen.asset.path for seen in due]
        in_the_way = output.check_foreign(planned)
        rendered = self._entries(plan, templates, site, entries)
        stage = PageRenderer(templates, site)
        # A broken template leaves the old site as it is: before anything is written all pages are rendered, or one of each template.
        one_each = {p.specification.template: p for p in reversed(plan.pages)}
        samples = plan.pages if len(plan.pages) <= AT_ONCE else tuple(one_each.values())
        ready = {
            r.path: r for r in self._crew.map(stage, _jobs(samples, rendered, texts), BATCH if len(samples) > BATCH else 1, len(plan.pages))
        }
        rest = [p for p in plan.pages if p.specification.path not in ready]
        pages = self._crew.map(stage, _jobs(rest, rendered, texts), BATCH, len(rest))
        prepare(output.folder)
        output.write_list({**output.listed, **{p: r.sha256 for p, r in rows.items()}, **dict.fromkeys(planned, UNKNOWN)})
        output.prune(in_the_way)
        for seen in due:
            rows[seen.asset.path] = self._copy(seen)
        for done, planned_page in enumerate(plan.pages, 1):
            path = planned_page.specification.path
            rows[path] = self._print(planned_page, ready[path] if path in ready else next(pages))
            self._progress("write", done, len(plan.pages))
        output.prune(gone)
        self.deleted = gone
        output.write_list({path: row.sha256 for path, row in rows.items()})
        output.sync()
        return rows

    def _is_due(self, seen: Seen) -> bool:
        row, stands = self._old.pages.get(seen.asset.path), self._output.standing.get(seen.asset.path)
        return self._force or row is None or row.content != seen.row.key or stands != (row.size, row.mtime_ns)

    def _copy(self, seen: Seen) -> PageRow:
        try:
            data = read_bytes(seen.asset.source)
        except Unreadable as error:
            raise ReadFailed(Spot(seen.asset.shown), "went away while the site was built", "build again") from error
        digest = sha256(data)
        return PageRow(seen.row.key, b"", b"", digest, *self._put(seen.asset.path, data, digest))

    def _print(self, planned: Planned, rendered: Rendered) -> PageRow:
        path = rendered.path
        old, stands = self._old.pages.get(path), self._output.standing.get(path)
        edited = planned.reason is Reason.EDITED and self._output.listed.get(path) != UNKNOWN  # a killed build is nobody's hand
        if edited and old and not self._output.holds(path, old.sha256):
            self.notices.append(Notice(Spot(str(self._output.folder / path)), "was edited by hand: overwritten", "edit what it is made of"))
        elif not self._force and stands and old and old.sha256 == rendered.sha256 and stands == (old.size, old.mtime_ns):
            return self._row(planned, rendered.sha256, *stands)  # the same bytes stand there
        return self._row(planned, rendered.sha256, *self._put(path, rendered.data, rendered.sha256))

    def _row(self, planned: Planned, digest: str, size: int, mtime_ns: int) -> PageRow:
        now, page = planned.fingerprint, planned.specification
        if page.kind == KIND:
            self.arounds[page.path] = page.carried[-1]
        return PageRow(now.content, now.template, now.settings, digest, size, mtime_ns, page.inputs)

    def _put(self, path: str, data: bytes, digest: str) -> tuple[int, int]:
        """Writes a file where it doesn't stand already; its size and mtime_ns."""
        stands = self._output.standing.get(path)
        if stands and stands[0] == len(data) and self._output.holds(path, digest):
            return stands
        self.written.append(path)
        return self._output.write(path, data)

    def _entries(self, plan: Plan, templates: Templates, site: SiteView, entries: Mapping[bytes, Entry]) -> dict[tuple[bytes, str], str]:
        """Every list entry of the planned pages, rendered once for each depth."""
        wanted = dict.fromkeys((key, p.specification.root) for p in plan.pages for key in p.specification.entries)
        jobs = (EntryJob(key, root, entries[key]) for key, root in wanted)
        found = self._crew.map(EntryRenderer(templates, site), jobs, ENTRIES, len(wanted) // 10)
        return {(key, root): html for key, root, html in found}


def _jobs(pages: Iterable[Planned], rendered: Mapping[tuple[bytes, str], str], texts: Texts) -> Iterator[Job]:
    for planned in pages:
        page = planned.specification
        root = page.root
        html = texts(page.text) if page.text else b""
        yield Job(page.path, page.template, page.kind, page.carried, root, html, {key: rendered[key, root] for key in page.entries})
