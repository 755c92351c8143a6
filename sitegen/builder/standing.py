"""Whether everything stands as the last build left it, told by signatures alone: then no plan is needed.

The facts of a build are what its report says again where nothing changed, and digests of all that it depended on.
"""

from collections.abc import Iterable, Mapping

import msgspec

from sitegen.builder.assets import shown_assets, stand, static_assets, theme_assets
from sitegen.builder.cards import Problem
from sitegen.builder.sources import STATIC, Signature, Source
from sitegen.builder.views import SiteView
from sitegen.config import Site
from sitegen.digest import digest
from sitegen.errors import Notice, Unreadable

NAMES = (
    *("inputs", "valid_from", "valid_until", "seen", "shown", "site", "articles", "held", "pages"),
    *("faults", "of_files", "of_site", "build"),
)
"""What the manifest holds of the last build as a whole; any may be lost where its file was damaged."""

_encode = msgspec.msgpack.Encoder().encode


def still_holds(facts: Mapping[str, str], inputs: str, as_of: str) -> bool:
    """Whether settings, templates, versions and the day are those of the last build, as far as they decide anything."""
    if any(name not in facts for name in NAMES) or facts["inputs"] != inputs:
        return False
    return facts["valid_from"] <= as_of < facts["valid_until"]


Looks = dict[str, Signature]
"""The signature of each asset's file, by its name in messages."""


def looks(site: Site, sources: Iterable[Source], facts: Mapping[str, str]) -> Looks | None:
    """How the assets stand that the last build published; None where one can't be looked at."""
    static = [source for source in sources if source.path.startswith(f"{STATIC}/")]
    paths = [source.path for source in static]
    assets = (*theme_assets(site), *static_assets(site, paths), *shown_assets(site, shown_by(facts), paths))
    try:
        return None if any(source.refused for source in static) else {asset.shown: stand(asset.source) for asset in assets}
    except Unreadable:
        return None


def seen(sources: Iterable[Source], assets: Looks, output: Mapping[str, tuple[int, int]]) -> str:
    """Digest of how every input and every output stands."""
    return digest(_encode(list(sources)), _encode(assets), _encode(sorted(output.items()))).hex()


def shown_by(facts: Mapping[str, str]) -> dict[str, str]:
    """The files that articles, records and pages show, and who shows each."""
    return msgspec.json.decode(facts["shown"], type=dict[str, str])


def problems(facts: Mapping[str, str]) -> tuple[Problem, ...]:
    return msgspec.json.decode(facts["faults"], type=tuple[Problem, ...])


def notices(facts: Mapping[str, str], name: str) -> tuple[Notice, ...]:
    return msgspec.json.decode(facts[name], type=tuple[Notice, ...])


def site_view(facts: Mapping[str, str]) -> SiteView:
    return msgspec.json.decode(facts["site"], type=SiteView)
