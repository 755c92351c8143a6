"""The build, told in one function: read what changed, put it in order, plan, write, delete."""

import time
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sitegen.builder import standing
from sitegen.builder.cards import settings_of
from sitegen.builder.manifest import Manifest, Memory
from sitegen.builder.options import BuildReport, Options
from sitegen.builder.output import Output
from sitegen.builder.sources import FOLDERS, STATIC, scan, strays
from sitegen.builder.study import read_sources
from sitegen.builder.templates import Templates, load_templates
from sitegen.builder.versions import VERSIONS
from sitegen.clock import today
from sitegen.config import BUILT_IN, Site
from sitegen.digest import digest_value
from sitegen.engine import Crew, Engine, Serial, without_collector
from sitegen.errors import Notice, Spot
from sitegen.extensions import extension, fingerprint
from sitegen.files import locked
from sitegen.progress import Laps, Progress, silent


def build(
    site: Site,
    options: Options = Options(),  # noqa: B008 - frozen
    progress: Progress = silent,
    memory: Memory | None = None,
) -> BuildReport:
    """Builds a site: its content, its templates, its settings -> its output folder.

    ``memory`` is for those who build again and again, such as the preview.
    Raises a Fault of class S (nothing was written, or what was written is whole and healed by the next build) or L
    (another build is running). Articles that can't be used are faults in the report.
    """
    laps = Laps()
    with locked(site.state), without_collector():
        manifest = Manifest(site.state)
        crew = Crew(options.jobs, engine_of(site))
        try:
            report = _build(site, options, progress, manifest, crew, laps, memory or Memory())
        finally:
            crew.close()
            manifest.close()
    laps.lap("end")
    notices, timings = (*_stray_notices(site), *report.notices), laps.all
    return msgspec.structs.replace(report, notices=notices, timings=timings, seconds=sum(seconds for _, seconds in timings))


def _build(site: Site, options: Options, progress: Progress, manifest: Manifest, crew: Crew, laps: Laps, memory: Memory) -> BuildReport:
    started_ns = clock(site.state)
    as_of = options.as_of or today()
    facts = manifest.facts()
    templates = load_templates(site)
    sources = scan(site.content)
    output = Output(site, options.adopt)
    inputs = inputs_digest(site, templates, options)
    laps.lap("look")
    holds = standing.still_holds(facts, inputs, as_of) and not options.force
    looks = standing.looks(site, sources, facts) if holds else None
    if looks is not None and facts["seen"] == standing.seen(sources, looks, output.standing):
        laps.lap("compare")
        return _report_of(facts)
    output.check_ours()
    old = memory.state if memory.state and memory.state.facts == facts else manifest.load()
    laps.lap("load")
    study = read_sources(site, sources, old, started_ns, manifest, crew, progress)
    laps.lap("read")
    from sitegen.builder.making import Moment, make  # with all that renders pages

    moment = Moment(started_ns, as_of, inputs, looks)
    report, memory.state = make(site, options, progress, manifest, crew, templates, sources, output, old, study, moment, laps)
    return report


def inputs_digest(site: Site, templates: Templates, options: Options) -> str:
    """Of everything but files of content and assets."""
    config = site.config
    own = tuple(fingerprint(name, site.root) for name in (*config.pages, *config.exporters) if name not in BUILT_IN)
    values = (msgspec.to_builtins(config), templates.digest, VERSIONS, settings_of(config), options.keep_last_good, own)
    return digest_value(values).hex()


def engine_of(site: Site) -> Engine | None:
    """The engine that the settings name; None where the crew shall choose. Raises ConfigFault."""
    name = site.config.engine
    if name in ("auto", "serial"):
        return Serial() if name == "serial" else None
    made: Engine = extension("engines", name, site.root, ("auto", "serial"))()
    return made


def clock(state: Path) -> int:
    """The moment by the clock that stamps files: its ticks are coarser than ours, up to two seconds on a memory stick.

    ``locked`` has just written the lock.
    """
    return min(time.time_ns(), (state / "lock").stat().st_mtime_ns)


def _stray_notices(site: Site) -> tuple[Notice, ...]:
    """Articles in a place where nobody looks for them are not lost silently."""
    content = site.config.content
    hint = f"articles go to {content}/articles/; {content}/ also has {', '.join(FOLDERS[1:])}, {STATIC}"
    return tuple(Notice(Spot(f"{content}/{name}"), "is not read", hint) for name in strays(site.content))


def _report_of(facts: Mapping[str, str]) -> BuildReport:
    """The report of a build that found nothing to do: faults and warnings stand until they are mended."""
    faults = tuple(problem.fault() for problem in standing.problems(facts))
    notices = (*standing.notices(facts, "of_files"), *standing.notices(facts, "of_site"))
    articles, held, pages = (int(facts[name]) for name in ("articles", "held", "pages"))
    return BuildReport(articles, held, pages, (), (), pages, faults, notices, ())
