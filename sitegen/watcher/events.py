"""What the preview has to tell: values that the command line prints."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.builder import BuildReport
from sitegen.config import Site
from sitegen.errors import Fault

if TYPE_CHECKING:
    from sitegen.loader.importing import ImportReport


class Ready(Struct, frozen=True):
    """The preview answers at this address."""

    address: str


class Rebuilt(Struct, frozen=True):
    """A build ended; articles with a fault stand as they last were."""

    site: Site
    report: BuildReport


class Imported(Struct, frozen=True):
    """Clippings were brought in."""

    site: Site
    report: "ImportReport"


class Trouble(Struct, frozen=True):
    """The site couldn't be built; the last good one stays up."""

    site: Site
    fault: Fault


class Noted(Struct, frozen=True):
    """Something worth a line."""

    text: str


Event = Ready | Rebuilt | Imported | Trouble | Noted
Tell = Callable[[Event], None]
