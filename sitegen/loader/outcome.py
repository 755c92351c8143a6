"""What an import came to: an outcome for each input, and counts that add up because they are counted from those."""

from typing import Literal

from msgspec import Struct

from sitegen.errors import ArticleFault, Notice
from sitegen.loader.draft import Evidence
from sitegen.loader.merge import Difference

UNSURE = 0.5
"""Below this confidence a field is named in the report."""

Kind = Literal["new", "updated", "unchanged", "deleted", "duplicate", "refused"]


class Outcome(Struct, frozen=True):
    """What became of one input, or of one part of it."""

    clipping: str
    kind: Kind
    """``deleted``: a human deleted its article, and so it stays; it counts as unchanged."""
    article: str = ""
    """Path below the content folder."""
    of: str = ""
    """The clipping of which it is a duplicate."""
    fault: ArticleFault | None = None
    """Why it was refused."""
    notices: tuple[Notice, ...] = ()
    differences: tuple[Difference, ...] = ()
    unsure: tuple[Evidence, ...] = ()
    records: tuple[str, ...] = ()
    """Records of places that were written with it."""
    scans: int = 0


class ImportReport(Struct, frozen=True):
    """``read`` = ``written`` + ``unchanged`` + ``duplicate`` + ``refused``."""

    outcomes: tuple[Outcome, ...] = ()
    notices: tuple[Notice, ...] = ()
    """Of the import as a whole: a recognizer that isn't installed, a record that can't be read."""

    def count(self, *kinds: Kind) -> int:
        """How many ended so."""
        return sum(outcome.kind in kinds for outcome in self.outcomes)

    @property
    def read(self) -> int:
        return len(self.outcomes)

    @property
    def written(self) -> int:
        """New articles and updated ones."""
        return self.count("new", "updated")

    @property
    def updated(self) -> int:
        """Of those written: what was there before."""
        return self.count("updated")

    @property
    def unchanged(self) -> int:
        """What needed nothing, deleted articles among it."""
        return self.count("unchanged", "deleted")

    @property
    def deleted(self) -> int:
        """Of those unchanged: what a human deleted, and import did not bring back."""
        return self.count("deleted")

    @property
    def duplicate(self) -> int:
        return self.count("duplicate")

    @property
    def refused(self) -> int:
        return self.count("refused")

    @property
    def faults(self) -> tuple[ArticleFault, ...]:
        """Why each refused input was refused."""
        return tuple(outcome.fault for outcome in self.outcomes if outcome.fault is not None)

    @property
    def all_notices(self) -> tuple[Notice, ...]:
        return (*self.notices, *(notice for outcome in self.outcomes for notice in outcome.notices))

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What a human made and import would now write otherwise."""
        return tuple(difference for outcome in self.outcomes for difference in outcome.differences)

    @property
    def records(self) -> tuple[str, ...]:
        """Paths of the records that were written."""
        return tuple(path for outcome in self.outcomes for path in outcome.records)

    @property
    def scans(self) -> int:
        return sum(outcome.scans for outcome in self.outcomes)
