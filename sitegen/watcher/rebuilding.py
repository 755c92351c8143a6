"""One round of the preview: read the settings, import what was dropped, build. The same ``build`` as the command's."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.builder import BuildReport, Memory, Options, build
from sitegen.config import Site, load_site
from sitegen.errors import Fault, Spot
from sitegen.message import message
from sitegen.progress import Progress

if TYPE_CHECKING:
    from sitegen.loader.importing import ImportReport


class Outcome(Struct, frozen=True):
    """What a round came to."""

    site: Site
    """With its newest settings, where they could be read."""
    imported: "ImportReport | None" = None
    report: BuildReport | None = None
    fault: Fault | None = None

    @property
    def trouble(self) -> str:
        """What the browser should say is wrong; "" where nothing is."""
        faults: tuple[Fault, ...] = (self.fault,) if self.fault else ()
        if self.imported:
            faults += tuple(self.imported.faults)
        if self.report:
            faults += self.report.faults
        return "\n\n".join(message(fault, self.site.root) for fault in faults)

    @property
    def is_news(self) -> bool:
        """Whether the site changed."""
        return self.report is not None and bool(self.report.written or self.report.deleted)


def rebuild(site: Site, importing: bool, progress: Progress, memory: Memory) -> Outcome:
    """Builds the site as it now is; a fault is part of the outcome, for the preview goes on."""
    imported = None
    try:
        site = load_site(site.root)
        folder = site.root / site.config.clippings
        if importing and folder.is_dir():
            from sitegen.loader.importing import import_clippings

            imported = import_clippings(site, [folder], progress=progress)
        return Outcome(site, imported, build(site, Options(keep_last_good=True), progress, memory))
    except Fault as fault:
        if fault.letter == "I":
            raise
        return Outcome(site, imported, None, fault)
    except Exception as error:
        said = f"unexpected error: {type(error).__name__}: {error}"
        return Outcome(site, imported, None, Fault(Spot(), said, "please report it; 'sitegen --debug build' shows where"))


def lies_in(path: str, folder: Path) -> bool:
    """Whether a path is a folder or below it."""
    return Path(path) == folder or folder in Path(path).parents
