"""Proof that an incremental build is right: a clean one beside it, compared file by file."""

import shutil

import msgspec

from sitegen.builder.build import build
from sitegen.builder.options import Options
from sitegen.builder.output import LIST, read_list
from sitegen.config import Site
from sitegen.errors import Differs, Spot, Unreadable
from sitegen.files import read_bytes

ASIDE = ".sitegen/verify"
"""Where the clean build goes, below the site's folder; deleted afterwards."""

NAMED = 5
"""So many differing files are named."""


def verified(site: Site, options: Options) -> int:
    """How many files were compared. Raises Differs, naming the first files that a clean build makes otherwise."""
    beside = msgspec.structs.replace(site, aside=ASIDE)
    shutil.rmtree(site.root / ASIDE, ignore_errors=True)
    try:
        build(beside, msgspec.structs.replace(options, adopt=False, force=False))
        paths = {LIST, *read_list(site.output), *read_list(beside.output)}
        found = sorted(path for path in paths if _bytes(site, path) != _bytes(beside, path))
    finally:
        shutil.rmtree(site.root / ASIDE, ignore_errors=True)
    if found:
        more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
        raise Differs(
            Spot(str(site.output)),
            f"{len(found):,} of {len(paths):,} files differ from a clean build: {', '.join(found[:NAMED])}{more}",
            "build with --force, and please report it",
        )
    return len(paths)


def _bytes(site: Site, path: str) -> bytes | None:
    try:
        return read_bytes(site.output / path)
    except Unreadable:
        return None
