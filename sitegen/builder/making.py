"""Making the site, where something changed since the last build: read, order, plan, print, note."""

import os
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from sitegen.builder import environment, standing  # noqa: F401 - with Jinja, while the workers read
from sitegen.builder.amending import amended
from sitegen.builder.assets import Seen, look, shown_assets, static_assets, theme_assets
from sitegen.builder.claims import Claims
from sitegen.builder.manifest import Manifest, State
from sitegen.builder.options import BuildReport, Options
from sitegen.builder.ordering import order_all
from sitegen.builder.output import Output
from sitegen.builder.plan import make_plan
from sitegen.builder.press import Press
from sitegen.builder.rendering import TemplateCompiler, settings_digest
from sitegen.builder.sources import STATIC, Source
from sitegen.builder.study import Study
from sitegen.builder.templates import Templates
from sitegen.builder.versions import VERSIONS
from sitegen.config import Site
from sitegen.engine import Crew
from sitegen.errors import Notice, Spot
from sitegen.progress import Laps, Progress


class Moment(Struct, frozen=True):
    """When and of what a build is made."""

    started_ns: int
    as_of: str
    inputs: str
    """Digest of settings, templates and versions."""
    looks: standing.Looks | None
    """How the assets stand, if these and what the day decides are as they were at the last build; else None."""


def make(
    site: Site,
    options: Options,
    progress: Progress,
    manifest: Manifest,
    crew: Crew,
    templates: Templates,
    sources: tuple[Source, ...],
    output: Output,
    old: State,
    study: Study,
    moment: Moment,
    laps: Laps,
) -> tuple[BuildReport, State]:
    """Brings the output to what content, templates and settings ask for now. Gives also the manifest's new state."""
    crew.prepare(TemplateCompiler(templates))
    order = None
    if moment.looks is not None:
        order = amended(study, old, manifest, moment.as_of, site.config.future, moment.looks, output.standing)
    order = order or order_all(site, options, study, manifest, output, moment.as_of)
    assets, of_assets = _assets(site, sources, order.shown, old, moment)

    laps.lap("order")
    claims = Claims(order.specifications, old.pages, assets, templates, settings_digest(order.view, VERSIONS), order.wanting)
    plan = make_plan(claims, old.pages, output.standing, options.force)
    laps.lap("plan")
    press = Press(output, crew, progress, old, options.force)
    texts = lambda path: study.text(path, site, manifest)  # noqa: E731
    pages = press.run(plan, {*order.kept, *claims.all}, assets, templates, order.view, texts, order.entries)
    laps.lap("write")

    of_site = (*of_assets, *order.notices)
    rows = {**study.rows, **{seen.asset.shown: seen.row for seen in assets}}
    facts = {
        **order.facts,
        "inputs": moment.inputs,
        "pages": str(len(pages)),
        "shown": msgspec.json.encode(order.shown).decode(),
        "faults": msgspec.json.encode([row.problem for row in study.rows.values() if row.problem]).decode(),
        "of_files": msgspec.json.encode(study.notices).decode(),
        "of_site": msgspec.json.encode(of_site).decode(),
    }
    looks = {seen.asset.shown: seen.row.signature for seen in assets}
    facts["seen"] = "racy" if any(row.racy for row in rows.values()) else standing.seen(sources, looks, output.standing)
    facts["build"] = os.urandom(8).hex()
    new = State(rows, pages, facts)
    manifest.commit(old, new, study.cards, press.arounds)
    laps.lap("note")
    report = BuildReport(
        articles=int(facts["articles"]),
        held=int(facts["held"]),
        pages=len(pages),
        written=tuple(press.written),
        deleted=tuple(press.deleted),
        unchanged=len(pages) - len(press.written),
        faults=study.faults,
        notices=(*study.notices, *of_site, *press.notices),
        reasons=tuple((p.specification.path, str(p.reason)) for p in plan.pages),
    )
    return report, new


def _assets(
    site: Site, sources: tuple[Source, ...], shown: Mapping[str, str], old: State, moment: Moment
) -> tuple[list[Seen], list[Notice]]:
    """Every file that is published as it is, and a notice for each that can't be."""
    static = [source for source in sources if source.path.startswith(f"{STATIC}/")]
    content, paths = site.config.content, [source.path for source in static if not source.refused]
    refused = [Notice(Spot(f"{content}/{source.path}"), source.refused) for source in static if source.refused]
    assets = (*theme_assets(site), *static_assets(site, paths), *shown_assets(site, shown, paths))
    seen, missing = look(assets, old.sources, moment.started_ns)
    return seen, [*refused, *missing]
